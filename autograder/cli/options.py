"""Options and arguments that several commands have."""

from __future__ import annotations

import os

import click

from autograder.course.configuration import Course, Unit

jobs = click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="number of cores",
    help="Number of workers.",
)
require_sandbox = click.option(
    "--require-sandbox", is_flag=True, help="Refuse to grade if a layer of isolation is missing."
)


def select_units(course: Course, names: tuple[str, ...]) -> tuple[Unit, ...]:
    """Return the units of a command's argument UNITS: all of the course where it is empty."""
    return tuple(course.unit(name) for name in names) or course.units
