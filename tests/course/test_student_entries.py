"""students.yml: extensions and excused students, and messages for its mistakes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from autograder.course.configuration import Course
from autograder.course.student_entries import StudentEntries
from autograder.errors import CourseError
from tests.course.course_file import COURSE

WriteCourse = Callable[[str | bytes], Path]
DUE = "2027-03-01T23:59:00+01:00"
LATER = "2027-03-05T23:59:00+01:00"
WITH_POLICY = COURSE + f"    due: {DUE}\npolicies:\n  late: {{percent_per_day: 10}}\n"
UNIT = "first-steps"

Load = Callable[..., tuple[Course, StudentEntries]]


@pytest.fixture
def load(write_course: WriteCourse) -> Load:
    def load(text: str, course_text: str = WITH_POLICY) -> tuple[Course, StudentEntries]:
        course = Course.load(write_course(course_text))
        (course.root / "students.yml").write_text(text, encoding="utf-8")
        return course, StudentEntries.load(course)

    return load


def test_an_extension_is_a_due_date_of_ones_own(load: Load) -> None:
    course, entries = load(f"ada:\n  extensions: {{{UNIT}: {LATER}}}\n")
    unit = course.unit(UNIT)

    assert entries.due(unit, "ada") == datetime.fromisoformat(LATER)
    assert entries.due(unit, "bob") == datetime.fromisoformat(DUE)


def test_a_hand_in_is_measured_by_the_own_due_date(load: Load) -> None:
    course, entries = load(f"ada:\n  extensions: {{{UNIT}: {LATER}}}\n")
    time = datetime.fromisoformat(LATER) + timedelta(seconds=1)
    ada, bob = (entries.hand_in(course.unit(UNIT), name, time) for name in ("ada", "bob"))

    assert ada is not None
    assert bob is not None
    assert (ada.percent, ada.has_extension) == (10, True)
    assert (bob.percent, bob.has_extension) == (50, False)


def test_who_is_excused_loses_nothing(load: Load) -> None:
    course, entries = load(f"ada: {{excused: [{UNIT}]}}\n")
    unit = course.unit(UNIT)

    assert entries.is_excused(UNIT, "ada")
    assert entries.hand_in(unit, "ada", datetime.fromisoformat(LATER)) is None
    assert not entries.is_excused(UNIT, "bob")


@pytest.mark.parametrize("text", ["", "# nobody yet\n\n  # ada:\n", "{}\n"])
def test_a_file_without_entries_holds_none(load: Load, text: str) -> None:
    assert load(text)[1] == StudentEntries()


def test_without_a_file_there_are_none(write_course: WriteCourse) -> None:
    assert StudentEntries.load(Course.load(write_course(COURSE))) == StudentEntries()


@pytest.mark.parametrize(
    ("text", "message", "where", "fix"),
    [
        ("ada: {excuse: []}", "unknown key 'excuse'", "students.yml, line 1, ada.excuse", "did you mean 'excused'?"),
        ("ada: {excused: [first-step]}", "there is no unit 'first-step'", "ada.excused.#1", "mean 'first-steps'?"),
        ("ada: {excused: first-steps}", "'excused' should be a list, not 'first-steps'", "ada.excused", ""),
        ("ada: yes", "'ada' should hold 'key: value' lines, not True", "line 1, ada", ""),
        ("0123: {excused: [first-steps]}", "'students.yml' has the name 83, which should be text", "", "in quotes"),
        ("- ada", "'students.yml' should be a valid dictionary", "students.yml, line 1", ""),
        (
            "ada: {extensions: {first-steps: 2027-03-05}}",
            "'first-steps' should be a date with time and time zone, not '2027-03-05'",
            "ada.extensions.first-steps",
            "2027-03-01T23:59:00+01:00",
        ),
        (
            "ada: {extensions: {first-steps: 2027-02-01T12:00:00+01:00}}",
            "the extension ends before the due date of 'first-steps'",
            "ada.extensions.first-steps",
            f"write a date after {DUE}",
        ),
    ],
)
def test_a_mistake_is_an_error_that_says_where_and_what_to_do(
    load: Load, text: str, message: str, where: str, fix: str
) -> None:
    with pytest.raises(CourseError) as caught:
        load(text)

    assert caught.value.message.startswith(message)
    assert where in caught.value.where
    assert fix.lower() in caught.value.fix.lower()


def test_an_extension_of_a_unit_without_a_due_date_is_an_error(load: Load) -> None:
    with pytest.raises(CourseError, match="has no due date that could be extended"):
        load(f"ada: {{extensions: {{{UNIT}: {LATER}}}}}", COURSE)


def test_an_extension_of_nobody_is_told_with_the_most_similar_name(load: Load) -> None:
    _, entries = load(f"adda: {{extensions: {{{UNIT}: {LATER}}}}}")

    assert list(entries.unknown(UNIT, ["ada", "bob"])) == [
        "students.yml: 'adda' has an extension, but there is no submission of this name (did you mean 'ada'?)"
    ]
    assert not list(entries.unknown(UNIT, ["adda"]))
