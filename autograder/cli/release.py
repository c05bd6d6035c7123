"""The command `release`."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.options import select_units
from autograder.course.configuration import Course
from autograder.errors import UsageError
from autograder.release import build, start_folder, template_repo


@click.command()
@click.argument("units", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; check that the source is valid and the release current.")
@click.option("--tidy", is_flag=True, help="First remove outputs and editor metadata from the source notebooks.")
@click.option("--repo", type=click.Path(path_type=Path), help="Also write a template repository with a single commit.")
@click.option("--replace", is_flag=True, help="Let --repo replace the content of a clone.")
def release(units: tuple[str, ...], check: bool, tidy: bool, repo: Path | None, replace: bool) -> None:
    """Generate the handouts of UNITS in release/.

    Without UNITS, all are generated. nbgrader writes them, and a scan for leaks can stop them. The start page of the
    course, which lists all units, is written each time.
    """
    if check and repo:
        raise UsageError("--check writes nothing, but --repo writes a repository", fix="leave one of them out")
    course = Course.load()
    selected = select_units(course, units)
    for unit in selected:
        if tidy:
            build.tidy_source(unit)
        if check:
            build.check_release(course, unit)
            click.echo(f"{unit.id}: in order")
        else:
            click.echo(f"{unit.id}: {build.generate_release(course, unit).relative_to(course.root)} is ready")
    if check:
        start_folder.check(course)
    else:
        click.echo(f"start: {start_folder.write(course, selected).relative_to(course.root)} is ready")
    if repo:
        click.echo(template_repo.write_repository(course, selected, repo, replace=replace).line())
