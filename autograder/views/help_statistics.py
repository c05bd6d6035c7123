"""How many students asked for hints or gave up, by exercise: counts, never who."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.report import ExerciseResult
from autograder.views.class_statistics import GradedSubmission, Proportion


@dataclass(frozen=True)
class HelpStatistics:
    """How many asked for hints in an exercise; `levels` is how many asked for each level or a higher one."""

    exercise: str
    levels: tuple[Proportion, ...]
    gave_up: Proportion


def help_statistics(submissions: Sequence[GradedSubmission], levels: int = 3) -> list[HelpStatistics]:
    """Return the statistics of each exercise, in the order of the unit; nothing where nobody asked for anything."""
    results: dict[str, list[ExerciseResult]] = {}
    for submission in submissions:
        for exercise in submission.report.exercises if submission.is_graded else ():
            results.setdefault(exercise.id, []).append(exercise)
    statistics = list(_statistics(results, levels))
    return statistics if any(row.levels[0].count or row.gave_up.count for row in statistics) else []


def _statistics(results: dict[str, list[ExerciseResult]], levels: int) -> Iterator[HelpStatistics]:
    for name, exercises in results.items():
        total = len(exercises)
        counts = [sum(e.hints_asked >= level for e in exercises) for level in range(1, levels + 1)]
        gave_up = Proportion(sum(exercise.gave_up for exercise in exercises), total)
        yield HelpStatistics(name, tuple(Proportion(count, total) for count in counts), gave_up)
