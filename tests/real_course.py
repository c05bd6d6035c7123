"""The course of this repository and the content of its units, which each test process reads once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent

COURSE = Course.load(Path(__file__).parents[1])


@cache
def content_of(unit: str) -> UnitContent:
    """Return the content of a unit."""
    return unit_content.load(COURSE, unit)
