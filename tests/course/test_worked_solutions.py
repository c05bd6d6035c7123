"""Worked solutions: what they are, and in whose feedback they stand before and after the due date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lab.solving import solution_file

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course, Unit
from autograder.course.notebook import MARKERS
from autograder.course.points import read_unit_points
from autograder.course.unit_content import UnitContent
from autograder.course.worked_solutions import (
    WorkedSolutions,
    file_content,
    finished_exercises,
    last_due,
    read_solutions,
)
from autograder.report import Report

Grade = Callable[..., Report]
UNIT = "training-loop"
DUE = datetime(2027, 3, 1, tzinfo=UTC)


def with_policies(course: Course, **policies: object) -> Course:
    return course.model_copy(update={"policies": course.policies.model_copy(update=policies)})


def test_each_exercise_has_its_own_without_any_marker(course: Course) -> None:
    for unit in course.units:
        solutions = read_solutions(unit)

        assert list(solutions) == list(read_unit_points(unit).exercises)
        assert not [marker for marker in MARKERS for text in solutions.values() if marker in text]
        assert all(text.strip() for text in solutions.values())


@pytest.mark.parametrize("costs_points", [True, False])
def test_the_file_for_students_has_them_with_the_rules_of_the_course(course: Course, costs_points: bool) -> None:
    unit = course.unit(UNIT).model_copy(update={"due": DUE})
    file = solution_file.decode(file_content(with_policies(course, giving_up_costs_points=costs_points), unit))

    assert file is not None
    assert (file.unit, file.due, file.giving_up_costs_points) == (UNIT, DUE, costs_points)
    assert file.solutions == read_solutions(unit)


def test_by_default_there_are_none(course: Course) -> None:
    assert course.policies.solutions == "never"
    assert WorkedSolutions.load(course, course.unit(UNIT)).texts == {}


@pytest.mark.parametrize("policy", ["with_feedback", "at_once"])
def test_feedback_has_those_of_exercises_with_full_points_or_given_up(
    course: Course, content: UnitContent, grade: Grade, policy: str
) -> None:
    report = grade({"train_step": "def train_step(x, y, w, b, lr):\n    return w, b, 0.0"})
    wrong, *right = report.exercises
    gave_up = report.model_copy(update={"exercises": (wrong.model_copy(update={"gave_up": True}), *right)})
    untouched = grade(data=sample_submissions.notebook_bytes(content.release))
    solutions = WorkedSolutions.load(with_policies(course, solutions=policy), content.unit)
    names = [exercise.id for exercise in right if exercise.score == exercise.max_score]

    assert names
    assert list(solutions.shown(finished_exercises(report), DUE)) == names
    assert list(solutions.shown(finished_exercises(gave_up), DUE)) == ["train_step", *names]
    assert solutions.shown(finished_exercises(untouched), DUE) == {}


def test_after_the_due_date_feedback_has_all(course: Course, content: UnitContent, grade: Grade) -> None:
    untouched = grade(data=sample_submissions.notebook_bytes(content.release))
    solutions = WorkedSolutions(read_solutions(content.unit), DUE)

    assert solutions.shown(finished_exercises(untouched), DUE) == {}
    assert solutions.shown(finished_exercises(untouched), DUE + timedelta(seconds=1)) == solutions.texts


@pytest.fixture
def own_course(course: Course, tmp_path: Path) -> Course:
    copy_course(course, tmp_path / "course")
    return Course.load(tmp_path / "course")


def test_the_last_student_with_an_extension_decides_when_it_is_over(own_course: Course) -> None:
    path = own_course.root / "course.yml"
    text = path.read_text(encoding="utf-8").replace(
        f"id: {UNIT}\n", f"id: {UNIT}\n    due: 2027-03-01T00:00:00+00:00\n"
    )
    path.write_text(text, encoding="utf-8")
    course = Course.load(own_course.root)
    unit: Unit = course.unit(UNIT)
    before = last_due(course, unit)
    (course.root / "students.yml").write_text(
        f"ada:\n  extensions: {{{UNIT}: 2027-03-08T00:00:00+00:00}}\nben:\n  excused: [{UNIT}]\n", encoding="utf-8"
    )

    assert before == DUE
    assert last_due(course, unit) == DUE + timedelta(days=7)
    assert last_due(course, course.unit("gradient")) is None
