"""Which file of a student is graded: the notebook of the unit with work in it, as a person would choose."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.authoring.sample_submissions import notebook_bytes
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.submissions.discovery import FoundSubmission, discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from tests.classroom_results import put

UNIT = "training-loop"
SCRATCH = b'{"cells": [{"cell_type": "code", "source": "2 + 2"}]}'


@pytest.fixture(scope="module")
def expected(content: UnitContent) -> ExpectedNotebook:
    return ExpectedNotebook(UNIT, content.release, frozenset({"gradient"}))


@pytest.fixture(scope="module")
def files(content: UnitContent, solved: Notebook) -> Mapping[str, bytes]:
    """Notebooks by a word for what they hold."""
    half = {**solved, "cells": [cell for cell in solved["cells"] if cell["id"] not in ("fit_line", "gap_report")]}
    return {
        "work": notebook_bytes(solved),
        "some work": notebook_bytes(half),
        "untouched": notebook_bytes(content.release),
        "scratch": SCRATCH,
        "damaged": b"{",
        "resource fork": b"\0\5\x16\7",
    }


def find(
    folder: Path, expected: ExpectedNotebook, contents: Mapping[str, str], files: Mapping[str, bytes]
) -> FoundSubmission:
    for name, content in contents.items():
        put(folder / "ada" / name, files.get(content, content.encode()))
    put(folder / "zoe" / f"{UNIT}.ipynb", b"{}")
    return discover([folder], expected).submissions[0]


@pytest.mark.parametrize(
    ("contents", "choice"),
    [
        ({f"{UNIT}.ipynb": "untouched", f"{UNIT}-Copy1.ipynb": "work"}, f"{UNIT}-Copy1.ipynb"),
        ({f"{UNIT}.ipynb": "some work", f"{UNIT} (1).ipynb": "work"}, f"{UNIT} (1).ipynb"),
        ({f"{UNIT}.ipynb": "work", f"{UNIT}-Copy1.ipynb": "some work"}, f"{UNIT}.ipynb"),
        ({f"{UNIT}.ipynb": "work", f"{UNIT}-Copy1.ipynb": "work"}, f"{UNIT}.ipynb"),
        ({f"{UNIT} (1).ipynb": "work", f"{UNIT} (2).ipynb": "work"}, f"{UNIT} (2).ipynb"),
        ({f"{UNIT}.ipynb": "untouched", "my work.ipynb": "work"}, "my work.ipynb"),
        ({"Training-Loop.ipynb": "work", "scratch.ipynb": "scratch"}, "Training-Loop.ipynb"),
        ({"a.ipynb": "scratch", "b.ipynb": "work", "c.ipynb": "scratch"}, "b.ipynb"),
        ({f"{UNIT}.ipynb": "untouched", f"old/{UNIT}.ipynb": "work"}, f"old/{UNIT}.ipynb"),
        ({f"{UNIT}.ipynb": "damaged", f"{UNIT}-Copy1.ipynb": "untouched"}, f"{UNIT}.ipynb"),
    ],
    ids=["a worked copy", "a copy with more work", "an earlier copy", "the same twice", "two downloads",
         "another name with work", "letter case", "none of its name", "another folder",
         "a damaged one that may hold the work"],
)  # fmt: skip
def test_the_notebook_with_work_is_graded_and_the_report_says_so(
    contents: Mapping[str, str], choice: str, expected: ExpectedNotebook, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    submission = find(tmp_path, expected, contents, files)

    assert submission.notebook == tmp_path / "ada" / choice
    assert len(submission.repairs) == 1
    assert Path(choice).name in submission.repairs[0]
    assert "notebooks" in submission.repairs[0]


@pytest.mark.parametrize(
    ("contents", "choice"),
    [
        ({f"{UNIT}.ipynb": "work", "scratch.ipynb": "scratch"}, f"{UNIT}.ipynb"),
        ({f"{UNIT}.ipynb": "work", "gradient.ipynb": "scratch"}, f"{UNIT}.ipynb"),
        ({f"{UNIT}.IPYNB": "work"}, f"{UNIT}.IPYNB"),
        ({"my work.ipynb": "work", "._my work.ipynb": "resource fork"}, "my work.ipynb"),
        ({f"{UNIT}.ipynb": "work", f".ipynb_checkpoints/{UNIT}-checkpoint.ipynb": "some work"}, f"{UNIT}.ipynb"),
        ({f"{UNIT}.ipynb.txt": "work"}, f"{UNIT}.ipynb.txt"),
    ],
    ids=[
        "a scratch notebook",
        "another unit",
        "a suffix in capitals",
        "a resource fork",
        "a checkpoint",
        "a text file",
    ],
)
def test_where_only_one_file_can_be_meant_nothing_is_said(
    contents: Mapping[str, str], choice: str, expected: ExpectedNotebook, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    submission = find(tmp_path, expected, contents, files)

    assert submission.notebook == tmp_path / "ada" / choice
    assert not submission.repairs


@pytest.mark.parametrize(
    ("contents", "message"),
    [
        (
            {f".ipynb_checkpoints/{UNIT}-checkpoint.ipynb": "work"},
            "only Jupyter's backup of the notebook was handed in",
        ),
        ({f"{UNIT}.json": "work"}, f"'{UNIT}.json' was read as a notebook"),
    ],
    ids=["a checkpoint", "JSON"],
)
def test_where_there_is_no_notebook_what_stands_for_it_is_graded(
    contents: Mapping[str, str], message: str, expected: ExpectedNotebook, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    submission = find(tmp_path, expected, contents, files)

    assert submission.read()[0] == files["work"]
    assert message in submission.repairs[0]


@pytest.mark.parametrize(
    ("contents", "problem"),
    [
        ({"notes.txt": "hello"}, "no notebook was handed in"),
        ({"work.rar": "x"}, "no notebook was handed in ('work.rar' is an archive that is not read)"),
        ({"a.ipynb": "scratch", "b.ipynb": "damaged"}, "of the unit 'training-loop': there are 'a.ipynb', 'b.ipynb'"),
    ],
    ids=["nothing", "another archive", "others"],
)  # fmt: skip
def test_where_there_is_nothing_to_grade_the_problem_says_what_there_is(
    contents: Mapping[str, str], problem: str, expected: ExpectedNotebook, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    submission = find(tmp_path, expected, contents, files)

    assert submission.notebook is None
    assert submission.problem.endswith(problem)


@pytest.mark.parametrize(
    ("contents", "names", "repair"),
    [
        ({f"{UNIT}.ipynb": "work", "predictions.json": "{}"}, ["predictions.json"], ""),
        ({f"{UNIT}.ipynb": "work", "predictions (1).json": "{}"}, ["predictions (1).json"], ""),
        ({f"{UNIT}.ipynb": "work", "saved.json": '{"schema": "lab/predictions/v1"}'}, ["saved.json"], ""),
        ({f"{UNIT}.ipynb": "work", "other.json": "{}", "roster.txt": "x"}, [], ""),
        ({f"work/{UNIT}.ipynb": "work", "predictions.json": "{}"}, ["predictions.json"], "in another folder"),
        ({f"{UNIT}.ipynb": "work", "saved/predictions.json": "{}"}, ["predictions.json"], "in another folder"),
        ({f"{UNIT}.ipynb": "work", "gradient/gradient.ipynb": "scratch", "gradient/predictions.json": "{}"}, [], ""),
    ],
    ids=["beside", "a copy", "another name", "other files", "above", "below", "those of another unit"],
)  # fmt: skip
def test_the_predictions_are_found(
    contents: Mapping[str, str], names: list[str], repair: str, expected: ExpectedNotebook,
    files: Mapping[str, bytes], tmp_path: Path,
) -> None:  # fmt: skip
    submission = find(tmp_path, expected, contents, files)

    assert list(submission.read()[1]) == names
    assert repair in " ".join(submission.repairs)
    assert bool(submission.repairs) == bool(repair)


def test_a_notebook_with_other_work_in_another_folder_may_be_somebody_elses(
    expected: ExpectedNotebook, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    put(tmp_path / "ada" / f"{UNIT}.ipynb", files["work"])
    put(tmp_path / "ada" / "bob" / f"{UNIT}.ipynb", files["some work"])
    put(tmp_path / "cy" / f"{UNIT}.ipynb", files["work"])
    put(tmp_path / "cy" / "notes" / "scratch.ipynb", files["scratch"])
    discovery = discover([tmp_path], expected)

    assert {file.path.split(":")[0]: file.needs_attention for file in discovery.left_out} == {"ada": True, "cy": False}


def test_files_with_the_students_names_are_told_from_a_students_files(
    expected: ExpectedNotebook, files: Mapping[str, bytes], tmp_path: Path
) -> None:
    for name, content in {"ann": "work", "bob": "some work"}.items():
        put(tmp_path / "flat" / f"{name}.ipynb", files[content])
    for name, content in {"my work": "work", "scratch": "scratch"}.items():
        put(tmp_path / "eve" / f"{name}.ipynb", files[content])

    assert [s.student for s in discover([tmp_path / "flat"], expected).submissions] == ["ann", "bob"]
    assert [s.student for s in discover([tmp_path / "eve"], expected).submissions] == ["eve"]
