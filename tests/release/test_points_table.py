"""The table of points in `lab`: generated from the checks, current, and without other units in a handout."""

from __future__ import annotations

import json

import pytest

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points
from autograder.errors import CourseError
from autograder.release import contents, points_table


def test_the_committed_table_is_current(course: Course) -> None:
    path = course.root / "student" / "lab" / points_table.PATH_IN_LAB

    assert path.read_bytes() == points_table.json_bytes(points_table.make_table(course.units))


def test_a_handout_has_the_points_of_its_own_unit_only(course: Course, unit: Unit) -> None:
    table = json.loads(contents.companion_files(course, unit)[f"lab/{points_table.PATH_IN_LAB}"])

    assert table == {unit.id: read_unit_points(unit).exercises}


def test_changed_points_are_reported_until_the_table_is_updated(copied_course: Course) -> None:
    unit = copied_course.unit("training-loop")
    checks = unit.hidden_checks[0]
    checks.write_text(checks.read_text(encoding="utf-8").replace("@points(2)", "@points(3)", 1), encoding="utf-8")

    with pytest.raises(CourseError, match="the table does not have the points of 'training-loop'"):
        points_table.check_table(copied_course, unit)
    points_table.update_table(copied_course, unit)
    points_table.check_table(copied_course, unit)
