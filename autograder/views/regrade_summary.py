"""What a second grading changes in a class: how many marks, by which checks, and what can be the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from autograder.views.regrade_causes import Cause
from autograder.views.regrade_changes import Status, StudentChange

TAKEN_OVER, KEPT = "taken over", "keeps the earlier mark"


@dataclass(frozen=True)
class CauseRow:
    """A cause, its number in the tables, and for how many students it can be the reason."""

    number: int
    cause: Cause
    students: int


@dataclass(frozen=True)
class CheckRow:
    """A check or prediction: how many gain points by it, how many lose some, how many have another result."""

    part: str
    title: str
    gains: int
    losses: int
    rest: int
    points: float


@dataclass(frozen=True)
class RegradeSummary:
    """The changes of a class. `accepted` is whether they have been taken over, and not only shown."""

    changes: Sequence[StudentChange]
    accepted: bool = False
    allow_lower: bool = False
    note: str = ""

    def count(self, *statuses: Status) -> int:
        """Return how many students have one of these statuses."""
        return sum(change.status in statuses for change in self.changes)

    @property
    def rows(self) -> list[StudentChange]:
        """The students for whom something changes."""
        return [change for change in self.changes if change.status not in ("unchanged", "absent")]

    @property
    def absent(self) -> list[str]:
        """The students who have a report and no submission now: their report stays as it is."""
        return [change.student for change in self.changes if change.status == "absent"]

    @property
    def accepted_changes(self) -> list[StudentChange]:
        """The students whose new result may replace the earlier one."""
        return [change for change in self.changes if change.may_be_accepted(self.allow_lower)]

    @property
    def kept(self) -> list[StudentChange]:
        """The students whose new result does not replace the earlier one."""
        return [c for c in self.changes if c.status in ("lower", "unready") and not c.may_be_accepted(self.allow_lower)]

    @property
    def number_reproduced(self) -> int:
        """How many reports have the same bytes as before."""
        return sum(change.is_reproduced for change in self.changes)

    @cached_property
    def causes(self) -> list[CauseRow]:
        """What is not the same in both gradings, the most frequent first."""
        counts = Counter(cause for change in self.changes for cause in change.causes)
        return [CauseRow(place, *row) for place, row in enumerate(counts.most_common(), start=1)]

    def numbers(self, change: StudentChange) -> list[int]:
        """Return the numbers of a student's causes."""
        places = {row.cause: row.number for row in self.causes}
        return sorted(places[cause] for cause in change.causes)

    def checks(self) -> Iterator[CheckRow]:
        """Yield the checks and predictions with another result for somebody, those with most losses first."""
        differences: dict[tuple[str, str], list[float]] = {}
        for change in self.changes:
            for result in change.results:
                differences.setdefault((result.part, result.title), []).append(result.difference)
        for (part, title), points in sorted(differences.items(), key=lambda item: (sum(item[1]), item[0])):
            gains, losses = sum(p > 0 for p in points), sum(p < 0 for p in points)
            yield CheckRow(part, title, gains, losses, len(points) - gains - losses, sum(points))

    def letters(self) -> dict[tuple[str, str], str]:
        """Return a letter for each check with another result for somebody, in the order of `checks`."""
        return {(row.part, row.title): column_letters(place) for place, row in enumerate(self.checks())}

    def decision(self, change: StudentChange) -> str:
        """Return in words what becomes of a student's new result."""
        if change.status == "unready":
            return f"{KEPT}: the new report is not publishable"
        if change.may_be_accepted(self.allow_lower):
            return TAKEN_OVER if self.accepted else "would be taken over"
        return KEPT


def column_letters(place: int) -> str:
    """Return A for 0, B for 1, and so on as spreadsheets name their columns."""
    letters = chr(ord("A") + place % 26)
    return letters if place < 26 else column_letters(place // 26 - 1) + letters


def signed_points(points: float) -> str:
    """Return points with their sign; 0 has none."""
    return f"{points:+.4g}".replace("-", "−") if points else "0"


def marks_text(change: StudentChange) -> tuple[str, str]:
    """Return the mark before and after; where a report is missing, that of the gradebook."""
    mark = change.gradebook
    before = f"{change.before.final_score:g}" if change.before else f"{mark.before:g}" if mark else "–"
    return before, f"{change.after.final_score:g}" if change.after else "–"
