"""When a worked solution is shown: the visible checks pass, the due date is over, or the student has given up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from lab.checking import exercises, results
from lab.checking.check_runner import check_exercise
from lab.checking.exercises import Exercise
from lab.predicting.prediction_file import PredictionFile
from lab.solving.solution_file import SolutionFile

Reason = Literal["gave up", "passed", "due"]
GIVING_UP = "I give up"
"""What a student types, so that nobody gives up by accident."""


def opening_reason(exercise: Exercise, file: SolutionFile) -> Reason | None:
    """Return why the solution of an exercise may be shown, None where it may not yet."""
    if has_given_up(exercise.name):
        return "gave up"
    if _passes(exercise):
        return "passed"
    return "due" if file.due is not None and datetime.now(UTC) > file.due else None


def has_given_up(name: str) -> bool:
    """Return whether the saved work says that the student gave up on an exercise."""
    return PredictionFile().help_for(name).gave_up is not None


def _passes(exercise: Exercise) -> bool:
    """Return whether all visible checks pass; they are run where they have not been in this kernel."""
    result = results.latest.get(exercise.name)
    function = exercises.notebook_value(exercise.name)
    if result is None and callable(function):
        result = check_exercise(exercise, function)
    return result is not None and result.outcome == "passed"
