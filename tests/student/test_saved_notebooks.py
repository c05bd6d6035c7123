"""A notebook gives the same grade, the same visible checks and the same hand-in, whichever program saved it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lab
import pytest
from lab.ci.notebook_file import read_notebook
from lab.ci.report import NotebookReport
from lab.ci.runner import run_notebook
from lab.overview import course_outline
from lab.predicting import notebook_folder

from autograder.authoring.sample_submissions import predictions_file, with_cells
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.release import course_file
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from tests.saved_notebooks import SHAPES, Save, jupyterlab, with_results

UNIT = "training-loop"

every_shape = pytest.mark.parametrize("save", SHAPES.values(), ids=SHAPES)


@pytest.fixture(scope="module")
def partly_solved(solved: Notebook, content: UnitContent) -> Notebook:
    """A notebook with all but one exercise solved, one of them wrong; every cell was run."""
    stubs = {cell["id"]: cell["source"] for cell in content.release["cells"]}
    mistake = content.catalogue.mistakes_of("train_step")[0]
    return with_results(
        with_cells(solved, {"fit_until": stubs["fit_until"], "train_step": mistake.implementation.cell})
    )


@every_shape
def test_the_grader_gives_the_same_points(
    save: Save, partly_solved: Notebook, content: UnitContent, grade: Callable[..., Report]
) -> None:
    predictions = predictions_file(content)
    expected = grade(data=jupyterlab(copy.deepcopy(partly_solved)), predictions=predictions)
    report = grade(data=save(copy.deepcopy(partly_solved)), predictions=predictions)

    assert 0 < expected.score < expected.max_score
    assert report.score == expected.score
    assert (report.exercises, report.predictions) == (expected.exercises, expected.predictions)
    assert (report.problems, report.submission.cell_errors) == (expected.problems, expected.submission.cell_errors)


def visible_results(folder: Path, data: bytes) -> tuple[Any, list[str]]:
    path = folder / f"{UNIT}.ipynb"
    path.write_bytes(data)
    report: NotebookReport = run_notebook(read_notebook(path), path.name)
    return [(exercise.name, exercise.checks) for exercise in report.exercises], [e.cell for e in report.cell_errors]


@pytest.fixture(scope="module")
def expected_results(tmp_path_factory: pytest.TempPathFactory, partly_solved: Notebook) -> tuple[Any, list[str]]:
    return visible_results(tmp_path_factory.mktemp("jupyterlab"), jupyterlab(copy.deepcopy(partly_solved)))


@every_shape
def test_the_visible_checks_have_the_same_results(
    save: Save, partly_solved: Notebook, expected_results: tuple[Any, list[str]], tmp_path: Path
) -> None:
    assert visible_results(tmp_path, save(copy.deepcopy(partly_solved))) == expected_results


@every_shape
def test_an_untouched_notebook_is_not_begun(save: Save, content: UnitContent, tmp_path: Path) -> None:
    path = tmp_path / f"{UNIT}.ipynb"
    path.write_bytes(save(copy.deepcopy(content.release)))

    assert not read_notebook(path).is_begun


@every_shape
def test_the_file_to_hand_in_says_the_same_and_is_found_by_the_grader(
    save: Save,
    partly_solved: Notebook,
    content: UnitContent,
    course: Course,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    outline = course_outline.parse(json.loads(course_file.json_bytes(course)))
    monkeypatch.setattr(course_outline, "read", lambda: outline)
    expected = hand_in(tmp_path / "jupyterlab", jupyterlab(copy.deepcopy(partly_solved)), content, monkeypatch, capsys)
    data = save(copy.deepcopy(partly_solved))
    card = hand_in(tmp_path / "other", data, content, monkeypatch, capsys)
    (submission,) = find_submissions(tmp_path / "other" / "submitted", UNIT)

    assert "4 of 5 exercises pass their checks, 4 of 4 predictions locked in, 4 explained" in expected
    assert without_size(card) == without_size(expected)
    assert submission.read() == (data, {"predictions.json": predictions_file(content)})


def hand_in(
    folder: Path,
    data: bytes,
    content: UnitContent,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> str:
    """Hand in from a folder with this notebook, move the file to where it is collected, and return the card."""
    folder.mkdir()
    (folder / f"{UNIT}.ipynb").write_bytes(data)
    (folder / "predictions.json").write_bytes(predictions_file(content))
    monkeypatch.chdir(folder)
    monkeypatch.setattr(notebook_folder, "first_folders", [])
    capsys.readouterr()
    lab.hand_in(UNIT)
    target = folder / "submitted" / "ada" / UNIT
    target.mkdir(parents=True)
    (folder / f"{UNIT}-hand-in.zip").rename(target / f"{UNIT}-hand-in.zip")
    return " ".join(capsys.readouterr().out.split())


def without_size(card: str) -> str:
    return re.sub(r"[\d,]+ kB", "", card)
