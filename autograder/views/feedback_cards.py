"""Results as cards: the line of each check, what was found and the hint; never a hidden test or an expected number."""

from __future__ import annotations

from collections.abc import Iterator

from lab.display.cards import Card, Part, Rows, Say, card, rows

from autograder.report import CheckResult, ExerciseResult, PredictionResult, Report

MARKS = {
    "passed": "✓ {got} of {most}",
    "failed": "✗ {got} of {most}",
    "skipped": "– {got} of {most}",
    "broken": "? of {most}",
}


def result_card(report: Report, name: str) -> Card:
    """The card that stands under the check cell of an exercise or prediction."""
    for exercise in report.exercises:
        if exercise.id == name:
            return exercise_card(exercise)
    for prediction in report.predictions:
        if prediction.id == name:
            return prediction_card(prediction)
    reason = report.problems[0] if report.problems else "there was nothing to check"
    return card(f"{name}: not graded", f"{_sentence(reason)} Your instructor will look at it.", tone="trouble")


def exercise_card(exercise: ExerciseResult) -> Card:
    """Every check with its line; under a failed one, what was found and what to ask oneself."""
    title = f"{exercise.id}: {exercise.score} of {exercise.max_score} points"
    if not exercise.attempted:
        return card(f"{exercise.id}: not attempted", "The stub is as it was handed out.", tone="waiting")
    note = [Say(_sentence(exercise.note), quiet=True)] if exercise.note else []
    parts = [_check(check) for check in exercise.checks]
    full = exercise.score == exercise.max_score
    return card(title, *_hints(exercise), *parts, *note, tone="good" if full else "wrong")


def prediction_card(prediction: PredictionResult) -> Card:
    """What was predicted, whether it came so, and whether the explanation fits. Being wrong first costs nothing."""
    title = f"{prediction.id}: {prediction.score} of {prediction.max_score} points"
    if not prediction.committed:
        return card(title, "No prediction was locked in.", tone="waiting")
    came = "it came that way" if prediction.right else "it came differently, which costs nothing"
    why = "fits" if prediction.explained else "does not fit yet, or was not chosen"
    lines = rows([("your prediction", f"{prediction.answer}: {came}"), ("your explanation", why)])
    return card(title, lines, tone="good" if prediction.score == prediction.max_score else "wrong")


def _hints(exercise: ExerciseResult) -> Iterator[Part]:
    """A recognised mistake speaks once, at the top."""
    hints = {check.mistake: check.hint for check in exercise.checks if check.mistake}
    yield from (Say(f"Think about this: {hint}") for hint in hints.values())


def _check(check: CheckResult) -> Rows:
    """The check's line, and under it what was found."""
    lines = [(MARKS[check.outcome].format(got=check.points, most=check.max_points), check.title)]
    if check.outcome == "broken":
        lines.append(("", "This check could not be run. That is not your fault, and your instructor has been told."))
    elif check.message:
        lines.append(("", _sentence(check.message)))
    if check.outcome == "failed" and check.hint and not check.mistake:
        lines.append(("", f"Hint: {check.hint}"))
    return rows(lines)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "?", "!")) else ".")
