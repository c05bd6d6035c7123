"""The table of points that the package `lab` shows students, generated from the `@points` of the checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points
from autograder.errors import CourseError
from autograder.files import write_atomically

PATH_IN_LAB = "checks/points.json"

Table = dict[str, Mapping[str, int]]
"""Points by the unit's id and the exercise's name, in the course's order."""


def make_table(units: Iterable[Unit]) -> Table:
    """Return the table of these units."""
    return {unit.id: read_unit_points(unit).exercises for unit in units}


def json_bytes(table: Table) -> bytes:
    """Return the table as a file."""
    return (json.dumps(table, indent=1) + "\n").encode()


def update_table(course: Course, unit: Unit) -> None:
    """Write the points of a unit into the table in `student/lab`."""
    path, table = _path(course), _read_table(course) | make_table([unit])
    data = json_bytes({other.id: table[other.id] for other in course.units if other.id in table})
    if not path.exists() or path.read_bytes() != data:
        write_atomically(path, data)


def check_table(course: Course, unit: Unit) -> None:
    """Raise CourseError unless the table in `student/lab` has the points of a unit."""
    points = make_table([unit])[unit.id]
    if list(_read_table(course).get(unit.id, {}).items()) != list(points.items()):
        where = _path(course).relative_to(course.root).as_posix()
        fix = f"run `autograder release {unit.id}`"
        raise CourseError(f"the table does not have the points of '{unit.id}'", where=where, fix=fix)


def _read_table(course: Course) -> Table:
    path = _path(course)
    table: Table = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return table


def _path(course: Course) -> Path:
    return course.root / "student" / "lab" / PATH_IN_LAB
