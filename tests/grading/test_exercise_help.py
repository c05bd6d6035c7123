"""What a student has asked for: hints change no mark; giving up costs the points of the visible checks."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from lab.predicting.exercise_help import ExerciseHelp

from autograder.authoring import sample_submissions
from autograder.course.unit_content import UnitContent
from autograder.grading.exercise_help import with_help
from autograder.report import ExerciseResult, Report

Grade = Callable[..., Report]

HINTS = ("Look at the sign.", "Look below.", "Turn it.")
NOW = "2027-02-01T10:00:00+00:00"
WRONG_STEP = "def train_step(x, y, w, b, lr):\n    return w, b, 0.0"


def predictions(content: UnitContent, **entries: object) -> bytes:
    """Return the saved predictions, with what was asked for in exercises."""
    data = json.loads(sample_submissions.predictions_file(content))
    return json.dumps({**data, **{f"help:{name}": entry for name, entry in entries.items()}}).encode()


def exercise(report: Report, name: str = "train_step") -> ExerciseResult:
    return next(exercise for exercise in report.exercises if exercise.id == name)


def test_hints_are_in_the_report_and_change_no_mark(grade: Grade, content: UnitContent) -> None:
    report = grade(predictions=predictions(content, train_step={"hints": 3}, fit_line={"hints": 1}))

    assert report.score == report.max_score
    assert [e.hints_asked for e in report.exercises if e.id in ("train_step", "fit_line")] == [3, 1]
    assert not any(e.gave_up for e in report.exercises)


@pytest.mark.parametrize("entry", [{"hints": 99}, {"hints": -1}, {"hints": "3"}, {"gave_up": 1}, [], None, "x" * 10**5])
def test_an_entry_that_nobody_can_have_written_counts_as_nothing(
    grade: Grade, content: UnitContent, entry: object
) -> None:
    report = grade(predictions=predictions(content, train_step=entry))

    assert (report.score, report.publishable) == (report.max_score, True)
    assert exercise(report).hints_asked == 0


def test_giving_up_costs_the_visible_points_of_that_exercise_and_says_so(grade: Grade, content: UnitContent) -> None:
    report = grade(predictions=predictions(content, train_step={"hints": 1, "gave_up": NOW}))
    result = exercise(report)
    points = sum(check.max_points for check in result.checks if check.visible)

    assert points > 0
    assert report.score == report.max_score - points
    assert result.gave_up
    assert {(check.outcome, check.points) for check in result.checks if check.visible} == {("passed", 0)}
    assert "you looked at the worked solution" in result.note
    assert report.publishable


def test_the_instructor_may_let_giving_up_cost_nothing(grade: Grade, content: UnitContent) -> None:
    results = grade().exercises
    policies = content.course.policies.model_copy(update={"giving_up_costs_points": False})
    course = content.course.model_copy(update={"policies": policies})
    entries = {"train_step": ExerciseHelp(gave_up=NOW)}
    free = list(with_help(replace(content, course=course), results, entries))
    costly = list(with_help(content, results, entries))

    assert [e.score for e in free] == [e.score for e in results]
    assert sum(e.score for e in costly) < sum(e.score for e in results)
    assert free[0].gave_up
    assert not free[0].note


def test_an_exercise_that_was_not_attempted_earns_nothing_and_has_no_note(grade: Grade, content: UnitContent) -> None:
    report = grade(data=sample_submissions.notebook_bytes(content.release))
    (result, *_) = with_help(content, report.exercises, {report.exercises[0].id: ExerciseHelp(gave_up=NOW)})

    assert (result.score, result.note, result.hint) == (0, "", "")


def test_a_failure_without_a_recognised_mistake_has_the_first_hint(grade: Grade, content: UnitContent) -> None:
    exercises = grade({"train_step": WRONG_STEP}).exercises
    result = exercises[0]
    with_hints = replace(content, hints={"train_step": HINTS})
    unnamed = result.model_copy(
        update={"checks": tuple(c.model_copy(update={"mistake": None, "hint": ""}) for c in result.checks)}
    )
    recognised = result.model_copy(
        update={"checks": tuple(check.model_copy(update={"mistake": "m"}) for check in result.checks)}
    )
    hints = [
        next(with_help(content, [exercise], {})).hint
        for content, exercise in ((with_hints, unnamed), (with_hints, recognised), (with_hints, exercises[-1]))
    ]

    assert hints == [HINTS[0], "", ""]
    assert next(with_help(replace(content, hints={}), [unnamed], {})).hint == ""
