"""The list of units is read however damaged it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lab.overview import course_outline
from lab.overview.course_outline import CourseOutline, UnitOutline


def test_a_unit_has_what_the_file_says() -> None:
    entry = {"id": "a", "title": "A", "minutes": 7, "due": "2027-03-01T08:05:00+01:00", "optional": True}
    entry |= {"exercises": ["f"], "predictions": ["p"]}

    expected = UnitOutline("a", "A", 7, "Monday, 1 March 2027, 08:05", True, ("f",), ("p",))
    assert course_outline.parse({"title": "T", "units": [entry]}) == CourseOutline("T", (expected,))


def test_without_a_file_there_are_no_units(tmp_path: Path) -> None:
    assert course_outline.read(tmp_path / "course.json") == CourseOutline()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"units": 3}', '{"units": [3, {"title": "x"}]}', "[" * 9999])
def test_a_damaged_file_has_no_units(text: str, tmp_path: Path) -> None:
    path = tmp_path / "course.json"
    path.write_text(text, encoding="utf-8")

    assert course_outline.read(path) == CourseOutline()


def test_bytes_that_are_no_text_are_no_units(tmp_path: Path) -> None:
    path = tmp_path / "course.json"
    path.write_bytes(b"\xff\xfe")

    assert course_outline.read(path) == CourseOutline()


def test_parts_of_another_type_are_left_out() -> None:
    data = {"title": 3, "units": [{"id": "a", "title": [], "minutes": "5", "due": 3, "exercises": ["f", 4, None]}]}

    assert course_outline.parse(json.loads(json.dumps(data))).units == (UnitOutline("a", "a", exercises=("f",)),)
