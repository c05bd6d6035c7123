"""The late policy: grace, percent per started day, an upper bound, and dates with time zones."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from autograder.course.configuration import Course
from autograder.course.late_policy import LatePolicy
from tests.course.course_file import COURSE, load_error

WriteCourse = Callable[[str | bytes], Path]
POLICY = LatePolicy(percent_per_day=10, grace_minutes=15, most_percent=50)
DAY, SECOND, GRACE = timedelta(days=1), timedelta(seconds=1), timedelta(minutes=15)
DUE = datetime(2027, 3, 1, 23, 59, tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("lateness", "percent"),
    [
        (-DAY, 0),
        (timedelta(), 0),
        (SECOND, 0),
        (GRACE, 0),
        (GRACE + timedelta(microseconds=1), 10),
        (DAY, 10),
        (DAY + SECOND, 20),
        (timedelta(days=1, hours=3), 20),
        (5 * DAY, 50),
        (400 * DAY, 50),
    ],
)
def test_each_started_day_costs_the_same_up_to_the_bound(lateness: timedelta, percent: float) -> None:
    assert POLICY.percent(lateness) == percent


def test_percentages_are_added_exactly() -> None:
    assert LatePolicy(percent_per_day=0.1).percent(3 * DAY) == 0.3


def test_without_a_grace_period_a_second_is_late() -> None:
    assert LatePolicy(percent_per_day=10).percent(SECOND) == 10


def test_a_day_has_24_hours_when_the_clocks_change() -> None:
    """On 28 March 2027 the clocks in Berlin go from 2:00 to 3:00: the next noon comes after 23 hours."""
    due = datetime.fromisoformat("2027-03-27T12:00:00+01:00")
    next_noon, day_later = (datetime.fromisoformat(f"2027-03-28T{hour}:00:00+02:00") for hour in (12, 13))
    policy = LatePolicy(percent_per_day=10)

    assert policy.hand_in(due, next_noon).lateness == timedelta(hours=23)
    assert policy.hand_in(due, day_later).percent == 10
    assert policy.hand_in(due, day_later + SECOND).percent == 20


def test_the_zone_in_which_a_time_is_written_does_not_matter() -> None:
    late = POLICY.hand_in(DUE, DUE + 2 * DAY)

    assert POLICY.hand_in(DUE, (DUE + 2 * DAY).astimezone(UTC)).percent == late.percent == 20


def test_a_time_that_is_not_known_costs_nothing_and_is_recorded_as_such() -> None:
    hand_in = POLICY.hand_in(DUE, None)

    assert (hand_in.time, hand_in.percent, hand_in.remaining_points(32)) == (None, 0, 32)


class TestConfiguration:
    def test_holds_for_the_course_and_a_unit_can_have_its_own_or_none(self, write_course: WriteCourse) -> None:
        policy = "policies:\n  late: {percent_per_day: 10}\n"
        inherited = Course.load(write_course(COURSE + policy)).units[0]
        own = Course.load(write_course(COURSE + "    late: {percent_per_day: 5}\n" + policy)).units[0]
        nothing = Course.load(write_course(COURSE + "    late: null\n" + policy)).units[0]

        assert inherited.late == LatePolicy(percent_per_day=10)
        assert own.late == LatePolicy(percent_per_day=5)
        assert nothing.late is None

    def test_has_no_late_policy_by_default(self, write_course: WriteCourse) -> None:
        assert Course.load(write_course(COURSE)).units[0].late is None

    @pytest.mark.parametrize(
        ("lines", "message", "fix"),
        [
            ("{percent_per_dya: 10}", "unknown key 'percent_per_dya'", "did you mean 'percent_per_day'?"),
            ("{percent_per_day: 120}", "'percent_per_day' should be less than or equal to 100, not 120", ""),
            ("{percent_per_day: 0}", "'percent_per_day' should be greater than 0, not 0", ""),
            ("{percent_per_day: ten}", "'percent_per_day' should be a valid number, not 'ten'", "write a number"),
            ("{grace_minutes: 5}", "'percent_per_day' is missing", "add the line 'percent_per_day: ...'"),
            ("{percent_per_day: 5, grace_minutes: 1.5}", "'grace_minutes' should be a valid integer", "whole number"),
            ("true", "'late' should hold 'key: value' lines, not True", "indented line"),
        ],
    )
    def test_with_a_mistake_is_an_error_that_says_what_to_write(
        self, write_course: WriteCourse, lines: str, message: str, fix: str
    ) -> None:
        error = load_error(write_course(COURSE + f"policies:\n  late: {lines}\n"))

        assert error.message.startswith(message)
        assert fix in error.fix
        assert error.where.startswith("course.yml, line 8, policies.late")

    def test_of_the_total_is_checked_too(self, write_course: WriteCourse) -> None:
        error = load_error(write_course(COURSE + "policies:\n  total: {drop_lowest: -1}\n"))

        assert error.message == "'drop_lowest' should be greater than or equal to 0, not -1"
