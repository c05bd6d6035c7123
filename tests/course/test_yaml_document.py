"""Errors in course.yml: each says what is wrong, on which line, and what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.course.configuration import Course
from tests.course.course_file import COURSE, load_error

WriteCourse = Callable[[str | bytes], Path]


class TestAnErrorInAValue:
    @pytest.mark.parametrize(
        ("old", "new", "message", "where", "fix"),
        [
            pytest.param(
                "minutes: 60",
                "minuets: 60",
                "unknown key 'minuets'",
                "line 6, units.first-steps.minuets",
                "did you mean 'minutes'?",
                id="a misspelt key of a unit",
            ),
            pytest.param(
                "title: Downhill",
                "title: Downhill\nlimits: {cell_second: 1}",
                "unknown key 'cell_second'",
                "line 3, limits.cell_second",
                "did you mean 'cell_seconds'?",
                id="a misspelt limit",
            ),
            pytest.param(
                "title: Downhill",
                "title: Downhill\ncolour: red",
                "unknown key 'colour'",
                "line 3, colour",
                "the keys here are: id, title, units, limits, policies",
                id="a key that resembles none",
            ),
            pytest.param(
                "    minutes: 60\n",
                "",
                "'minutes' is missing",
                "line 4, units.first-steps.minutes",
                "add the line 'minutes: ...'",
                id="a missing key",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: '60'",
                "'minutes' should be a valid integer, not '60'",
                "line 6, units.first-steps.minutes",
                "write a whole number, without quotes",
                id="a number in quotes",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 0",
                "'minutes' should be greater than or equal to 1, not 0",
                "line 6, units.first-steps.minutes",
                "",
                id="a number that is too small",
            ),
            pytest.param(
                "title: Downhill",
                "title: no",
                "'title' should be text, not False",
                "line 2, title",
                "put the value in quotes",
                id="a word that YAML reads as false",
            ),
            pytest.param(
                "title: Downhill",
                "title: ''",
                "'title' should have at least 1 character, not ''",
                "line 2, title",
                "",
                id="an empty title",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 60\n    optional: 1",
                "'optional' should be true or false, not 1",
                "line 7, units.first-steps.optional",
                "write true or false, without quotes",
                id="a number instead of true",
            ),
            pytest.param(
                "id: first-steps",
                "id: First_Steps",
                "'id' should be lower-case words joined by hyphens, not 'First_Steps'",
                "line 4, units.First_Steps.id",
                "write it like 'training-loop'; it names folders, too",
                id="an id that is no slug",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 60\n    preload: numpy",
                "'preload' should be a list, not 'numpy'",
                "line 7, units.first-steps.preload",
                "write each item on its own line, starting with '- '",
                id="a word instead of a list",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 60\n    preload: [num-py]",
                "item 1 should be the name of a module, not 'num-py'",
                "line 7, units.first-steps.preload.#1",
                "write it as Python imports it, such as 'matplotlib.pyplot'",
                id="a module that cannot be imported",
            ),
            pytest.param(
                "title: Downhill",
                "title: Downhill\npolicies: strict",
                "'policies' should hold 'key: value' lines, not 'strict'",
                "line 3, policies",
                "write its keys below it, each on its own indented line",
                id="a word instead of a section",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 60\n  - {id: first-steps, title: Again, minutes: 5}",
                "'units' names the unit 'first-steps' twice",
                "line 3, units",
                "give each unit its own id; it names the unit's folders",
                id="two units with the same id",
            ),
            pytest.param(
                "minutes: 60",
                "minutes: 60\n    minutes: 90",
                "duplicate key 'minutes'",
                "line 7, units.0.minutes",
                "keep one of the two, the other is on line 6",
                id="a duplicate key",
            ),
        ],
    )
    def test_says_what_where_and_what_to_do(
        self, write_course: WriteCourse, old: str, new: str, message: str, where: str, fix: str
    ) -> None:
        error = load_error(write_course(COURSE.replace(old, new, 1)))

        assert (error.message, error.where, error.fix) == (message, f"course.yml, {where}", fix)

    @pytest.mark.parametrize(
        "due",
        ["2027-03-01", "2027-03-01T23:59:00", "2027-13-01T23:59:00Z", "tomorrow", "20270301", "[2027, 3, 1]"],
        ids=["no time", "no time zone", "no such month", "a word", "a number", "a list"],
    )
    def test_of_a_date_shows_a_date_to_copy(self, write_course: WriteCourse, due: str) -> None:
        error = load_error(write_course(COURSE + f"    due: {due}\n"))

        assert error.message.startswith("'due' should be a date with time and time zone, not ")
        assert error.where == "course.yml, line 7, units.first-steps.due"
        assert "2027-03-01T23:59:00+01:00" in error.fix

    def test_that_comes_first_in_the_file_is_reported(self, write_course: WriteCourse) -> None:
        error = load_error(write_course(COURSE.replace("60", "sixty").replace("Downhill", "5")))

        assert error.where == "course.yml, line 2, title"


class TestAFileThatIsNoCourse:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            pytest.param("", "course.yml is empty (course.yml). Write at least", id="empty"),
            pytest.param("# later\n", "course.yml is empty", id="only a comment"),
            pytest.param("id: descent\n\ttitle: x\n", "Indent with spaces, not with tabs", id="a tab"),
            pytest.param("units: [1, 2\n", "course.yml is not YAML: ", id="an open bracket"),
            pytest.param("a: 1\n---\nb: 2\n", "course.yml is not YAML: ", id="two documents"),
            pytest.param("a: \x00\n", "course.yml is not YAML: ", id="a control character"),
            pytest.param("just words\n", "'course.yml' should hold 'key: value' lines", id="prose"),
            pytest.param("- id: descent\n", "'course.yml' should hold 'key: value' lines", id="a list"),
            pytest.param("? [a, b]\n: 1\n", "course.yml is not YAML: ", id="a key that is a list"),
            pytest.param("id: d\ntitle: D\nunits: []\n", "'units' names no unit", id="no units"),
            pytest.param("1: one\n", "unknown key '1'", id="a key that is a number"),
            pytest.param("units: &u [*u]\n", "course.yml holds a value nobody can read", id="a list inside itself"),
            pytest.param("id: !!python/name:os.system x\n", "course.yml is not YAML: ", id="code"),
            pytest.param("title: Gefälle".encode("latin-1"), "course.yml is not UTF-8 text", id="another encoding"),
        ],
    )
    def test_is_refused_with_a_reason(self, write_course: WriteCourse, content: str | bytes, message: str) -> None:
        assert message in str(load_error(write_course(content)))

    def test_is_not_one_with_a_byte_order_mark(self, write_course: WriteCourse) -> None:
        assert Course.load(write_course(b"\xef\xbb\xbf" + COURSE.encode())).id == "descent"
