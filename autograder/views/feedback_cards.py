"""Results as feedback cards: each check with its message and hint, without hidden tests or expected numbers."""

from __future__ import annotations

from collections.abc import Iterator

from lab.display.cards import Card, Paragraph, Part, Rows, Tone, card, rows
from lab.predicting.explanation_rows import Explanation, explanation_parts

from autograder.report import CheckResult, ExerciseResult, PredictionResult, Report
from autograder.views.data_notes import data_note

MARKS = {
    "passed": "✓ {points} of {maximum}",
    "failed": "✗ {points} of {maximum}",
    "skipped": "– {points} of {maximum}",
    "broken": "? of {maximum}",
}


def notice_card(report: Report) -> Card | None:
    """Return the card above all results: whether they are final, and what happened to the file; None if all is well.

    The message of a check that crashed is for the instructor alone.
    """
    crashes = {c.message for exercise in report.exercises for c in exercise.checks if c.outcome == "broken"}
    lines = [("what happened", _sentence(text)) for text in report.problems if text not in crashes]
    lines += [("note", _sentence(text)) for text in report.submission.repairs]
    parts = [rows(lines)] if lines else []
    if not report.publishable:
        words = "Your instructor will look at this submission before it counts."
        return card("Not final yet", words, *parts, tone="problem")
    return card("About your file", *parts, tone="saved") if lines else None


def result_card(report: Report, name: str) -> Card:
    """Return the card below the check cell of an exercise or prediction."""
    for exercise in report.exercises:
        if exercise.id == name:
            return exercise_card(exercise)
    for prediction in report.predictions:
        if prediction.id == name:
            return prediction_card(prediction)
    reason = report.problems[0] if report.problems else "there was nothing to check"
    return card(f"{name}: not graded", f"{_sentence(reason)} Your instructor will look at it.", tone="problem")


def exercise_card(exercise: ExerciseResult) -> Card:
    """Return a card with every check; below a failed one its message and hint."""
    title = f"{exercise.id}: {exercise.score} of {exercise.max_score} points"
    if not exercise.attempted:
        return card(f"{exercise.id}: not attempted", "The stub is as it was handed out.", tone="waiting")
    note = [Paragraph(_sentence(exercise.note), small=True)] if exercise.note else []
    parts = [_check_rows(check) for check in exercise.checks]
    full = exercise.score == exercise.max_score
    return card(
        title, *_recognised_mistakes(exercise), *parts, *_hint_parts(exercise), *note, tone="good" if full else "wrong"
    )


def prediction_card(prediction: PredictionResult) -> Card:
    """Return a card with the prediction, whether it was right and whether the explanation fits."""
    title = f"{prediction.id}: {prediction.score} of {prediction.max_score} points"
    if not prediction.committed:
        return card(title, "No prediction was locked in.", tone="waiting")
    tone: Tone = "good" if prediction.score == prediction.max_score else "wrong"
    result = "it came that way" if prediction.right else "it came differently, which costs nothing"
    answer = ("your prediction", f"{prediction.answer}: {result}")
    if not prediction.explanations:
        explanation = "fits" if prediction.explained else "none was chosen"
        return card(title, rows([answer, ("your explanation", explanation)]), tone=tone)
    explanations = (
        Explanation(result.text, result.holds, result.is_choice, result.why_not) for result in prediction.explanations
    )
    return card(title, rows([answer]), *explanation_parts(explanations), tone=tone)


def data_cards(report: Report) -> list[Card]:
    """Return a card where a notebook shows numbers of other data than the student's own."""
    note = data_note(report)
    if not note:
        return []
    own = "Your functions were graded as usual: this costs no points. To see numbers of your own data, run"
    command = f'`lab.identify("{report.variant.id if report.variant else ""}")`'
    return [
        card(
            "Other numbers than yours",
            f"Your notebook shows {note}.",
            f"{own} {command}, then the notebook from the top.",
        )
    ]


def _hint_parts(exercise: ExerciseResult) -> Iterator[Part]:
    """Yield the first hint of an exercise, and how to see the others."""
    if exercise.hint:
        yield Paragraph(f"Where to look: {exercise.hint}")
        yield Paragraph(
            f'`lab.hint("{exercise.id}")` in your notebook shows more hints. That costs nothing.', small=True
        )


def _recognised_mistakes(exercise: ExerciseResult) -> Iterator[Part]:
    """Yield each recognised mistake once, with its hint."""
    checks = {check.mistake: check for check in exercise.checks if check.mistake}
    for identifier, check in checks.items():
        yield Paragraph(f"{_sentence(check.mistake_title or identifier)} Think about this: {check.hint}")


def _check_rows(check: CheckResult) -> Rows:
    """Return the line of a check, and below it its message and hint."""
    lines = [(MARKS[check.outcome].format(points=check.points, maximum=check.max_points), check.title)]
    if check.outcome == "broken":
        lines.append(("", "This check could not be run. That is not your fault, and your instructor has been told."))
    elif check.message:
        lines.append(("", _sentence(check.public_message or check.message)))
        if check.public_message and check.visible:
            lines.append(("", "Run this check in your notebook: there you can read the whole message."))
    if check.outcome == "failed" and check.hint and not check.mistake:
        lines.append(("", f"Hint: {check.hint}"))
    return rows(lines)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
