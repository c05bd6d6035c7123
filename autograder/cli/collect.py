"""The command `collect`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.course.configuration import Course
from autograder.submissions.collect import collect_submissions
from autograder.submissions.discovery import find_submissions
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

    The submissions to UNIT are copied from clones or downloads; links are not followed.
    """
    unit_id = Course.load().unit(unit).id
    submissions = [submission for path in paths for submission in find_submissions(path, unit_id)]
    copies = list(collect_submissions(submissions, unit_id, folder))
    for copy in copies:
        if copy.problem:
            click.echo(f"{terminal_text(copy.student)}: {copy.problem}", err=True)
    click.echo(f"{sum(not copy.problem for copy in copies)} of {len(copies)} submissions are in {folder}")
