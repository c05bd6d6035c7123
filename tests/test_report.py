"""Reports: they survive JSON, and those of a class share the parts that are equal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from autograder.hand_in import HandIn, points_text, round_points
from autograder.isolation import Isolation
from autograder.provenance import Record
from autograder.report import CheckResult, ExerciseResult, PredictionResult, Report, Seconds, SubmissionInfo


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


DUE = datetime(2027, 3, 1, 22, 59, tzinfo=UTC)


def late(percent: float) -> HandIn:
    """Return the record of a submission from which this percentage is taken off."""
    return HandIn(time=DUE + timedelta(hours=27), due=DUE, percent_per_day=10, percent=percent)


def test_without_a_late_policy_the_final_score_is_the_score() -> None:
    assert (report("ada", 4).final_score, report("ada", 4).penalty) == (6, 0)


def test_a_penalty_changes_the_final_score_and_nothing_else() -> None:
    late_report = report("ada", 4).with_hand_in(late(20))

    assert (late_report.final_score, late_report.penalty) == (4.8, 1.2)
    assert (late_report.score, late_report.max_score) == (6, 6)
    assert late_report.exercises == report("ada", 4).exercises


def test_the_json_has_the_final_score_and_reading_calculates_it_again() -> None:
    text = report("ada", 4).with_hand_in(late(20)).json_text()

    assert '"final_score": 4.8' in text
    assert Report.from_json(text).json_text() == text
    assert Report.from_json(text.replace("4.8", "400")).final_score == 4.8


def test_the_final_score_is_rounded_once_and_a_half_goes_up() -> None:
    assert report("ada", 3).with_hand_in(late(0.1)).final_score == 5, "4.995"
    assert report("ada", 3).with_hand_in(late(33.3)).final_score == 3.34, "3.335"
    assert (round_points(2.675), points_text(2.68), points_text(32.0), points_text(0)) == (2.68, "2.68", "32", "0")


@pytest.mark.parametrize("points", ["-1", "1" + "0" * 400])
def test_a_score_that_no_unit_can_have_is_refused(points: str) -> None:
    text = report("ada", 4).json_text()

    with pytest.raises(ValidationError):
        Report.from_json(text.replace('"score": 6', f'"score": {points}'))


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
