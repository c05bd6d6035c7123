"""The command `collect`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.cli.submissions import discover_submissions
from autograder.course.configuration import Course
from autograder.submissions.collect import collect_submissions
from autograder.views.sanitize import terminal_text

FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=FOLDER)
@click.option(
    "--to", "folder", type=FOLDER, default=Path("submitted"), show_default=True, help="The folder to copy them to."
)
def collect(unit: str, paths: tuple[Path, ...], folder: Path) -> None:
    """Copy submissions to nbgrader's layout.

    The submissions to UNIT are copied from clones or downloads; links are not followed. What is left out is printed.
    """
    course = Course.load()
    discovery = discover_submissions(course, course.unit(unit), paths)
    due = course.unit(unit).due
    copies = list(collect_submissions(discovery.submissions, unit, folder, due.tzinfo if due else None))
    for copy in copies:
        for text in filter(None, (*copy.repairs, copy.problem)):
            click.echo(f"{terminal_text(copy.student)}: {terminal_text(text)}", err=True)
    click.echo(f"{sum(not copy.problem for copy in copies)} of {len(copies)} submissions are in {folder}")
    sys.exit(1 if discovery.needs_attention else 0)
