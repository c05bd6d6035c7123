"""The cards of a worked solution: not here, not open yet, and shown."""

from __future__ import annotations

from lab.checking.exercises import Exercise
from lab.display.cards import Card, Paragraph, card, rows
from lab.overview.course_outline import date_in_words
from lab.solving.opening import GIVING_UP, Reason
from lab.solving.solution_file import SUFFIX, SolutionFile
from lab.solving.solution_parts import solution_parts


def absent_card(name: str) -> Card:
    """Return the card where no file with the solution is beside the notebook."""
    where = f"A course that publishes worked solutions gives them out in a file whose name ends in `{SUFFIX}`."
    how = "Do you have it? Put it beside this notebook, and run this cell again."
    return card(f"{name}: no worked solution is here", where, how, tone="waiting")


def closed_card(exercise: Exercise, file: SolutionFile, *, buttons: bool) -> Card:
    """Return the card that says when the solution opens, and what giving up costs."""
    name = exercise.name
    date = f", after {date_in_words(file.due.isoformat())}" if file.due else ""
    press = [("or press", f"“{GIVING_UP}” and then “Show the solution”")] if buttons else []
    return card(
        f"{name}: the worked solution is closed",
        f"It opens when all visible checks of `{name}` pass{date}, or when you give up.",
        f"{_cost(exercise, file)} It cannot be taken back.",
        rows([("to give up", f'`lab.solution("{name}", "{GIVING_UP}")`'), *press]),
        Paragraph(f'A hint costs nothing: `lab.hint("{name}")`.', small=True),
    )


def solution_card(exercise: Exercise, file: SolutionFile, reason: Reason) -> Card:
    """Return the card with the solution, and why it is open."""
    why = Paragraph(_why(file, reason), small=True)
    return card(
        f"{exercise.name}: a worked solution", *solution_parts(file.solutions[exercise.name]), why, tone="saved"
    )


def other_words_card(name: str) -> Card:
    """Return the card for words that are not those for giving up."""
    words = f'Nothing has changed. To give up, write exactly `lab.solution("{name}", "{GIVING_UP}")`.'
    return card(f"{name}: did you want to give up?", words, tone="problem")


def compare_hint(name: str) -> Paragraph:
    """Return the sentence below a passed check, where there is a worked solution."""
    return Paragraph(f'`lab.solution("{name}")` shows a worked solution to compare with yours.', small=True)


def given_up_note() -> Paragraph:
    """Return the sentence below the points of an exercise that the student gave up on."""
    words = "You gave up on this exercise, so the grader may not count its visible points. The hidden ones count."
    return Paragraph(words, small=True)


def _cost(exercise: Exercise, file: SolutionFile) -> str:
    points = sum(check.points for check in exercise.visible_checks)
    if not file.giving_up_costs_points or not points:
        return "Giving up costs no points."
    count = f"{points} visible points" if points > 1 else "visible point"
    return f"Giving up costs the {count} of this exercise; what the grader checks on other data still counts."


def _why(file: SolutionFile, reason: Reason) -> str:
    if reason == "passed":
        return "It is open because all visible checks pass."
    if reason == "due":
        return "It is open because the due date is over."
    counts = "Its visible points no longer count; the hidden ones do." if file.giving_up_costs_points else ""
    return f"You gave up on this exercise. {counts}".strip()
