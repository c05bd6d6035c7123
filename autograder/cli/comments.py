"""The command `comments`."""

from __future__ import annotations

import click

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_release
from autograder.course.standard_comments import StandardComments, comments_file
from autograder.errors import UsageError
from autograder.views.sanitize import terminal_text


@click.command()
@click.argument("unit")
@click.option("--keep", is_flag=True, help="Add the comments that are listed to the file.")
def comments(unit: str, keep: bool) -> None:
    """List comments of graders, to use them again.

    Prints what was written by hand in the formgrader about exercises of UNIT, by the mistake that was made, in the form
    of comments/UNIT.yml. Comments in that file are given to everybody who makes the mistake.
    """
    from autograder.nbgrader.written_comments import add_to_file, as_yaml, read_written_comments

    course = Course.load()
    selected = course.unit(unit)
    existing = load_comments(course, selected)
    new_comments = read_written_comments(course, selected, existing)
    if not new_comments:
        raise UsageError(f"no comment on '{selected.id}' is new", fix="write some in the formgrader first")
    click.echo(terminal_text_lines(as_yaml(new_comments)), nl=False)
    if keep:
        add_to_file(comments_file(selected), existing, new_comments)
        click.echo(f"added to {comments_file(selected).relative_to(course.root)}", err=True)


def load_comments(course: Course, unit: Unit) -> StandardComments:
    """Return the standard comments of a unit; CourseError where one is about no exercise or mistake of it."""
    standard = StandardComments.load(unit, read_release(unit))
    if standard.texts:
        from autograder.checking.relation_tables import ALL_RELATIONS
        from autograder.course import unit_content

        catalogue = unit_content.load(course, unit.id).catalogue
        relations = [relation.id for relation in ALL_RELATIONS]
        mistakes = {
            name: [*(mistake.id for mistake in catalogue.mistakes_of(name)), *relations] for name in standard.texts
        }
        standard.require_mistakes(unit, mistakes)
    return standard


def terminal_text_lines(text: str) -> str:
    """Return lines that are safe for a terminal."""
    return "".join(f"{terminal_text(line)}\n" for line in text.splitlines())
