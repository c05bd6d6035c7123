"""`lab.check`: run the visible checks of an exercise and show what holds and what does not."""

from __future__ import annotations

import os

from lab.checking import cell_problems, exercises
from lab.checking.check_runner import Interrupted, check_exercise
from lab.checking.result_card import result_card
from lab.checking.results import ExerciseResult
from lab.display import live_cards
from lab.display.cards import Card, card, display_card, rows, unknown_name_card
from lab.hinting import unit_hints
from lab.hinting.hint_cards import hint_parts
from lab.hinting.hint_display import display_with_hints
from lab.predicting import unit_questions
from lab.predicting.prediction_file import PredictionFile
from lab.predicting.question_types import Question
from lab.solving import solution_file
from lab.solving.opening import has_given_up
from lab.solving.solution_cards import compare_hint, given_up_note

STEPS = 2
"""A prediction is locked in, and explained after its outcome."""


class NotPassed(AssertionError):
    """What `nbgrader validate` counts: it looks at the cells that end with an error."""


def check(name: object, function: object = None) -> None:
    """Show the result of an exercise's visible checks, or which steps of a prediction are done.

    `lab.check(mse)` is understood as `lab.check("mse", mse)`.

    NotPassed under `nbgrader validate`, where a check does not pass or a step is not done.
    """
    if not isinstance(name, str) and callable(name):
        name, function = str(getattr(name, "__name__", name)), name
    if not _show_result(str(name), function) and os.environ.get("NBGRADER_EXECUTION") == "validate":
        raise NotPassed(f"{name}: not all of its points that can be seen here are earned yet")


def _show_result(name: str, function: object) -> bool:
    """Return whether everything that can be seen here is done."""
    question = unit_questions.find(name)
    if question is not None:
        live_cards.display_card(f"check {name}", lambda: _steps_card(question))
        return _steps_done(question) == STEPS
    exercise = exercises.find(name)
    if exercise is None:
        display_card(unknown_name_card("exercise", name, exercises.names_here(), exercises.names()))
        return False
    function = exercises.notebook_value(name) if function is None else function
    if not callable(function):
        display_card(_no_function_card(name, function))
        return False
    result = check_exercise(exercise, function)
    _display_result(result, is_own=exercises.notebook_value(name) is function)
    live_cards.update_all()
    if result.interrupted:
        raise Interrupted
    return result.outcome == "passed"


def _display_result(result: ExerciseResult, *, is_own: bool) -> None:
    """Display the card of a result; where a check fails, with a way to the hints for its exercise."""
    name = result.exercise
    hints = unit_hints.find(name) if result.outcome == "failed" else ()
    live_cards.stop_updating(f"result {name}")
    notes = [given_up_note()] if has_given_up(name) else []
    if result.outcome == "passed" and solution_file.find(name):
        notes.append(compare_hint(name))
    if not hints:
        display_card(result_card(result, *notes, is_own=is_own))
        return

    def build(level: int, buttons: bool) -> Card:
        return result_card(result, *notes, *hint_parts(name, hints, level, buttons=buttons), is_own=is_own)

    display_with_hints(f"result {name}", name, build)


def _steps_done(question: Question) -> int:
    prediction = PredictionFile().get(question)
    return (prediction is not None) + (prediction is not None and prediction.explanation is not None)


def _steps_card(question: Question) -> Card:
    """Return the card with the steps of a prediction that are done, never whether it is right."""
    prediction = PredictionFile().get(question)
    explanation = prediction.explanation if prediction else None
    steps_done = _steps_done(question)
    lines = [
        ("locked in", question.format(prediction.answer) if prediction else "not yet"),
        ("explanation", question.explanations[explanation] if explanation else "not yet"),
    ]
    return card(
        f"{question.id}: {steps_done} of {STEPS} steps done",
        rows(lines),
        tone="saved" if steps_done == STEPS else "waiting",
    )


def _no_function_card(name: str, value: object) -> Card:
    problem = cell_problems.missing_function(name) if value is None else ""
    if problem:
        words = f"{problem[0].upper()}{problem[1:]}. Mend the cell, run it, then run this one."
        return card(f"{name}: nothing to check", words, tone="wrong")
    words = (
        f"There is no function `{name}` yet. Run the cell that defines it, then this one."
        if value is None
        else f"`{name}` should be a function here; it is {type(value).__name__}. Pass it without calling it: "
        f'`lab.check("{name}", {name})`. If the name has come to mean something else, run the cell that defines it.'
    )
    return card(f"{name}: nothing to check", words, tone="problem")
