"""A text that a person grades, by nbgrader's commands: release, autograde, a person's points, again, feedback."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook, json_text, manual_answers, parse_notebook
from autograder.course.points import read_release
from autograder.grading.batch import Batch
from autograder.release import leak_scan
from autograder.submissions.discovery import find_submissions
from tests import commands
from tests.commands import run_nbgrader

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept_grading_processes")]

UNIT = "training-loop"
RUBRIC = "**{{points}} points**: two for the rate, three for the loss, five for the words."
SAMPLE = "The run stopped after 240 steps, because its loss no longer fell by a tenth."
TEXT = "My run diverged at a rate of 0.5, and I know why.\n<script>alert(1)</script>"
CHANGED = "I read it again: the rate was 0.05."


def add_manual_answer(path: Path) -> None:
    """Add a rubric and a manual answer of ten points to a source notebook."""
    notebook = parse_notebook(path.read_text(encoding="utf-8"), path.name)
    marks = {"grade": True, "grade_id": "own-text", "locked": False, "points": 10, "schema_version": 3}
    marks |= {"solution": True, "task": False}
    notebook["cells"] += [
        {"cell_type": "markdown", "id": "own-text-rubric", "metadata": {}, "source": RUBRIC},
        {"cell_type": "markdown", "id": "own-text", "metadata": {"nbgrader": marks}, "source": SAMPLE},
    ]
    path.write_text(json_text(notebook), encoding="utf-8")


@dataclass(frozen=True)
class Classroom:
    """A course folder whose unit has a manual answer."""

    folder: Path

    def submit(self, student: str, notebook: Notebook) -> None:
        path = self.folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(sample_submissions.notebook_bytes(notebook))

    def grade(self, student: str) -> dict[str, Any]:
        """The row of the manual answer in the gradebook."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            row = gradebook.find_grade("own-text", UNIT, UNIT, student)
            names = ("auto_score", "manual_score", "score", "max_score", "needs_manual_grade")
            return {name: getattr(row, name) for name in names}

    def total(self, student: str) -> tuple[float, float]:
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            submission = gradebook.find_submission(UNIT, student)
            return submission.score, submission.max_score

    def give_points(self, student: str, points: float, comment: str) -> None:
        """Do what the formgrader does when a person types points and a comment."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as gradebook:
            row = gradebook.find_grade("own-text", UNIT, UNIT, student)
            row.manual_score, row.needs_manual_grade = points, False
            gradebook.find_comment("own-text", UNIT, UNIT, student).manual_comment = comment
            gradebook.db.commit()

    def feedback(self, student: str) -> str:
        return (self.folder / "feedback" / student / UNIT / f"{UNIT}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory, course: Course, solved: Notebook) -> Classroom:
    classroom = Classroom(tmp_path_factory.mktemp("manual") / "course")
    copy_course(course, classroom.folder)
    add_manual_answer(classroom.folder / "source" / UNIT / f"{UNIT}.ipynb")
    run_nbgrader(classroom.folder, "generate_assignment", UNIT)
    release = read_release(Course.load(classroom.folder).unit(UNIT))
    with_solutions = sample_submissions.with_cells(release, {c["id"]: c["source"] for c in solved["cells"]})
    below = sample_submissions.with_cells(with_solutions, {})
    place = [cell["id"] for cell in below["cells"]].index("own-text") + 1
    below["cells"].insert(place, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": TEXT})
    deleted = sample_submissions.with_cells(with_solutions, {})
    deleted["cells"] = [cell for cell in deleted["cells"] if cell["id"] != "own-text"]
    classroom.submit("written", sample_submissions.with_cells(with_solutions, {"own-text": TEXT}))
    classroom.submit("below", below)
    classroom.submit("unwritten", with_solutions)
    classroom.submit("deleted", deleted)
    classroom.submit("unreadable", {"cells": []})
    run_nbgrader(classroom.folder, "autograde", UNIT)
    return classroom


def test_the_release_has_the_rubric_and_an_empty_cell_that_students_may_edit(classroom: Classroom) -> None:
    path = classroom.folder / "release" / UNIT / f"{UNIT}.ipynb"
    rubric, cell = parse_notebook(path.read_text(encoding="utf-8"), UNIT)["cells"][-3:-1]

    assert rubric["source"] == RUBRIC.replace("{{points}}", "10")
    assert cell["source"] == "YOUR ANSWER HERE"
    assert cell["metadata"].get("editable", True)
    assert SAMPLE not in path.read_text(encoding="utf-8")


def test_a_written_text_waits_for_a_person_and_the_rest_is_graded(classroom: Classroom) -> None:
    for student in ("written", "below"):
        assert classroom.grade(student) == {
            "auto_score": None, "manual_score": None, "score": 0, "max_score": 10, "needs_manual_grade": True,
        }  # fmt: skip
        assert classroom.total(student)[1] == 50


def test_a_text_as_handed_out_gets_no_points_and_no_attention(classroom: Classroom) -> None:
    for student in ("unwritten", "deleted"):
        assert classroom.grade(student)["auto_score"] == 0
        assert not classroom.grade(student)["needs_manual_grade"]


def test_a_notebook_that_could_not_be_graded_waits_with_its_text(classroom: Classroom) -> None:
    assert classroom.grade("unreadable")["needs_manual_grade"]


def test_the_command_line_has_the_same_points_and_says_what_waits(classroom: Classroom) -> None:
    course = Course.load(classroom.folder)
    submissions = find_submissions(classroom.folder / "submitted", UNIT)
    reports = {report.student: report for report in Batch(course, course.unit(UNIT)).grade(submissions)}

    assert {name: reports[name].waiting_points for name in reports} == {
        "written": 10, "below": 10, "unwritten": 0, "deleted": 0, "unreadable": 0,
    }  # fmt: skip
    assert {name: (report.score, report.max_score) for name, report in reports.items()} == {
        name: classroom.total(name) for name in reports
    }
    assert reports["written"].publishable
    assert any("'own-text' is missing" in text for text in reports["deleted"].submission.repairs)


def test_the_table_says_what_waits(classroom: Classroom) -> None:
    command = ("autograder", "grade", UNIT, "submitted", "--jobs", "1")
    process = commands.run_command(classroom.folder, *command, variables={"COLUMNS": "200"})

    assert "/50 (+10?)" in process.stdout
    assert "waits for a person: 20 points for the texts of 2 submissions" in process.stderr


def test_a_sample_text_is_a_secret(classroom: Classroom) -> None:
    course = Course.load(classroom.folder)

    assert SAMPLE in {secret.text for secret in leak_scan.find_secrets(course, course.unit(UNIT))}


def test_points_of_a_person_survive_grading_again_and_are_on_the_feedback_page(classroom: Classroom) -> None:
    automatic = classroom.total("written")[0]
    classroom.give_points("written", 7, "Say how you know it.")
    path = classroom.folder / "submitted" / "written" / UNIT / f"{UNIT}.ipynb"
    notebook = parse_notebook(path.read_text(encoding="utf-8"), "submitted")
    run_nbgrader(classroom.folder, "autograde", UNIT, "--student", "written", "--force")
    again = classroom.grade("written"), classroom.total("written")
    classroom.submit("written", sample_submissions.with_cells(notebook, {"own-text": CHANGED}))
    run_nbgrader(classroom.folder, "autograde", UNIT, "--student", "written", "--force")
    run_nbgrader(classroom.folder, "generate_feedback", UNIT, "--student", "written")
    page = classroom.feedback("written")

    assert (again[0]["manual_score"], again[0]["score"]) == (7, 7)
    assert again[1] == (automatic + 7, 50)
    assert classroom.grade("written")["needs_manual_grade"], "a person has to look at the new text"
    assert classroom.total("written") == (automatic + 7, 50)
    assert "Say how you know it." in page
    assert CHANGED in page
    assert re.search(r"own-text.{0,200}7\.0 */ *10\.0", page, re.DOTALL), "the points are shown"


def test_a_text_is_shown_as_text_alone(classroom: Classroom) -> None:
    run_nbgrader(classroom.folder, "generate_feedback", UNIT, "--student", "below", "--force")
    path = classroom.folder / "autograded" / "below" / UNIT / f"{UNIT}.ipynb"

    assert "<script>alert(1)" not in classroom.feedback("below")
    assert manual_answers(json.loads(path.read_text(encoding="utf-8")))["own-text"] == "YOUR ANSWER HERE"
