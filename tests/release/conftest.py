"""A unit, and a course that a test may change."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course, Unit


@pytest.fixture(scope="session")
def unit(course: Course) -> Unit:
    return course.unit("training-loop")


@pytest.fixture
def copied_course(course: Course, tmp_path: Path) -> Course:
    """A copy of the course with its releases."""
    copy_course(course, tmp_path / "course")
    for unit in course.units:
        folder = tmp_path / "course" / "release" / unit.id
        folder.mkdir(parents=True)
        (folder / unit.release.name).write_bytes(unit.release.read_bytes())
    return Course.load(tmp_path / "course")
