"""A folder in which to write a course.yml."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.course.course_file import FILES, touch

WriteCourse = Callable[[str | bytes], Path]


@pytest.fixture
def write_course(tmp_path: Path) -> WriteCourse:
    """Write a course.yml into a folder where all files of the unit `first-steps` exist."""
    touch(tmp_path, *FILES)

    def write_course(text: str | bytes) -> Path:
        path = tmp_path / "course.yml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write_course
