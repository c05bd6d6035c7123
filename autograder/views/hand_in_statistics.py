"""When a class handed in: by hour, day or week, and how many after the due date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from autograder.views.class_statistics import GradedSubmission, Proportion, Row

MOST_ROWS = 36
WIDTHS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
FORMATS = {"hour": "%a %d %b %Y, %H:00", "day": "%a %d %b %Y", "week": "week of %d %b %Y"}


@dataclass(frozen=True)
class HandInStatistics:
    """The number of submissions in each `unit` of time; `late` are those after the due date."""

    unit: str
    rows: tuple[Row, ...]
    number_unknown: int
    late: tuple[GradedSubmission, ...]


def hand_in_statistics(submissions: Sequence[GradedSubmission], due: datetime | None) -> HandInStatistics:
    """Return the statistics of the times that are known."""
    times = [submission.time for submission in submissions if submission.time is not None]
    unit = _unit(times)
    return HandInStatistics(
        unit=unit,
        rows=tuple(_rows(times, unit)),
        number_unknown=len(submissions) - len(times),
        late=tuple(submission for submission in submissions if is_late(submission, due)),
    )


def is_late(submission: GradedSubmission, due: datetime | None) -> bool:
    """Whether a submission is known to have been handed in after the due date and its grace, or the own extension."""
    hand_in = submission.report.hand_in
    if hand_in is not None and hand_in.time is not None:
        return bool(hand_in.percent)
    return due is not None and submission.time is not None and submission.time > due


def _unit(times: Sequence[datetime]) -> str:
    """Return the smallest unit that needs few rows."""
    if not times:
        return "day"
    span = max(times) - min(times)
    return next((unit for unit, width in WIDTHS.items() if span / width < MOST_ROWS), "week")


def _rows(times: Sequence[datetime], unit: str) -> list[Row]:
    """Return a row for each unit from the first to the last; where there are too many, only those with hand-ins."""
    counts = Counter(_start(time, unit) for time in times)
    starts = sorted(counts)
    if starts and (starts[-1] - starts[0]) / WIDTHS[unit] <= 2 * MOST_ROWS:
        starts = _all_starts(starts[0], starts[-1], unit)
    return [Row(start.strftime(FORMATS[unit]), Proportion(counts[start], len(times))) for start in starts]


def _all_starts(first: datetime, last: datetime, unit: str) -> list[datetime]:
    starts = [first]
    while starts[-1] < last:
        starts.append(starts[-1] + WIDTHS[unit])
    return starts


def _start(time: datetime, unit: str) -> datetime:
    """Return the beginning of the hour, day or week, on the clock of the time's zone."""
    hour = time.replace(minute=0, second=0, microsecond=0, tzinfo=None, fold=0)
    if unit == "hour":
        return hour
    day = hour.replace(hour=0)
    return day if unit == "day" else day - timedelta(days=day.weekday())
