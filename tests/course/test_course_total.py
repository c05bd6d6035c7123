"""The total of the course: penalties, excused students, extra units, the lowest unit, and what makes it provisional."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from autograder.course.configuration import Course
from autograder.course.course_total import StudentTotal, UnitScore, course_total, score_of_report
from autograder.course.late_policy import LatePolicy
from autograder.course.policies import TotalPolicy
from autograder.course.student_entries import StudentEntries, StudentEntry
from autograder.hand_in import round_points
from autograder.report import ManualAnswer
from tests.class_reports import student_report

DUE = datetime.fromisoformat("2027-03-01T23:59:00+01:00")
LATE = LatePolicy(percent_per_day=10).hand_in(DUE, DUE + timedelta(days=2))
NOBODY = StudentEntries()


def make_course(total: TotalPolicy | None = None, **units: Mapping[str, Any]) -> Course:
    """Return a course of these units."""
    rows = [{"id": name, "title": name, "minutes": 60, **keys} for name, keys in units.items()]
    course = Course.model_validate({"id": "course", "title": "Course", "units": rows})
    policies = course.policies.model_copy(update={"total": total or TotalPolicy()})
    return course.model_copy(update={"policies": policies})


def mark(student: str, score: int, **changes: Any) -> UnitScore:
    """Return the score of a report of a unit that is worth 40 points."""
    return score_of_report(student_report(student).model_copy(update={"score": score, "max_score": 40, **changes}))


def ada(course: Course, scores: Mapping[str, list[UnitScore]], entries: StudentEntries = NOBODY) -> StudentTotal:
    result = course_total(course, entries, scores)
    return next(student for student in result.students if student.student == "ada")


THREE: Mapping[str, Mapping[str, Any]] = {"one": {}, "two": {}, "three": {}}


def test_it_is_the_sum_of_the_points_after_penalties_in_percent() -> None:
    reports = {"one": [mark("ada", 40)], "two": [mark("ada", 30, hand_in=LATE)]}
    total = ada(make_course(**THREE), reports)

    assert (total.points, total.max_points, total.percent) == (64, 80, 80)
    assert total.reasons == ()


def test_a_unit_without_any_report_does_not_count_yet_and_the_rules_say_so() -> None:
    result = course_total(make_course(**THREE), NOBODY, {"one": [mark("ada", 40)]})

    assert result.units == ("one",)
    assert result.students[0].percent == 100
    assert "Not graded yet, they do not count so far: two, three." in result.rules


def test_what_was_not_handed_in_counts_as_nothing_and_is_named() -> None:
    total = ada(make_course(**THREE), {"one": [mark("ada", 40)], "two": [mark("bob", 40)]})

    assert (total.points, total.max_points) == (40, 80)
    assert total.notes == ("two: nothing handed in",)


def test_a_unit_that_a_student_is_excused_from_does_not_count_at_all() -> None:
    entries = StudentEntries({"ada": StudentEntry(excused=("two",))})
    reports = {"one": [mark("ada", 20)], "two": [mark("bob", 40), mark("ada", 1, publishable=False)]}
    total = ada(make_course(**THREE), reports, entries)

    assert (total.points, total.max_points, total.reasons) == (20, 40, ())


def test_points_of_an_extra_unit_are_added_on_top() -> None:
    course = make_course(one={}, two={"optional": True, "extra": True}, three={"optional": True})
    reports = {name: [mark("ada", 30)] for name in THREE}
    total = ada(course, reports)

    assert (total.points, total.max_points, total.percent) == (60, 40, 150)


def test_a_bound_limits_what_extra_units_can_add() -> None:
    course = make_course(TotalPolicy(most_percent=110), one={}, two={"extra": True})

    assert ada(course, {name: [mark("ada", 30)] for name in ("one", "two")}).percent == 110


def test_an_extra_unit_that_was_not_handed_in_costs_nothing() -> None:
    course = make_course(one={}, two={"extra": True})
    total = ada(course, {"one": [mark("ada", 30)], "two": [mark("bob", 30)]})

    assert (total.percent, total.notes) == (75, ())


@pytest.mark.parametrize(("number", "percent"), [(0, 50), (1, 62.5), (2, 75), (9, 75)])
def test_the_lowest_units_are_dropped_but_one_stays(number: int, percent: float) -> None:
    reports = {"one": [mark("ada", 20)], "two": [mark("ada", 10)], "three": [mark("ada", 30)]}
    total = ada(make_course(TotalPolicy(drop_lowest=number), **THREE), reports)

    assert total.percent == percent


def test_the_lowest_unit_is_the_one_with_the_lowest_percentage() -> None:
    reports = {"one": [mark("ada", 20)], "two": [mark("ada", 10, max_score=10)]}
    total = ada(make_course(TotalPolicy(drop_lowest=1), **THREE), reports)

    assert [item.state for item in total.marks] == ["dropped", "counts"]


def test_of_two_equally_low_units_only_one_is_dropped() -> None:
    reports = {name: [mark("ada", 20)] for name in THREE}
    total = ada(make_course(TotalPolicy(drop_lowest=1), **THREE), reports)

    assert [item.state for item in total.marks] == ["dropped", "counts", "counts"]


def test_what_is_held_back_or_waits_makes_the_total_provisional_and_is_named() -> None:
    waiting = (ManualAnswer(id="text", is_written=True, max_score=10),)
    reports = {
        "one": [mark("ada", 40, publishable=False, problems=("test_x: NameError",))],
        "two": [mark("ada", 30, manual_answers=waiting)],
    }
    total = ada(make_course(**THREE), reports)

    assert total.reasons == ("one: held back: test_x: NameError", "two: 10 points wait for a person")


def test_an_extension_without_a_submission_makes_it_provisional() -> None:
    course = make_course(one={"due": DUE.isoformat()}, two={})
    entries = StudentEntries({"ada": StudentEntry(extensions={"one": (DUE + timedelta(days=9)).isoformat()})})
    total = ada(course, {"one": [mark("bob", 1)], "two": [mark("ada", 40)]}, entries)

    assert total.reasons == ("one: nothing handed in yet, with an extension",)


def test_a_time_that_is_not_known_is_a_note_and_costs_nothing() -> None:
    unknown = LatePolicy(percent_per_day=10).hand_in(DUE, None)
    total = ada(make_course(**THREE), {"one": [mark("ada", 40, hand_in=unknown)]})

    assert (total.points, total.reasons) == (40, ())
    assert total.notes == ("one: hand-in time not known, no penalty",)


def test_numbers_are_rounded_only_at_the_end() -> None:
    """Three times 33.335 points are 100.005; rounding each first would give 100.02."""
    third = LATE.model_copy(update={"percent": 16.6625})
    reports = {name: [mark("ada", 40, hand_in=third)] for name in THREE}
    total = ada(make_course(**THREE), reports)

    assert total.mark("one").points == Decimal("33.335")
    assert total.points == 100.01
    assert round_points(total.mark("one").points) == 33.34
