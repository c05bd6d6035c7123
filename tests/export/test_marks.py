"""Marks: only a final score is a number; what waits for a person has a reason in its place."""

from __future__ import annotations

import csv
import io
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from nbgrader.api import Gradebook

from autograder.errors import UsageError
from autograder.export.marks import Mark, marks_of_gradebook, marks_of_reports, without_excused
from autograder.export.plain_csv import plain_table
from autograder.hand_in import HandIn
from autograder.report import ManualAnswer
from tests.classroom_results import UNIT, report


def test_the_score_of_a_report_is_its_mark() -> None:
    assert marks_of_reports([report("ada"), report("eve", score=0)]) == (UNIT, [Mark("ada", 12, 6), Mark("eve", 12, 2)])


def test_a_late_submission_has_its_final_score() -> None:
    time = datetime(2027, 3, 2, 12, tzinfo=UTC)
    hand_in = HandIn(time=time, due=time - timedelta(hours=3), percent_per_day=10, percent=10)

    assert marks_of_reports([report().with_hand_in(hand_in)])[1] == [Mark("ada", 12, 5.4)]


def test_a_student_who_is_excused_has_no_points() -> None:
    marks = without_excused([Mark("ada", 12, 6), Mark("eve", 12, 2)], {"eve"}.__contains__)

    assert [(mark.points, mark.held_back) for mark in marks] == [(6, ""), (None, "is excused: say so on the platform")]


def test_a_report_that_a_person_must_look_at_has_no_points() -> None:
    _, (mark,) = marks_of_reports([report(problems=["a check broke"])])

    assert mark == Mark("ada", 12, None, "a check broke")


@pytest.mark.parametrize(("is_written", "points"), [(True, None), (False, 6)], ids=["written", "left empty"])
def test_a_text_waits_for_a_person_only_if_it_was_written(is_written: bool, points: float | None) -> None:
    answers = (ManualAnswer(id="own-text", is_written=is_written, max_score=10),)
    _, (mark,) = marks_of_reports([report().model_copy(update={"manual_answers": answers, "max_score": 22})])

    assert (mark.points, mark.max_points) == (points, 22)
    assert ("10 points wait" in mark.held_back) == is_written


def test_one_class_and_one_unit_at_a_time() -> None:
    with pytest.raises(UsageError, match="two reports of 'ada'"):
        marks_of_reports([report(), report()])
    with pytest.raises(UsageError, match="reports of training-loop, gradient"):
        marks_of_reports([report(), report("eve").model_copy(update={"unit": "gradient"})])


@pytest.fixture(scope="module")
def gradebook_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return nbgrader's gradebook with a late submission, one on time, and one that waits for a person."""
    path = tmp_path_factory.mktemp("course") / "gradebook.db"
    with warnings.catch_warnings(), Gradebook(f"sqlite:///{path}") as gradebook:
        warnings.simplefilter("ignore")  # SQLAlchemy's, about nbgrader's way to add submissions
        gradebook.add_assignment(UNIT)
        gradebook.add_notebook(UNIT, UNIT)
        gradebook.add_grade_cell("check", UNIT, UNIT, max_score=40, cell_type="code")
        for student, needs_person in {"late": False, "ada": False, "eve": True}.items():
            gradebook.add_student(student)
            submission = gradebook.add_submission(UNIT, student)
            (grade,) = submission.notebooks[0].grades
            grade.auto_score, grade.needs_manual_grade = 30, needs_person
            if student == "late":
                submission.notebooks[0].late_submission_penalty = 4
        gradebook.db.commit()
    return path


@pytest.mark.slow
def test_the_gradebook_gives_points_less_late_penalties(gradebook_file: Path) -> None:
    marks = {mark.student: mark for mark in marks_of_gradebook(gradebook_file, UNIT)}

    assert (marks["ada"].points, marks["late"].points, marks["eve"].points) == (30, 26, None)
    assert marks["eve"].held_back == "a cell waits for manual grading"
    assert {mark.max_points for mark in marks.values()} == {40}


@pytest.mark.slow
def test_a_missing_gradebook_or_unit_is_refused(gradebook_file: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no assignment 'gradient'"):
        marks_of_gradebook(gradebook_file, "gradient")
    with pytest.raises(UsageError, match="no gradebook"):
        marks_of_gradebook(tmp_path / "none.db", UNIT)


def test_a_plain_file_has_every_submission_and_no_number_for_what_waits() -> None:
    marks = [Mark("=evil()", 40, 3.25), Mark('wei, "li" 🚀', 40, None, "a check broke"), Mark("ada", 40, 40)]
    table = plain_table(UNIT, marks, {"ada": "4711"})
    rows = list(csv.DictReader(io.StringIO(table.to_bytes().decode(), newline="")))

    assert [(row["student"], row["id"], row["points"], row["held_back"]) for row in rows] == [
        ("'=evil()", "", "3.25", ""),
        ("ada", "4711", "40", ""),
        ('wei, "li" 🚀', "", "", "a check broke"),
    ]
    assert {(row["unit"], row["max_points"]) for row in rows} == {(UNIT, "40")}
