"""The command `new`."""

from __future__ import annotations

import click

from autograder.authoring.new_unit import create_unit
from autograder.course.configuration import Course


@click.command()
@click.argument("unit")
@click.option("--title", default="", help="The unit's title (default: the words of its id).")
def new(unit: str, title: str) -> None:
    """Create a unit for you to change.

    Writes a complete small unit with the id UNIT: notebook, reference, checks, mistakes, release, entry in course.yml.
    """
    course = Course.load()
    new_unit, files = create_unit(course, unit, title)
    width = max(len(str(path.relative_to(course.root))) for path in files)
    for path, description in files.items():
        click.echo(f"{path.relative_to(course.root)!s:{width}}  {description}")
    click.echo(f"{new_unit.id} is in course.yml and released. Now write it, with the kit's page check-writers.md; then")
    click.echo(f"autograder release {new_unit.id} && autograder audit {new_unit.id}")
    click.echo("autograder release   also gives the other units and the start page their links to it")
