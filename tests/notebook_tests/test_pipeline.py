"""Ordinary nbgrader courses, such as nbgrader's own examples: graded by its executor and by this engine."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from tests.commands import run_command

pytestmark = pytest.mark.slow

EXAMPLES = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
QUICKSTART_CONFIGURATION = """
c = get_config()
c.CourseDirectory.course_id = "course101"
c.IncludeHeaderFooter.header = "source/header.ipynb"
"""
"""What `nbgrader quickstart course101` writes, without its comments."""
CONFIGURATION = """
from autograder.notebook_tests.pipeline import configure

configure(c, call_seconds=0.7, cell_seconds=0.7)
"""

SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError('n')\n    return [i ** 2 for i in range(1, n + 1)]"
SUM = "def sum_of_squares(n):\n    return sum(squares(n))"
SOLVED_CELLS = {"squares": SQUARES, "sum_of_squares": SUM, "sum_of_squares_equation": "$n^2$"}

PS1_CELLS: dict[str, dict[str, str]] = {
    "solved": SOLVED_CELLS,
    "half": {**SOLVED_CELLS, "sum_of_squares": "def sum_of_squares(n):\n    return n"},
    "raising": {**SOLVED_CELLS, "squares": "def squares(n):\n    raise KeyError(n)"},
    "broken": {**SOLVED_CELLS, "sum_of_squares": "def sum_of_squares(n:"},
    "untouched": {},
}
"""The cells that each student changed. Both executors must agree on all of them."""

AUTOTEST_STUDENTS = ("solved", "half", "raising")

WARNING_CELLS = {
    **SOLVED_CELLS,
    "squares": "import warnings\n" + SQUARES.replace("if n", "warnings.warn(str(n))\n    if n"),
}
ENDLESS_CELLS = {**SOLVED_CELLS, "squares": "def squares(n):\n    while True:\n        pass"}

GRADIENT_CELL = "def grad(X, y, w):\n    return 2 * X.T @ (X @ w - y) / len(y)"
GRADIENT_TEST = """\
assert grad(np.ones((2, 1)), np.ones(2), np.ones(1)).shape == (1,)
### BEGIN HIDDEN TESTS
def reference(X, y, w):
    return 2 * X.T @ (X @ w - y) / len(y)
rng = np.random.default_rng(4711)
X, y, w = rng.normal(size=(5, 2)), rng.normal(size=5), rng.normal(size=2)
assert np.allclose(grad(X, y, w), reference(X, y, w))
### END HIDDEN TESTS"""

CHEATS = {
    "patched": "np.allclose = lambda *a, **k: True\ndef grad(X, y, w):\n    return np.zeros(w.shape)",
    "frames": """\
import sys
def grad(X, y, w):
    frame = sys._getframe()
    while frame:
        if 'reference' in frame.f_globals:
            return frame.f_globals['reference'](X, y, w)
        frame = frame.f_back
    return np.zeros(w.shape)""",
    "agreeing": """\
class Yes:
    shape = (1,)
    def __array_function__(self, *a): return True
def grad(X, y, w):
    return Yes()""",
}
"""Cells that earn full points in nbgrader without computing a gradient."""


def run_nbgrader(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    process = run_command(folder, "nbgrader", *arguments)
    assert process.returncode == 0, process.stderr
    return process


def replace_cells(path: Path, cells: dict[str, str]) -> None:
    """Write a student's cells into a released notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = cells.get(name, cell["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def submit(course: Path, assignment: str, notebook: str, student: str, cells: dict[str, str]) -> Path:
    folder = course / "submitted" / student / assignment
    shutil.copytree(course / "release" / assignment, folder, ignore=shutil.ignore_patterns("problem2.ipynb"))
    replace_cells(folder / f"{notebook}.ipynb", cells)
    return folder / f"{notebook}.ipynb"


def course_cell(source: str, name: str, **fields: Any) -> Any:
    """A code cell with nbgrader's metadata."""
    defaults = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": {**defaults, "grade_id": name, **fields}})


def add_gradient_assignment(course: Path) -> None:
    """Add an assignment with a hidden test that compares with a reference."""
    solution = GRADIENT_CELL.replace("    return", "    ### BEGIN SOLUTION\n    return") + "\n    ### END SOLUTION"
    cells = [
        new_code_cell("import numpy as np"),
        course_cell(solution, "grad", solution=True),
        course_cell(GRADIENT_TEST, "grad-test", grade=True, locked=True, points=3),
    ]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    folder = course / "source" / "gradient"
    folder.mkdir()
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / "gradient.ipynb")


@dataclass(frozen=True)
class Courses:
    """Two copies of a course: `stock` is graded by nbgrader's executor, `engine` by this engine, which writes `log`."""

    stock: Path
    engine: Path
    log: str

    def grades(self, folder: Path, assignment: str, student: str) -> dict[tuple[str, str], Any]:
        """The automatic score and the flag 'needs manual grade' of every grade cell, and every comment."""
        grades: dict[tuple[str, str], Any] = {}
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            for notebook in gradebook.find_submission(assignment, student).notebooks:
                for grade in notebook.grades:
                    grades[notebook.name, grade.name] = grade.auto_score, grade.needs_manual_grade
                for comment in notebook.comments:
                    grades[notebook.name, f"{comment.name} comment"] = comment.auto_comment
        return grades

    def score(self, folder: Path, assignment: str, student: str) -> float:
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            return float(gradebook.find_submission(assignment, student).score)

    def feedback(self, assignment: str, notebook: str, student: str) -> str:
        return (self.engine / "feedback" / student / assignment / f"{notebook}.html").read_text(encoding="utf-8")


def duplicate_cells(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] += [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader")]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def delete_tests(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
    path.write_text(json.dumps({**notebook, "cells": cells}), encoding="utf-8")


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def empty(path: Path) -> None:
    path.write_bytes(b"")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "duplicated": duplicate_cells,
    "without tests": delete_tests,
    "truncated": truncate,
    "empty": empty,
}


def submit_what_both_can_grade(course: Path) -> None:
    shutil.copytree(EXAMPLES / "submitted", course / "submitted")
    for student, cells in PS1_CELLS.items():
        submit(course, "ps1", "problem1", student, cells)
    for student in AUTOTEST_STUDENTS:
        submit(course, "ps1_autotest", "problem1", student, PS1_CELLS[student])
    for student, source in {**CHEATS, "honest": GRADIENT_CELL, "zeros": CHEATS["patched"].partition("\n")[2]}.items():
        submit(course, "gradient", "gradient", student, {"grad": source})


def submit_what_only_the_engine_can_grade(course: Path) -> None:
    submit(course, "ps1", "problem1", "warning", WARNING_CELLS)
    submit(course, "ps1", "problem1", "endless", ENDLESS_CELLS)
    for student, damage in DAMAGE.items():
        damage(submit(course, "ps1", "problem1", student, SOLVED_CELLS))


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> Courses:
    folder = tmp_path_factory.mktemp("existing")
    stock, engine = folder / "course101", folder / "engine"
    shutil.copytree(EXAMPLES / "source", stock / "source", ignore=shutil.ignore_patterns("*.html"))
    shutil.copy(EXAMPLES / "autotests.yml", stock)
    (stock / "nbgrader_config.py").write_text(QUICKSTART_CONFIGURATION, encoding="utf-8")
    add_gradient_assignment(stock)
    for assignment in ("ps1", "ps1_autotest", "gradient"):
        run_nbgrader(stock, "generate_assignment", assignment)
    submit_what_both_can_grade(stock)
    shutil.copytree(stock, engine)
    submit_what_only_the_engine_can_grade(engine)
    with (engine / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(CONFIGURATION)
    log = ""
    for assignment in ("ps1", "ps1_autotest", "gradient"):
        run_nbgrader(stock, "autograde", assignment)
        log += run_nbgrader(engine, "autograde", assignment).stderr
    run_nbgrader(engine, "generate_feedback", "gradient")
    run_nbgrader(engine, "generate_feedback", "ps1", "--student", "half")
    return Courses(stock, engine, log)


@pytest.mark.parametrize("student", ["bitdiddle", "hacker", *PS1_CELLS])
def test_both_executors_give_the_same_grades_and_comments(student: str, courses: Courses) -> None:
    assert courses.grades(courses.engine, "ps1", student) == courses.grades(courses.stock, "ps1", student)


@pytest.mark.parametrize("student", AUTOTEST_STUDENTS)
def test_both_executors_give_the_same_grades_for_generated_autotests(student: str, courses: Courses) -> None:
    grades = courses.grades(courses.engine, "ps1_autotest", student)

    assert grades == courses.grades(courses.stock, "ps1_autotest", student)


def test_the_compared_submissions_have_different_scores(courses: Courses) -> None:
    scores = {student: courses.score(courses.engine, "ps1", student) for student in PS1_CELLS}

    assert scores == {"solved": 3, "half": 2, "raising": 0.5, "broken": 2.5, "untouched": 0}


@pytest.mark.parametrize("cheat", CHEATS)
def test_cheats_that_earn_full_points_in_nbgrader_earn_none_here(cheat: str, courses: Courses) -> None:
    assert courses.score(courses.stock, "gradient", cheat) == 3, "the cheat should work in nbgrader"
    assert courses.score(courses.engine, "gradient", cheat) == 0
    assert courses.grades(courses.engine, "gradient", cheat)["gradient", "grad-test"] == (0, True)


def test_the_marks_of_these_courses_are_protected(courses: Courses) -> None:
    output = run_command(courses.engine, "autograder", "protection", "gradient", "ps1").stdout

    assert "grad-test" in output
    assert "5 protected, 0 not protected, 0 graded by a person" in output
    assert "not protected" not in courses.log


def test_a_course_is_calibrated_once(courses: Courses) -> None:
    folder = courses.engine / ".autograder" / "calibration"

    assert {path.name for path in folder.rglob("*.json")} == {"gradient.json", "problem1.json", "problem2.json"}


def test_honest_submissions_earn_the_same_in_both(courses: Courses) -> None:
    for student, score in {"honest": 3, "zeros": 0}.items():
        assert courses.score(courses.stock, "gradient", student) == score
        assert courses.score(courses.engine, "gradient", student) == score


def test_a_warning_costs_nothing(courses: Courses) -> None:
    assert courses.grades(courses.engine, "ps1", "warning") == courses.grades(courses.engine, "ps1", "solved")


def test_an_endless_loop_costs_only_its_own_points(courses: Courses) -> None:
    assert courses.score(courses.engine, "ps1", "endless") == 0.5


@pytest.mark.parametrize("student", ["duplicated", "without tests", "truncated"])
def test_damaged_notebooks_keep_their_points(student: str, courses: Courses) -> None:
    assert courses.score(courses.engine, "ps1", student) == 3


def test_repairs_are_logged(courses: Courses) -> None:
    assert "duplicated, problem1: cell 'squares' stood more than once" in courses.log
    assert "without tests, problem1: cell 'correct_squares' was missing: it was put back" in courses.log


def test_an_empty_file_needs_manual_grading(courses: Courses) -> None:
    grades = courses.grades(courses.engine, "ps1", "empty")

    assert grades["problem1", "correct_squares"] == (0, True)
    assert "empty, problem1: the file is empty" in courses.log


@pytest.mark.parametrize("student", [*CHEATS, "zeros", "honest"])
def test_feedback_shows_no_hidden_test(student: str, courses: Courses) -> None:
    page = courses.feedback("gradient", "gradient", student)

    assert "grad" in page
    assert "4711" not in page
    assert "HIDDEN" not in page


def test_feedback_shows_the_visible_tests_and_where_they_failed(courses: Courses) -> None:
    page = courses.feedback("ps1", "problem1", "half")

    assert "line 3 of the test" in page
    assert "sum_of_squares does not use squares" in page
