"""`nbgrader autograde` follows no link in `submitted/`, in this course and in an ordinary one."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.api import Gradebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.nbgrader import submitted_folder
from autograder.nbgrader.grader_notes import REPORT_FILE
from autograder.nbgrader.submitted_folder import read_files
from tests.classroom_results import put
from tests.commands import run_nbgrader

UNIT = "training-loop"
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
SQUARE = "def square(x):\n    return x * x"


@dataclass(frozen=True)
class LinkedClass:
    """A course folder after `nbgrader autograde` and `generate_feedback`: score and manual grading by student."""

    folder: Path
    results: dict[str, tuple[float, bool]]
    log: str

    def copies(self, student: str) -> list[str]:
        """The names of the files that students get back, and of those that they come from; no page for graders."""
        folders = [self.folder / step / student for step in ("autograded", "feedback")]
        names = {path.name for folder in folders for path in folder.rglob("*") if path.is_file()}
        return sorted(names - {REPORT_FILE})


def grade_with_links(folder: Path, assignment: str) -> LinkedClass:
    """Add students who hand in links to what ada handed in and to the instructor's notebook, then grade."""
    submitted, source = folder / "submitted", folder / "source" / assignment / f"{assignment}.ipynb"
    ada = submitted / "ada" / assignment
    for student in ("file", "source", "beside"):
        (submitted / student / assignment).mkdir(parents=True)
    (submitted / "file" / assignment / f"{assignment}.ipynb").symlink_to(ada / f"{assignment}.ipynb")
    (submitted / "source" / assignment / f"{assignment}.ipynb").symlink_to(
        os.path.relpath(source, submitted / "x" / "y")
    )
    (submitted / "folder").mkdir()
    (submitted / "folder" / assignment).symlink_to(ada)
    (submitted / "student").symlink_to("ada")
    notebook = put(
        submitted / "beside" / assignment / f"{assignment}.ipynb", (ada / f"{assignment}.ipynb").read_bytes()
    )
    put(notebook.parent / "mine.txt", b"mine")
    (notebook.parent / "solution.txt").symlink_to(source)
    (notebook.parent / "inner").symlink_to(source.parent)
    log = run_nbgrader(folder, "autograde", assignment).stderr
    run_nbgrader(folder, "generate_feedback", assignment)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        rows = gradebook.assignment_submissions(assignment)
        results = {row.student.id: (row.score, row.needs_manual_grade) for row in rows}
    return LinkedClass(folder, results, log)


@pytest.fixture(scope="module")
def unit_class(
    tmp_path_factory: pytest.TempPathFactory, course: Course, content: UnitContent, solved: Notebook
) -> LinkedClass:
    folder = tmp_path_factory.mktemp("links") / "course"
    copy_course(course, folder)
    files = {
        "ada": {f"{UNIT}.ipynb": solved},
        "copy": {f"{UNIT}.ipynb": content.release, f"{UNIT}-Copy1.ipynb": solved},
    }
    for student, notebooks in files.items():
        for name, notebook in notebooks.items():
            put(folder / "submitted" / student / UNIT / name, sample_submissions.notebook_bytes(notebook))
        put(folder / "submitted" / student / UNIT / "predictions.json", sample_submissions.predictions_file(content))
    run_nbgrader(folder, "generate_assignment", UNIT)
    return grade_with_links(folder, UNIT)


@pytest.fixture(scope="module")
def ordinary_class(tmp_path_factory: pytest.TempPathFactory) -> LinkedClass:
    folder = tmp_path_factory.mktemp("ordinary")
    marks = {
        "grade": False,
        "solution": True,
        "locked": False,
        "task": False,
        "schema_version": 3,
        "grade_id": "square",
    }
    test = marks | {"grade": True, "solution": False, "locked": True, "points": 4, "grade_id": "test"}
    solution = SQUARE.replace("    return x * x", "    ### BEGIN SOLUTION\n    return x * x\n    ### END SOLUTION")
    cells = [
        new_code_cell(solution, metadata={"nbgrader": marks}),
        new_code_cell("assert square(3) == 9", metadata={"nbgrader": test}),
    ]
    put(folder / "source" / "ps" / "ps.ipynb", json.dumps(new_notebook(cells=cells, metadata=KERNEL)).encode())
    put(
        folder / "nbgrader_config.py",
        b"from autograder.notebook_tests.pipeline import configure\n\nc = get_config()\nconfigure(c)\n",
    )
    run_nbgrader(folder, "generate_assignment", "ps", "--create")
    released = json.loads((folder / "release" / "ps" / "ps.ipynb").read_text())
    released["cells"][0]["source"] = SQUARE
    put(folder / "submitted" / "ada" / "ps" / "ps.ipynb", json.dumps(released).encode())
    put(folder / "submitted" / "ada" / "ps" / "data.txt", b"ada's")
    return grade_with_links(folder, "ps")


@pytest.fixture(params=["unit_class", "ordinary_class"], ids=["a unit", "an ordinary course"])
def linked_class(request: pytest.FixtureRequest) -> LinkedClass:
    result: LinkedClass = request.getfixturevalue(request.param)
    return result


@pytest.mark.slow
def test_a_linked_notebook_earns_nothing_and_waits_for_a_person(linked_class: LinkedClass) -> None:
    full = linked_class.results["ada"][0]
    linked = {student: linked_class.results[student] for student in ("file", "source", "folder", "student")}

    assert full > 0
    assert {score for score, _ in linked.values()} == {0}
    assert {needs_manual_grade for _, needs_manual_grade in linked.values()} == {True}


@pytest.mark.slow
def test_no_file_is_copied_through_a_link_and_returned_to_the_student(linked_class: LinkedClass) -> None:
    (page,) = (linked_class.folder / "feedback" / "beside").rglob("*.html")

    assert linked_class.copies("beside") == sorted(["mine.txt", page.name, page.with_suffix(".ipynb").name])
    assert linked_class.copies("folder") == sorted([page.name, page.with_suffix(".ipynb").name])
    assert "beside: 'solution.txt' is a link: it was not copied" in linked_class.log


@pytest.mark.slow
def test_of_two_notebooks_the_one_with_work_is_graded_here_too(unit_class: LinkedClass) -> None:
    assert unit_class.results["copy"] == (40, False)
    assert "copy: 2 notebooks of this unit were handed in" in unit_class.log


class TestFilesBesideANotebook:
    def test_are_read_without_notebooks_links_and_ignored_ones(self, tmp_path: Path) -> None:
        for name in ("a.txt", "data/b.csv", "ps.ipynb", "__pycache__/c.pyc", "x.pyc"):
            put(tmp_path / "ada" / name)
        (tmp_path / "ada" / "link").symlink_to("a.txt")
        (tmp_path / "ada" / "folder").symlink_to("data")
        os.mkfifo(tmp_path / "ada" / "pipe")

        assert sorted(read_files(tmp_path, PurePosixPath("ada"), ("__pycache__", "*.pyc"))) == ["a.txt", "data/b.csv"]

    def test_are_read_as_far_as_they_fit(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(submitted_folder, "LARGEST_FILE", 100)
        monkeypatch.setattr(submitted_folder, "LARGEST_TOGETHER", 150)
        monkeypatch.setattr(submitted_folder, "MAX_FILES", 4)
        for name, size in {"a": 101, "b": 100, "c": 60, "d": 50, "e": 0}.items():
            put(tmp_path / name, b"x" * size)

        assert sorted(read_files(tmp_path, PurePosixPath())) == ["b", "d"]

    def test_of_a_folder_that_is_a_link_are_not_read(self, tmp_path: Path) -> None:
        put(tmp_path / "ada" / "a.txt")
        (tmp_path / "eve").symlink_to("ada")

        assert read_files(tmp_path, PurePosixPath("eve")) == {}
