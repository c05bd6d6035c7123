"""Reports of a small class: one exercise with two checks, and two predictions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from lab.predicting.question_types import Choice, Number, Question

from autograder.isolation import Isolation
from autograder.report import (
    CheckResult,
    ExerciseResult,
    ExplanationResult,
    Outcome,
    PredictionResult,
    Report,
    Seconds,
    SubmissionInfo,
)
from autograder.views.class_page import GradedClass
from autograder.views.class_statistics import GradedSubmission

UNIT = "training-loop"
MISTAKE = "half-of-the-gradient"
QUESTIONS: dict[str, Question] = {
    "sign": Choice(
        "sign",
        "Which sign has `w`?",
        choices={"plus": "positive", "minus": "negative"},
        explanations={"falls": "The loss falls.", "grows": "The loss grows."},
    ),
    "loss": Number(
        "loss", "Which loss is it?", absolute=0.01, explanations={"flat": "It is flat.", "far": "It is far."}
    ),
}
RIGHT_EXPLANATIONS = {"sign": "falls", "loss": "flat"}
OUTCOMES: dict[str, str | float] = {"sign": "minus", "loss": 22.25}


def chosen_explanation(key: str, *, holds: bool) -> ExplanationResult:
    return ExplanationResult(key=key, text=f"Because of {key}.", holds=holds, is_choice=True)


def prediction(name: str, answer: str | float | None, explanation: str | None = None) -> PredictionResult:
    """Return the result of an answer; None where none was locked in."""
    explained = explanation == RIGHT_EXPLANATIONS[name]
    return PredictionResult(
        id=name,
        committed=answer is not None,
        answer=answer,
        right=None if answer is None else answer == OUTCOMES[name],
        explained=explained,
        score=(answer is not None) + explained,
        outcome=OUTCOMES[name],
        explanations=() if explanation is None else (chosen_explanation(explanation, holds=explained),),
    )


def check(name: str, outcome: Outcome, mistake: str | None = None, message: str = "") -> CheckResult:
    """Return the result of a check that is worth two points."""
    return CheckResult(
        name=name,
        title=f"It holds: {name}.",
        visible=name == "first",
        outcome=outcome,
        points=2 * (outcome == "passed"),
        max_points=2,
        message=message,
        hint="What stands in front?" if mistake else "",
        mistake=mistake,
        mistake_title="Half of the gradient" if mistake else None,
        mistake_kind="known" if mistake else None,
    )


def student_report(
    student: str,
    *checks: CheckResult,
    predictions: tuple[PredictionResult, ...] = (),
    problems: tuple[str, ...] = (),
    attempted: bool = True,
) -> Report:
    """Return a report; without checks, both have passed."""
    checks = checks or (check("first", "passed"), check("second", "passed"))
    score = sum(result.points for result in checks)
    exercise = ExerciseResult(id="train_step", score=score, max_score=4, attempted=attempted, checks=checks)
    return Report(
        course="course",
        unit=UNIT,
        student=student,
        submission=SubmissionInfo(sha256="0" * 64),
        score=score + sum(result.score for result in predictions),
        max_score=8,
        publishable=not problems,
        problems=problems,
        exercises=(exercise,),
        predictions=predictions,
        isolation=Isolation(),
        seconds=Seconds(),
    )


def small_class(*names: str) -> list[GradedSubmission]:
    """Return a class of five: right, mistaken, surprised and convinced, not attempted, and with a crashed check."""
    ada, blaise, carl, dorothy, emmy = names or ("ada", "blaise", "carl", "dorothy", "emmy")
    right = (prediction("sign", "minus", "falls"), prediction("loss", 22.25, "flat"))
    surprised = (prediction("sign", "plus", "falls"), prediction("loss", 5.0, "far"))
    nothing = (prediction("sign", None), prediction("loss", None))
    mistaken = check("first", "passed"), check("second", "failed", MISTAKE)
    skipped = check("first", "failed"), check("second", "skipped")
    broken = check("first", "passed"), check("second", "broken", message=f"NameError of {emmy}")
    reports = [
        student_report(ada, predictions=right),
        student_report(blaise, *mistaken, predictions=surprised),
        student_report(carl, *skipped, predictions=surprised),
        student_report(dorothy, *skipped, predictions=nothing, attempted=False),
        student_report(emmy, *broken, predictions=right, problems=(f"NameError of {emmy}",)),
    ]
    return [
        GradedSubmission(report, f"reports/{place}.html", datetime(2027, 3, 1 + place, 12, tzinfo=UTC))
        for place, report in enumerate(reports)
    ]


def large_class(size: int) -> list[GradedSubmission]:
    """Return a large class; names are as long as names are."""
    submissions = small_class()
    return [
        replace(
            submissions[place % 5],
            report=submissions[place % 5].report.model_copy(update={"student": f"Student Number {place:05}"}),
            page=f"reports/Student%20Number%20{place:05}.html",
        )
        for place in range(size)
    ]


def graded_class(*submissions: GradedSubmission) -> GradedClass:
    """Return a class with the questions of the unit."""
    due = datetime(2027, 3, 4, tzinfo=UTC)
    return GradedClass("2027", submissions, QUESTIONS, RIGHT_EXPLANATIONS, due)
