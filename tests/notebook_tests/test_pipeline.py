"""Courses that know nothing of this kit: nbgrader's own examples, graded by its executor and by this engine."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import nbgrader
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

pytestmark = pytest.mark.slow

EXAMPLES = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
THREE_LINES = """
from autograder.notebook_tests.pipeline import configure

configure(c, call_seconds=2, cell_seconds=2)
"""

SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError('n')\n    return [i ** 2 for i in range(1, n + 1)]"
SUM = "def sum_of_squares(n):\n    return sum(squares(n))"
SOLVED = {"squares": SQUARES, "sum_of_squares": SUM, "sum_of_squares_equation": "$n^2$"}

PS1: dict[str, dict[str, str]] = {
    "solved": SOLVED,
    "half": {**SOLVED, "sum_of_squares": "def sum_of_squares(n):\n    return n"},
    "raising": {**SOLVED, "squares": "def squares(n):\n    raise KeyError(n)"},
    "broken": {**SOLVED, "sum_of_squares": "def sum_of_squares(n:"},
    "untouched": {},
}
"""What both executors must agree on: the cells that each student changed."""

AUTOTESTED = ("solved", "half", "raising")

WARNING = {**SOLVED, "squares": "import warnings\n" + SQUARES.replace("if n", "warnings.warn(str(n))\n    if n")}
ENDLESS = {**SOLVED, "squares": "def squares(n):\n    while True:\n        pass"}

GRADIENT = "def grad(X, y, w):\n    return 2 * X.T @ (X @ w - y) / len(y)"
HIDDEN = """\
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
"""Cells that earn everything in nbgrader without a gradient."""


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done


def change(path: Path, cells: dict[str, str]) -> None:
    """Write a student's cells into a released notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        cell["source"] = cells.get(name, cell["source"])
    path.write_text(json.dumps(notebook), encoding="utf-8")


def hand_in(course: Path, assignment: str, notebook: str, student: str, cells: dict[str, str]) -> Path:
    folder = course / "submitted" / student / assignment
    shutil.copytree(course / "release" / assignment, folder, ignore=shutil.ignore_patterns("problem2.ipynb"))
    change(folder / f"{notebook}.ipynb", cells)
    return folder / f"{notebook}.ipynb"


def marked(source: str, name: str, **marks: Any) -> Any:
    about = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3, "grade_id": name}
    return new_code_cell(source, metadata={"nbgrader": {**about, **marks}})


def add_gradient(course: Path) -> None:
    """An assignment with a hidden test that compares with a reference."""
    solution = GRADIENT.replace("    return", "    ### BEGIN SOLUTION\n    return") + "\n    ### END SOLUTION"
    cells = [
        new_code_cell("import numpy as np"),
        marked(solution, "grad", solution=True),
        marked(HIDDEN, "grad-test", grade=True, locked=True, points=3),
    ]
    kernel = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}
    folder = course / "source" / "gradient"
    folder.mkdir()
    nbformat.write(new_notebook(cells=cells, metadata=kernel), folder / "gradient.ipynb")


@dataclass(frozen=True)
class Graded:
    """One course folder, graded in two ways."""

    stock: Path
    ours: Path
    said: str

    def grades(self, folder: Path, assignment: str, student: str) -> dict[tuple[str, str], Any]:
        """Automatic score and 'needs manual grade' of every grade, and every comment."""
        found: dict[tuple[str, str], Any] = {}
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            for notebook in gradebook.find_submission(assignment, student).notebooks:
                for grade in notebook.grades:
                    found[notebook.name, grade.name] = grade.auto_score, grade.needs_manual_grade
                for comment in notebook.comments:
                    found[notebook.name, f"{comment.name} says"] = comment.auto_comment
        return found

    def score(self, folder: Path, assignment: str, student: str) -> float:
        with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
            return float(gradebook.find_submission(assignment, student).score)

    def feedback(self, assignment: str, notebook: str, student: str) -> str:
        return (self.ours / "feedback" / student / assignment / f"{notebook}.html").read_text(encoding="utf-8")


def duplicated(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"] += [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader")]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def without_tests(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    kept = [c for c in notebook["cells"] if not c["metadata"].get("nbgrader", {}).get("grade")]
    path.write_text(json.dumps({**notebook, "cells": kept}), encoding="utf-8")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-300])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


DAMAGE: dict[str, Callable[[Path], None]] = {
    "duplicated": duplicated,
    "without tests": without_tests,
    "cut off": cut_off,
    "emptied": emptied,
}


def hand_in_what_both_can_grade(course: Path) -> None:
    shutil.copytree(EXAMPLES / "submitted", course / "submitted")
    for student, cells in PS1.items():
        hand_in(course, "ps1", "problem1", student, cells)
    for student in AUTOTESTED:
        hand_in(course, "ps1_autotest", "problem1", student, PS1[student])
    for student, source in {**CHEATS, "honest": GRADIENT, "zeros": CHEATS["patched"].partition("\n")[2]}.items():
        hand_in(course, "gradient", "gradient", student, {"grad": source})


def hand_in_the_rest(course: Path) -> None:
    hand_in(course, "ps1", "problem1", "warning", WARNING)
    hand_in(course, "ps1", "problem1", "endless", ENDLESS)
    for student, damage in DAMAGE.items():
        damage(hand_in(course, "ps1", "problem1", student, SOLVED))


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    folder = tmp_path_factory.mktemp("existing")
    stock, ours = folder / "course101", folder / "ours"
    run(folder, "quickstart", "course101")
    shutil.copytree(EXAMPLES / "source" / "ps1_autotest", stock / "source" / "ps1_autotest")
    shutil.copy(EXAMPLES / "autotests.yml", stock)
    add_gradient(stock)
    for assignment in ("ps1", "ps1_autotest", "gradient"):
        run(stock, "generate_assignment", assignment)
    hand_in_what_both_can_grade(stock)
    shutil.copytree(stock, ours)
    hand_in_the_rest(ours)
    with (ours / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(THREE_LINES)
    said = ""
    for assignment in ("ps1", "ps1_autotest", "gradient"):
        run(stock, "autograde", assignment)
        said += run(ours, "autograde", assignment).stderr
    run(ours, "generate_feedback", "gradient")
    run(ours, "generate_feedback", "ps1", "--student", "half")
    return Graded(stock, ours, said)


@pytest.mark.parametrize("student", ["bitdiddle", "hacker", *PS1])
def test_both_executors_give_the_same_grades_and_comments(student: str, graded: Graded) -> None:
    assert graded.grades(graded.ours, "ps1", student) == graded.grades(graded.stock, "ps1", student)


@pytest.mark.parametrize("student", AUTOTESTED)
def test_both_executors_agree_on_instantiated_autotests(student: str, graded: Graded) -> None:
    ours, stock = (graded.grades(folder, "ps1_autotest", student) for folder in (graded.ours, graded.stock))

    assert ours == stock


def test_the_scores_are_worth_comparing(graded: Graded) -> None:
    scores = {student: graded.score(graded.ours, "ps1", student) for student in PS1}

    assert scores == {"solved": 3, "half": 2, "raising": 0.5, "broken": 2.5, "untouched": 0}


@pytest.mark.parametrize("cheat", CHEATS)
def test_what_beats_nbgrader_earns_nothing_here(cheat: str, graded: Graded) -> None:
    assert graded.score(graded.stock, "gradient", cheat) == 3, "a cheat that does not work proves nothing"
    assert graded.score(graded.ours, "gradient", cheat) == 0


def test_honest_work_earns_the_same_in_both(graded: Graded) -> None:
    for student, score in {"honest": 3, "zeros": 0}.items():
        assert graded.score(graded.stock, "gradient", student) == score
        assert graded.score(graded.ours, "gradient", student) == score


def test_a_warning_costs_nothing(graded: Graded) -> None:
    assert graded.grades(graded.ours, "ps1", "warning") == graded.grades(graded.ours, "ps1", "solved")


def test_an_endless_loop_costs_its_own_points_and_stops_nothing(graded: Graded) -> None:
    assert graded.score(graded.ours, "ps1", "endless") == 0.5


@pytest.mark.parametrize("student", ["duplicated", "without tests", "cut off"])
def test_damaged_work_keeps_its_points(student: str, graded: Graded) -> None:
    assert graded.score(graded.ours, "ps1", student) == 3


def test_a_repair_is_said(graded: Graded) -> None:
    assert "duplicated, problem1: cell 'squares' stood more than once" in graded.said
    assert "without tests, problem1: cell 'correct_squares' was missing: it was put back" in graded.said


def test_a_file_with_nothing_in_it_waits_for_a_person(graded: Graded) -> None:
    grades = graded.grades(graded.ours, "ps1", "emptied")

    assert grades["problem1", "correct_squares"] == (0, True)
    assert "emptied, problem1: the file is empty" in graded.said


@pytest.mark.parametrize("student", [*CHEATS, "zeros", "honest"])
def test_feedback_shows_no_hidden_test(student: str, graded: Graded) -> None:
    page = graded.feedback("gradient", "gradient", student)

    assert "grad" in page
    assert "4711" not in page
    assert "HIDDEN" not in page


def test_feedback_shows_the_visible_tests_and_where_they_failed(graded: Graded) -> None:
    page = graded.feedback("ps1", "problem1", "half")

    assert "line 3 of the test" in page
    assert "sum_of_squares does not use squares" in page
