"""The command `audit`."""

from __future__ import annotations

import sys

import click

from autograder.authoring.audit_table import run_and_print
from autograder.cli import options
from autograder.cli.console import make_console
from autograder.cli.options import select_units
from autograder.course.configuration import Course


@click.command()
@click.argument("units", nargs=-1)
@options.jobs
@click.option("--mutate", is_flag=True, help="Also grade small changes of the references and list those that pass.")
@click.option("--matrix", is_flag=True, help="Also show which checks each known mistake fails.")
def audit(units: tuple[str, ...], jobs: int, mutate: bool, matrix: bool) -> None:
    """Check the promises of UNITS.

    Without UNITS, all are checked: reference 100 %, stub 0 %, every mistake named, no leak.
    """
    course = Course.load()
    problems = run_and_print(course, select_units(course, units), jobs, make_console(), mutate=mutate, matrix=matrix)
    sys.exit(1 if problems else 0)
