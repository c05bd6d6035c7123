"""A course folder with a handout made by the release, in the place where it will be handed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.release import build

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"


@pytest.fixture(scope="package")
def handed_out(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    """The handout's folder, fresh from `autograder release`, inside a copy of the course."""
    folder = tmp_path_factory.mktemp("student") / "course"
    copy_course(course, folder)
    there = Course.load(folder)
    return build.generate_release(there, there.unit(UNIT))


@pytest.fixture(scope="package")
def pictures() -> Path:
    """Where the test run keeps what it saw, for people to look at; not in the repository."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
