"""Reads `course.json`, which each release writes beside this module: the units of the course in order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

FILE_NAME = "course.json"


@dataclass(frozen=True)
class UnitOutline:
    """A unit of the course, whether its notebook is here or not.

    `due` is a date in words, or empty; `text_points` are those that a person gives for texts.
    `varies` names the data that is generated for each student, `needs` the modules that not every unit needs.
    """

    id: str
    title: str
    minutes: int = 0
    due: str = ""
    optional: bool = False
    exercises: tuple[str, ...] = ()
    predictions: tuple[str, ...] = ()
    text_points: int = 0
    varies: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True)
class CourseOutline:
    """The title of the course, and its units in order."""

    title: str = "the course"
    units: tuple[UnitOutline, ...] = ()

    def text_points(self, unit: str) -> int:
        """Return the points that a person gives in a unit; 0 for one that is not in the list."""
        return sum(outline.text_points for outline in self.units if outline.id == unit)

    def varies(self, unit: str) -> tuple[str, ...]:
        """Return the names of a unit's data that is generated for each student; none for a unit not in the list."""
        return next((outline.varies for outline in self.units if outline.id == unit), ())


def read(path: Path | None = None) -> CourseOutline:
    """Return the outline; one without units where the file is missing or damaged."""
    try:
        text = (path or Path(__file__).with_name(FILE_NAME)).read_text(encoding="utf-8")
        return parse(json.loads(text))
    except (OSError, ValueError, RecursionError):
        return CourseOutline()


def parse(data: Any) -> CourseOutline:
    """Return what can be read of the file's content."""
    if not isinstance(data, dict):
        return CourseOutline()
    entries = data.get("units")
    units = [_unit(entry) for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return CourseOutline(_text(data.get("title")) or "the course", tuple(unit for unit in units if unit.id))


def date_in_words(due: object) -> str:
    """Return a date and time as people write them: `Monday, 1 March 2027, 23:59`. Nothing for what is no date."""
    try:
        date = datetime.fromisoformat(str(due))
    except ValueError:
        return ""
    return f"{date:%A}, {date.day} {date:%B} {date:%Y, %H:%M}"


def _unit(entry: dict[str, Any]) -> UnitOutline:
    name = _text(entry.get("id"))
    return UnitOutline(
        name,
        _text(entry.get("title")) or name,
        _number(entry.get("minutes")),
        date_in_words(entry.get("due")),
        entry.get("optional") is True,
        _texts(entry.get("exercises")),
        _texts(entry.get("predictions")),
        _number(entry.get("text_points")),
        _texts(entry.get("varies")),
        _texts(entry.get("needs")),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _texts(values: object) -> tuple[str, ...]:
    return tuple(value for value in values if isinstance(value, str)) if isinstance(values, list) else ()
