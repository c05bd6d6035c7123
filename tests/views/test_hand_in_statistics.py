"""Hand-ins by hour, day or week."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from autograder.views.class_statistics import GradedSubmission
from autograder.views.hand_in_statistics import hand_in_statistics
from tests.class_reports import small_class, student_report

START = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)


def submissions(*times: datetime | None) -> list[GradedSubmission]:
    return [GradedSubmission(student_report(f"s{place}"), time=time) for place, time in enumerate(times)]


@pytest.mark.parametrize(
    ("span", "unit", "number", "first"),
    [
        (timedelta(hours=3), "hour", 4, "Mon 01 Mar 2027, 09:00"),
        (timedelta(days=3), "day", 4, "Mon 01 Mar 2027"),
        (timedelta(days=70), "week", 11, "week of 01 Mar 2027"),
        (timedelta(days=9000), "week", 2, "week of 01 Mar 2027"),
    ],
    ids=["three hours", "three days", "ten weeks", "a file from another century"],
)
def test_the_unit_of_time_fits_the_span(span: timedelta, unit: str, number: int, first: str) -> None:
    statistics = hand_in_statistics(submissions(START, START + span), None)

    assert (statistics.unit, len(statistics.rows), statistics.rows[0].label) == (unit, number, first)
    assert sum(row.proportion.count for row in statistics.rows) == 2


def test_times_that_are_not_known_are_counted() -> None:
    statistics = hand_in_statistics(submissions(START, None), None)

    assert (statistics.number_unknown, statistics.late) == (1, ())
    assert hand_in_statistics(submissions(None), None).rows == ()


def test_who_was_late_is_known_where_there_is_a_due_date() -> None:
    statistics = hand_in_statistics(small_class(), datetime(2027, 3, 4, tzinfo=UTC))

    assert [submission.report.student for submission in statistics.late] == ["dorothy", "emmy"]
