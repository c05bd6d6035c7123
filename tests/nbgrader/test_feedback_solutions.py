"""Worked solutions in nbgrader's feedback: those that the pages of `autograder grade` have."""

from __future__ import annotations

import html
from collections.abc import Mapping
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.worked_solutions import read_solutions
from tests.commands import run_nbgrader

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_grading_processes")]

UNIT = "training-loop"
WRONG = "train_step"
PLACES = {"autograded": "ipynb", "feedback": "html"}


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook) -> Mapping[str, str]:
    """What nbgrader writes about a student whose `train_step` is wrong, by kind of file and due date."""
    folder = tmp_path_factory.mktemp("solutions") / "course"
    copy_course(course, folder)
    text = (folder / "course.yml").read_text(encoding="utf-8")
    text = text.replace("  solutions: never\n", "  solutions: with_feedback\n")
    (folder / "course.yml").write_text(text, encoding="utf-8")
    wrong = sample_submissions.with_cells(solved, {WRONG: f"def {WRONG}(x, y, w, b, lr):\n    return w, b, 0.0"})
    submission = folder / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
    submission.parent.mkdir(parents=True)
    submission.write_bytes(sample_submissions.notebook_bytes(wrong))
    run_nbgrader(folder, "generate_assignment", UNIT)
    run_nbgrader(folder, "autograde", UNIT)
    assert "not recognized" not in run_nbgrader(folder, "generate_feedback", UNIT).stderr
    files = {kind: folder / kind / "ada" / UNIT / f"{UNIT}.{suffix}" for kind, suffix in PLACES.items()}
    before = {kind: read(path) for kind, path in files.items()}
    over = text.replace(f"  - id: {UNIT}\n", f"  - id: {UNIT}\n    due: 2020-01-01T00:00:00+00:00\n")
    (folder / "course.yml").write_text(over, encoding="utf-8")
    run_nbgrader(folder, "generate_feedback", UNIT, "--force")
    return {**before, "feedback after the due date": read(files["feedback"])}


def read(path: Path) -> str:
    return html.unescape(path.read_text(encoding="utf-8"))


def solution_titles(text: str, course: Course) -> list[str]:
    return [name for name in read_solutions(course.unit(UNIT)) if f"{name}: a worked solution" in text]


def test_an_exercise_with_full_points_has_its_solution(texts: Mapping[str, str], course: Course) -> None:
    solutions = read_solutions(course.unit(UNIT))
    names = solution_titles(texts["feedback"], course)

    assert names == [name for name in solutions if name != WRONG]
    assert all(solutions[name] in texts["feedback"] for name in names)
    assert solutions[WRONG] not in texts["feedback"]


def test_after_the_due_date_every_exercise_has_its_solution(texts: Mapping[str, str], course: Course) -> None:
    assert solution_titles(texts["feedback after the due date"], course) == list(read_solutions(course.unit(UNIT)))


def test_the_autograded_notebook_has_none(texts: Mapping[str, str], course: Course) -> None:
    assert solution_titles(texts["autograded"], course) == []
