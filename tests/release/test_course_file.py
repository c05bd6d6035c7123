"""The file with the units in order, which `lab` reads for what is done over all units."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from lab.overview import course_outline

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points
from autograder.release import contents, course_file


def entries(course: Course) -> list[dict[str, Any]]:
    units: list[dict[str, Any]] = json.loads(course_file.json_bytes(course))["units"]
    return units


def test_it_has_all_units_in_order_with_their_exercises_and_predictions(course: Course) -> None:
    for unit, entry in zip(course.units, entries(course), strict=True):
        points = read_unit_points(unit)

        assert (entry["id"], entry["title"], entry["minutes"]) == (unit.id, unit.title, unit.minutes)
        assert entry["exercises"] == list(points.exercises)
        assert entry["predictions"] == list(points.predictions)
        assert entry.get("needs", []) == list(unit.needs)
        assert entry["text_points"] == sum(points.manual_answers.values())


def test_lab_reads_what_was_written(course: Course) -> None:
    due = datetime(2027, 3, 1, 23, 59, tzinfo=UTC)
    dated = course.units[0].model_copy(update={"due": due, "optional": True})
    outline = course_outline.parse(
        json.loads(course_file.json_bytes(course.model_copy(update={"units": (dated, *course.units[1:])})))
    )

    assert outline.title == course.title
    assert (outline.text_points("capstone"), outline.text_points("gradient")) == (10, 0)
    assert [unit.id for unit in outline.units] == [unit.id for unit in course.units]
    assert (outline.units[0].due, outline.units[0].optional) == ("Monday, 1 March 2027, 23:59", True)


def test_a_unit_that_cannot_be_read_yet_does_not_stop_the_others(copied_course: Course) -> None:
    copied_course.units[0].source.write_text("{", encoding="utf-8")
    copied_course.units[1].source.unlink()

    assert [bool(entry["exercises"]) for entry in entries(copied_course)][:3] == [False, False, True]


def test_every_handout_has_it(course: Course, unit: Unit) -> None:
    data = course_file.json_bytes(course)

    assert contents.companion_files(course, unit)[f"lab/{course_file.PATH_IN_LAB}"] == data
    assert contents.companion_files(course)[f"lab/{course_file.PATH_IN_LAB}"] == data
