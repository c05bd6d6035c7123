"""A small course.yml, and the files that its unit needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.configuration import Course
from autograder.errors import CourseError

COURSE = """\
id: descent
title: Downhill
units:
  - id: first-steps
    title: First steps
    minutes: 60
"""
"""The shortest valid course.yml."""

FILES = (
    "source/first-steps/first-steps.ipynb",
    "solutions/first_steps.py",
    "hidden_checks/first_steps/test_first_steps.py",
    "hidden_checks/first_steps/mistakes/__init__.py",
    "hidden_checks/first_steps/predictions.py",
    "student/lab/checks/first_steps.py",
    "student/lab/questions/first_steps.py",
)


def touch(folder: Path, *files: str) -> None:
    """Create empty files and the folders they are in."""
    for file in files:
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).touch()


def load_error(path: Path) -> CourseError:
    """Return the error that loading a course raises."""
    with pytest.raises(CourseError) as caught:
        Course.load(path)
    return caught.value
