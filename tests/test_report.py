"""Reports: they survive JSON, and those of a class share the parts that are equal."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from autograder.report import (
    CheckResult,
    ExerciseResult,
    Isolation,
    PredictionResult,
    Record,
    Report,
    Seconds,
    SubmissionInfo,
)


def report(student: str, points: int) -> Report:
    check = CheckResult(name="test", title="It holds.", visible=True, outcome="passed", points=points, max_points=4)
    exercise = ExerciseResult(id="mse", score=points, max_score=4, attempted=True, checks=(check,))
    prediction = PredictionResult(id="perfect-line", committed=True, answer=0.0, right=True, explained=True, score=2)
    return Report(
        course="course",
        unit="unit",
        student=student,
        submission=SubmissionInfo(sha256="0" * 64),
        score=points + 2,
        max_score=6,
        publishable=True,
        exercises=(exercise,),
        predictions=(prediction,),
        isolation=Isolation(),
        seconds=Seconds(),
    )


def test_a_report_survives_json() -> None:
    assert Report.from_json(report("ada", 4).json_text()) == report("ada", 4)


def test_json_with_an_unknown_field_is_refused() -> None:
    text = report("ada", 4).json_text().replace('"student"', '"pupil"')

    with pytest.raises(ValidationError):
        Report.from_json(text)


def test_points_are_those_of_an_exercise_or_a_prediction() -> None:
    assert report("ada", 3).points_of("mse") == (3, 4)
    assert report("ada", 3).points_of("perfect-line") == (2, 2)
    with pytest.raises(KeyError):
        report("ada", 3).points_of("rmse")


def test_equal_parts_of_a_class_become_one_object() -> None:
    pool: dict[Record, Record] = {}
    ada, blaise, carl = (
        report(name, points).share_parts(pool) for name, points in (("ada", 4), ("blaise", 4), ("carl", 3))
    )

    assert ada.exercises[0] is blaise.exercises[0]
    assert carl.exercises[0] is not ada.exercises[0]
    assert ada.predictions[0] is blaise.predictions[0] is carl.predictions[0]
    assert len(pool) == 3


def test_a_report_that_shares_parts_has_the_same_json() -> None:
    pool: dict[Record, Record] = {}
    report("ada", 4).share_parts(pool)

    assert report("blaise", 4).share_parts(pool).json_text() == report("blaise", 4).json_text()
