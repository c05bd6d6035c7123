"""Two classes side by side: two years, two groups, or two units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.views.class_statistics import ClassStatistics, Proportion
from autograder.views.mistake_statistics import MistakeStatistics
from autograder.views.prediction_statistics import PredictionStatistics


@dataclass(frozen=True)
class ClassData:
    """Everything that is compared of one class."""

    label: str
    statistics: ClassStatistics
    mistakes: Sequence[MistakeStatistics]
    predictions: Sequence[PredictionStatistics]


@dataclass(frozen=True)
class ComparisonRow:
    """A line of a comparison; None where only the other class has it."""

    label: str
    first: Proportion | None
    second: Proportion | None

    @property
    def difference(self) -> float | None:
        """The first share minus the second, in percentage points."""
        if self.first is None or self.second is None or not self.first.total or not self.second.total:
            return None
        return 100 * (self.first.share - self.second.share)


@dataclass(frozen=True)
class ComparisonTable:
    """A heading, what the shares are shares of, and the lines."""

    heading: str
    caption: str
    rows: tuple[ComparisonRow, ...]


def compare(first: ClassData, second: ClassData) -> list[ComparisonTable]:
    """Return the tables, without those that are empty."""
    captions = {
        "Scores": "Share of the submissions with this share of the points",
        "Exercises": "Share with full points, among those who attempted the exercise",
        "Checks": "Share that passed, among those who attempted the exercise",
        "Mistakes": "Share of the submissions with this mistake",
        "Predictions that came true": "Share, among those who locked in an answer",
        "Explanations that fit": "Share, among those who locked in an answer",
    }
    values = zip(_shares(first), _shares(second), strict=True)
    tables = [
        ComparisonTable(heading, caption, tuple(_rows(*pair)))
        for (heading, caption), pair in zip(captions.items(), values, strict=True)
    ]
    return [table for table in tables if table.rows]


def _shares(data: ClassData) -> list[Mapping[str, Proportion]]:
    """Return the shares of each table by their labels."""
    statistics = data.statistics
    return [
        {row.label: row.proportion for row in statistics.scores},
        {exercise.id: exercise.full for exercise in statistics.exercises},
        {f"{check.exercise}: {check.title}": check.passed for check in statistics.checks},
        {mistake.title: mistake.proportion for mistake in data.mistakes},
        {prediction.id: prediction.right for prediction in data.predictions},
        {prediction.id: prediction.explained for prediction in data.predictions},
    ]


def _rows(first: Mapping[str, Proportion], second: Mapping[str, Proportion]) -> Iterable[ComparisonRow]:
    """Yield the lines of the first class in its order, then those that only the second has."""
    for label in dict.fromkeys([*first, *second]):
        yield ComparisonRow(label, first.get(label), second.get(label))
