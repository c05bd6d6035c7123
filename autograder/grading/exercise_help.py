"""What a student has asked for in an exercise, in its result: hints, which cost nothing, and the worked solution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lab.predicting.exercise_help import ExerciseHelp

from autograder.course.unit_content import UnitContent
from autograder.report import ExerciseResult

GAVE_UP = "you looked at the worked solution before all visible checks passed: their points do not count"
NO_HELP = ExerciseHelp()


def with_help(
    content: UnitContent, exercises: Iterable[ExerciseResult], exercise_help: Mapping[str, ExerciseHelp]
) -> Iterator[ExerciseResult]:
    """Yield the results with what the student has asked for, and with a hint where no mistake was recognised."""
    for exercise in exercises:
        entry = exercise_help.get(exercise.id, NO_HELP)
        result = exercise.model_copy(update={"hints_asked": entry.hints, "gave_up": entry.gave_up is not None})
        if result.gave_up and content.course.policies.giving_up_costs_points:
            result = without_visible_points(result)
        yield result.model_copy(update={"hint": _first_hint(content, exercise)})


def without_visible_points(exercise: ExerciseResult) -> ExerciseResult:
    """Return the result without the points of visible checks; which of them passed stays."""
    checks = tuple(check.model_copy(update={"points": 0}) if check.visible else check for check in exercise.checks)
    score = sum(check.points for check in checks)
    note = "; ".join(filter(None, [exercise.note, GAVE_UP if score < exercise.score else ""]))
    return exercise.model_copy(update={"checks": checks, "score": score, "note": note})


def _first_hint(content: UnitContent, exercise: ExerciseResult) -> str:
    """Return the first of the exercise's hints, where its failures have no better one."""
    failures = [check for check in exercise.checks if check.outcome == "failed"]
    if not exercise.attempted or not failures or any(check.mistake for check in failures):
        return ""
    return next(iter(content.hints.get(exercise.id, ())), "")
