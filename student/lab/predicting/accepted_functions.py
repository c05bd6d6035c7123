"""Asks whether the visible checks accept the functions that an outcome runs."""

from __future__ import annotations

from dataclasses import dataclass

from lab.checking import exercises
from lab.checking.check_runner import Interrupted, check_exercise
from lab.checking.used_exercises import used_exercises
from lab.predicting import unit_questions
from lab.predicting.question_types import Question


@dataclass(frozen=True)
class FunctionStates:
    """The functions of an outcome that are not written, that their checks refuse, and that do not end."""

    unwritten: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    endless: tuple[str, ...] = ()


def function_states(question: Question, outcome: object) -> FunctionStates:
    """Run the visible checks of the functions that an outcome needs. Raises Interrupted where the student stops it."""
    unit = next(unit for unit in unit_questions.units() if question in unit_questions.of_unit(unit))
    unit_exercises = {exercise.name: exercise for exercise in exercises.of_unit(unit)}
    names: dict[str, list[str]] = {"not started": [], "failed": [], "stopped": []}
    for name in used_exercises(outcome, unit_exercises):
        function = exercises.notebook_value(name)
        if not callable(function):
            continue
        result = check_exercise(unit_exercises[name], function)
        if result.interrupted:
            raise Interrupted
        endings = {check.outcome for check in result.checks}
        ending = "stopped" if "stopped" in endings else endings.pop() if len(endings) == 1 else result.outcome
        if ending in names:
            names[ending].append(name)
    return FunctionStates(*(tuple(functions) for functions in names.values()))
