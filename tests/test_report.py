"""Reports of a class share what is the same in them, and stay what they are."""

from __future__ import annotations

from autograder.report import CheckResult, ExerciseResult, Isolation, PredictionResult, Report, Seconds
from autograder.report import SubmissionInfo as Submission


def report(student: str, points: int) -> Report:
    check = CheckResult(name="test", title="It holds.", visible=True, outcome="passed", points=points, max_points=4)
    exercise = ExerciseResult(id="mse", score=points, max_score=4, attempted=True, checks=(check,))
    asked = PredictionResult(id="perfect-line", committed=True, answer=0.0, right=True, explained=True, score=2)
    return Report(
        course="course",
        unit="unit",
        student=student,
        submission=Submission(sha256="0" * 64),
        score=points + 2,
        max_score=6,
        publishable=True,
        exercises=(exercise,),
        predictions=(asked,),
        isolation=Isolation(),
        seconds=Seconds(),
    )


def test_equal_exercises_of_a_class_are_one_object() -> None:
    seen: dict[ExerciseResult, ExerciseResult] = {}
    ada, blaise, carl = (
        report(name, points).share_exercises(seen) for name, points in (("ada", 4), ("blaise", 4), ("carl", 3))
    )

    assert ada.exercises[0] is blaise.exercises[0]
    assert carl.exercises[0] is not ada.exercises[0]
    assert len(seen) == 2


def test_a_report_that_shares_says_the_same() -> None:
    seen: dict[ExerciseResult, ExerciseResult] = {}
    report("ada", 4).share_exercises(seen)

    assert report("blaise", 4).share_exercises(seen).json_text() == report("blaise", 4).json_text()
