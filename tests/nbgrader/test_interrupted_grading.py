"""An interrupted `nbgrader autograde` loses nothing, and the next one goes on where it stopped."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from tests.commands import run_nbgrader, running_command

pytestmark = pytest.mark.slow

UNIT = "training-loop"
STUDENTS = [f"student-{number}" for number in range(6)]
QUERY = """
    select submitted_assignment.student_id, count(grade.auto_score), sum(grade.auto_score), count(*)
    from grade join submitted_notebook on grade.notebook_id = submitted_notebook.id
    join submitted_assignment on submitted_notebook.assignment_id = submitted_assignment.id
    group by submitted_assignment.student_id
"""


@pytest.fixture(scope="module")
def ungraded(tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook) -> Path:
    """A course with a small class, before anything was graded."""
    folder = tmp_path_factory.mktemp("interrupted") / "course"
    copy_course(course, folder)
    for student in STUDENTS:
        path = folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(sample_submissions.notebook_bytes(solved))
    run_nbgrader(folder, "generate_assignment", UNIT)
    return folder


def interrupt(folder: Path, line: str, number: signal.Signals) -> list[str]:
    """Run `nbgrader autograde` until it logs a line, send a signal and return the lines."""
    with running_command(folder, "nbgrader", "autograde", UNIT) as command:
        lines = []
        for text in command.errors:
            lines.append(text)
            if line in text:
                command.send_signal(number)
    return lines


def scores(folder: Path) -> dict[str, tuple[int, float, int]]:
    """The number of scores of each student in the gradebook, their sum, and the number of cells with points."""
    with closing(sqlite3.connect(folder / "gradebook.db")) as connection:
        return {student: (count, total, cells) for student, count, total, cells in connection.execute(QUERY)}


def whole_notebooks(folder: Path) -> list[str]:
    students = []
    for path in sorted(folder.glob(f"autograded/*/{UNIT}/{UNIT}.ipynb")):
        try:
            json.loads(path.read_bytes())
        except ValueError:
            continue
        students.append(path.parts[-3])
    return students


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT], ids=["killed", "interrupted"])
def test_what_was_graded_is_stored_and_the_rest_is_graded_next_time(
    ungraded: Path, tmp_path: Path, number: signal.Signals
) -> None:
    folder = tmp_path / "course"
    shutil.copytree(ungraded, folder, symlinks=True)
    for line in ("Sanitizing", "Autograding", "permissions"):  # before, while and after a submission is graded
        lines = interrupt(folder, line, number)
        stored = scores(folder)
        count_of_lines = sum("Setting destination file permissions" in text for text in lines)

        assert set(whole_notebooks(folder)) <= stored.keys()
        assert len(stored) >= max(0, count_of_lines - 1)
        assert all(count == cells and total > 0 for count, total, cells in stored.values())

    run_nbgrader(folder, "autograde", UNIT)
    assert whole_notebooks(folder) == STUDENTS
    assert len({scores(folder)[student] for student in STUDENTS}) == 1
