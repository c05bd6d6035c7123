"""The command `init`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--id", "course_id", default="", help="The id of the course (default: the name of DIR).")
@click.option("--title", default="", help="The title of the course (default: the words of its id).")
@click.option("--unit", default="first-unit", show_default=True, help="The id of the first unit.")
def init(folder: Path, course_id: str, title: str, unit: str) -> None:
    """Begin a course of your own in DIR.

    Writes a complete small course, with one unit for you to change and this version of the kit as a package.
    """
    from autograder.authoring.new_course import Names, create_course

    target = folder.absolute()
    course = create_course(target, Names.make(target, course_id, title, unit))
    click.echo(f"{folder} is a course with the unit '{course.units[0].id}'. Its README.md says what is where.")
    click.echo(f"cd {folder} && make demo    install it, grade a class of sample submissions")
    click.echo("make test                 check the promises of its unit")
