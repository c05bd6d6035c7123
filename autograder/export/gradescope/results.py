"""A report as Gradescope's `results.json`: a row for each check, with what a student may read, and when.

Results of visible checks are shown at once. Those of hidden checks and of predictions are shown when the instructor has
chosen, because a student who may hand in again could find the hidden inputs by trying.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, get_args

from autograder.report import CheckResult, ExerciseResult, PredictionResult, Report
from autograder.views.sanitize import page_text

Visibility = Literal["visible", "after_due_date", "after_published", "hidden"]
VISIBILITIES: tuple[str, ...] = get_args(Visibility)
WAITING, NOT_WRITTEN = "Your instructor reads this text and gives its points.", "Nothing was written here."
NOT_ATTEMPTED = "This exercise is as it was handed out."

Json = dict[str, Any]


def results(report: Report, hidden: Visibility, seconds: float) -> Json:
    """Return the results of a publishable report. `hidden` says when hidden checks are shown."""
    rows = [
        *(row for number, exercise in enumerate(report.exercises, 1) for row in _rows(exercise, number, hidden)),
        *(_prediction_row(prediction, hidden) for prediction in report.predictions),
        *(
            _row(answer.id, "visible", WAITING if answer.is_written else NOT_WRITTEN, max_score=answer.max_score)
            for answer in report.manual_answers
        ),
    ]
    return _results(report.score, "", rows, seconds, report)


def results_without_grading(message: str, seconds: float = 0.0) -> Json:
    """Return the results of a submission in which there is nothing to grade; `message` tells the student why."""
    return _results(0, message, [], seconds, None)


def _results(score: int, message: str, rows: list[Json], seconds: float, report: Report | None) -> Json:
    return {
        "score": score,
        "execution_time": round(seconds),
        "output": page_text(message),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "stdout_visibility": "hidden",
        "tests": rows,
        "extra_data": {"sha256": report.submission.sha256, "mistakes": list(report.mistakes())} if report else {},
    }


def _rows(exercise: ExerciseResult, number: int, hidden: Visibility) -> Iterator[Json]:
    for place, check in enumerate(exercise.checks, 1):
        yield _row(
            f"{exercise.id}: {check.title}",
            "visible" if check.visible else hidden,
            _text(check) if exercise.attempted else NOT_ATTEMPTED,
            number=f"{number}.{place}",
            score=check.points,
            max_score=check.max_points,
            status="passed" if check.outcome == "passed" else "failed",
            tags=[exercise.id],
        )


def _prediction_row(prediction: PredictionResult, hidden: Visibility) -> Json:
    if not prediction.committed:
        text = "No prediction was locked in."
    else:
        answer = f"{prediction.answer:.6g}" if isinstance(prediction.answer, float) else prediction.answer
        explanation = "Your explanation fits." if prediction.explained else "No explanation that fits was chosen."
        text = f"Your prediction: {answer}. {explanation}"
    scores = {"score": prediction.score, "max_score": prediction.max_score}
    return _row(f"prediction {prediction.id}", hidden, text, tags=["prediction"], **scores)


def _text(check: CheckResult) -> str:
    """Return what a student reads about a check: the message that quotes nothing, the mistake, the hint."""
    parts = [_sentence(check.public_message or check.message)] if check.message else []
    if check.mistake:
        parts.append(f"{_sentence(check.mistake_title or check.mistake)} Think about this: {check.hint}")
    elif check.outcome == "failed" and check.hint:
        parts.append(f"Hint: {check.hint}")
    return "\n".join(parts)


def _row(name: str, visibility: Visibility, output: str, **entries: object) -> Json:
    return {"name": page_text(name), "visibility": visibility, "output": page_text(output), **entries}


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
