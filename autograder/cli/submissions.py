"""The submissions that a command was given, and what was left out of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_release
from autograder.submissions.discovery import Discovery, discover
from autograder.submissions.expected_notebook import ExpectedNotebook
from autograder.views.sanitize import terminal_text


def discover_submissions(course: Course, unit: Unit, paths: Sequence[Path]) -> Discovery:
    """Return the submissions to a unit under these paths; print to standard error what was left out, and why."""
    discovery = discover(paths, expected_notebook(course, unit))
    for file in discovery.left_out:
        click.echo(f"left out: {terminal_text(file.path)}: {terminal_text(file.reason)}", err=True)
    return discovery


def expected_notebook(course: Course, unit: Unit) -> ExpectedNotebook:
    """Return what tells the unit's notebook from others."""
    other_units = frozenset(other.id for other in course.units if other.id != unit.id)
    return ExpectedNotebook(unit.id, read_release(unit), other_units)
