"""The card that shows the result of an exercise's visible checks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lab.checking.results import CheckResult, ExerciseResult
from lab.display.cards import Card, Paragraph, Part, Preformatted, card, rows

OUTCOME_LABELS = {"passed": "✓ passed", "failed": "✗ not yet", "not started": "– not started"}
MAX_PRINTED_LINES = 8
MAX_LINE_LENGTH = 200


def result_card(result: ExerciseResult, *more: Part, is_own: bool = True) -> Card:
    """Return the card with the outcome of each check, the points that only the grader gives, and more parts.

    `is_own` says whether the function checked is the one that the notebook has under the exercise's name.
    """
    name = result.exercise
    if result.outcome == "not started":
        words = (
            f"`{name}` is not started yet. Replace `raise NotImplementedError()` by your code and run the cell above."
        )
        return card(name, words, tone="waiting")
    sentence = f"{result.problem[:1].upper()}{result.problem[1:]}."
    problem = [rows([(OUTCOME_LABELS["failed"], sentence)])] if result.problem else []
    if {check.outcome for check in result.checks} == {"not started"}:
        return card(name, *problem, *more, tone="wrong")
    return card(
        f"{name}: {_count(result)}",
        *problem,
        *(
            part
            for previous, check in pairwise((None, *result.checks))
            if check
            for part in _check_parts(check, previous)
        ),
        *_printed_parts(result),
        *([] if is_own else [Paragraph(f"This was another function. The grader looks for the name `{name}`.")]),
        *_points_of_the_grader(result),
        *more,
        tone="good" if result.outcome == "passed" else "wrong",
    )


def _count(result: ExerciseResult) -> str:
    """Return how many points are earned; of an exercise that is worth none, how many checks hold."""
    if result.max_points:
        return f"{result.earned_points} of {result.visible_points} visible points"
    return f"{sum(check.outcome == 'passed' for check in result.checks)} of {len(result.checks)} checks hold"


def _points_of_the_grader(result: ExerciseResult) -> Iterator[Part]:
    if result.max_points:
        hidden = f"{result.hidden_points} of this exercise's {result.max_points} points wait for it"
        yield Paragraph(f"The grader checks more, on other data: {hidden}.", small=True)


def _check_parts(check: CheckResult, previous: CheckResult | None) -> Iterator[Part]:
    """Yield what one check says. An exception that the check before it raised, too, is not repeated."""
    label = "■ stopped" if check.message else "– not tried"
    yield rows([(OUTCOME_LABELS.get(check.outcome, label), check.title)])
    if previous and check.location and (check.message, check.location) == (previous.message, previous.location):
        yield Paragraph("The same again.", small=True)
        return
    if check.message:
        yield Paragraph(f"{check.message[0].upper()}{check.message[1:]}.".replace("..", "."))
    if check.location:
        yield Paragraph(f"In {check.location}")
    if check.hint and check.outcome != "passed":
        yield Paragraph(f"Hint: {check.hint}")


def _printed_parts(result: ExerciseResult) -> Iterator[Part]:
    """Yield what the student's code printed during the checks: hints ask for prints, so they must be seen."""
    text = "".join(check.printed for check in result.checks)
    lines = text.rstrip().split("\n")
    if not text.strip():
        return
    count = max(len(lines), sum(check.printed_lines for check in result.checks))
    more = [f"… and {count - MAX_PRINTED_LINES:,} lines more"] if count > MAX_PRINTED_LINES else []
    yield Paragraph("Printed by your code while it was checked:", small=True)
    yield Preformatted("\n".join([*(line[:MAX_LINE_LENGTH] for line in lines[:MAX_PRINTED_LINES]), *more]))
