"""Whatever files a submission has, the students beside it are graded, by each of the three commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from tests.attacks.hostile_folders import FOLDERS
from tests.commands import run_command

pytestmark = pytest.mark.slow

UNIT = "training-loop"
SECONDS = 300
"""For a whole class; one submission alone has 180 seconds. A quiet machine needs a tenth."""
UNREADABLE = {"pipe-for-notebook", "conflict-markers"}
WITHOUT_PREDICTIONS = {"pipes", "folder-for-file"}
CONFIGURATION = """
c = get_config()
c.CourseDirectory.course_id = "ordinary"
from autograder.notebook_tests.pipeline import configure

configure(c, call_seconds=2, cell_seconds=2)
"""
SOLUTION = "def square(x):\n    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION"
TEST = "assert square(3) == 9\nassert open('data/numbers.csv').read() == open('table.csv').read() == 'course'"
KERNEL = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a new process, which could import what the students bring."""
    return subprocess.run(
        [sys.executable, "-m", *arguments], cwd=folder, capture_output=True, text=True, timeout=SECONDS, check=False
    )


def hand_in(course: Path, notebook: bytes, files: Mapping[str, bytes]) -> None:
    """Hand in the same work for every hostile student, and for one before and one after them in the class."""
    for student in ("ada", *FOLDERS, "zoe"):
        folder = course / "submitted" / student / UNIT
        folder.mkdir(parents=True)
        (folder / f"{UNIT}.ipynb").write_bytes(notebook)
        for name, data in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        if student in FOLDERS:
            FOLDERS[student](folder)


def gradebook_scores(course: Path) -> dict[str, tuple[float, bool]]:
    """The score of each student, and whether a person has to look at it."""
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        submissions = gradebook.assignment_submissions(UNIT)
        return {each.student.id: (each.score, each.needs_manual_grade) for each in submissions}


def unit_files(content: UnitContent) -> dict[str, bytes]:
    return {"predictions.json": sample_submissions.predictions_file(content)}


def test_grade(course: Course, content: UnitContent, solved: Notebook, tmp_path: Path) -> None:
    hand_in(tmp_path, sample_submissions.notebook_bytes(solved), unit_files(content))
    process = run(course.root, "autograder", "grade", UNIT, str(tmp_path / "submitted"), "--json", "-", "--jobs", "2")
    reports = {report["student"]: report for report in json.loads(process.stdout)}

    assert reports.keys() == {"ada", *FOLDERS, "zoe"}
    assert {student for student, report in reports.items() if not report["publishable"]} == UNREADABLE
    for student in {"ada", "zoe", *FOLDERS} - UNREADABLE - WITHOUT_PREDICTIONS:
        assert reports[student]["score"] == reports[student]["max_score"], student


def test_nbgrader_with_a_unit(course: Course, content: UnitContent, solved: Notebook, tmp_path: Path) -> None:
    copy_course(course, tmp_path)
    hand_in(tmp_path, sample_submissions.notebook_bytes(solved), unit_files(content))
    run_command(tmp_path, "nbgrader", "generate_assignment", UNIT)
    process = run(tmp_path, "nbgrader", "autograde", UNIT)
    scores = gradebook_scores(tmp_path)

    assert scores["ada"] == scores["zoe"] == (content.points.total, False), process.stderr[-2000:]
    for student in FOLDERS.keys() - UNREADABLE - WITHOUT_PREDICTIONS:
        assert scores[student] == scores["ada"], student
    assert all(scores[student][1] for student in UNREADABLE)


def ordinary_cell(source: str, name: str, **fields: Any) -> Any:
    defaults = {"grade": False, "solution": False, "locked": False, "task": False, "schema_version": 3}
    return new_code_cell(source, metadata={"nbgrader": {**defaults, "grade_id": name, **fields}})


def test_nbgrader_with_an_ordinary_course(tmp_path: Path) -> None:
    source = tmp_path / "source" / UNIT
    (source / "data").mkdir(parents=True)
    cells = [
        ordinary_cell(SOLUTION, "square", solution=True),
        ordinary_cell(TEST, "test", grade=True, locked=True, points=2),
    ]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), source / f"{UNIT}.ipynb")
    files = {"data/numbers.csv": b"course", "table.csv": b"course"}
    for name, data in files.items():
        (source / name).write_bytes(data)
    (tmp_path / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
    run_command(tmp_path, "nbgrader", "generate_assignment", UNIT)
    release = (tmp_path / "release" / UNIT / f"{UNIT}.ipynb").read_text(encoding="utf-8")
    solved = release.replace("# YOUR CODE HERE\\n", "return x * x\\n").replace("raise NotImplementedError()", "")
    hand_in(tmp_path, solved.encode(), files)
    process = run(tmp_path, "nbgrader", "autograde", UNIT)
    scores = gradebook_scores(tmp_path)

    assert scores["ada"] == scores["zoe"] == (2.0, False), process.stderr[-2000:]
    for student in FOLDERS.keys() - UNREADABLE:
        assert scores[student] == (2.0, False), student
