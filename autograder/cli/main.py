"""The command line. Results go to standard output, problems to standard error.

Exit codes: 0 success; 1 success, but somebody must look at a report before it is published; 2 a path, unit or option
that cannot be used; 3 course.yml; 4 a source notebook; 5 a leak; 6 the sandbox.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.book import book
from autograder.cli.collect import collect
from autograder.cli.comments import comments
from autograder.cli.console import make_console
from autograder.cli.export import export
from autograder.cli.grade import grade
from autograder.cli.init import init
from autograder.cli.regrade import regrade
from autograder.cli.report import report
from autograder.cli.similarity import similarity
from autograder.cli.site import site
from autograder.cli.solutions import solutions
from autograder.cli.total import total
from autograder.course.configuration import Course, Unit
from autograder.errors import AutograderError, UsageError
from autograder.views.sanitize import terminal_text

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Commands(click.Group):
    """A group of commands that reports an AutograderError as one line and an exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            click.echo(f"autograder: {terminal_text(str(error))}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(package_name="gradient-descent-course-kit")
def main() -> None:
    """Grade the notebooks of a course: students' code runs in a sandbox, away from solutions and hidden checks."""


main.add_command(book)
main.add_command(collect)
main.add_command(comments)
main.add_command(export)
main.add_command(grade)
main.add_command(init)
main.add_command(regrade)
main.add_command(report)
main.add_command(similarity)
main.add_command(site)
main.add_command(solutions)
main.add_command(total)


@main.command()
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
    from autograder.release import build, start_folder, template_repo

    if check and repo:
        raise UsageError("--check writes nothing, but --repo writes a repository", fix="leave one of them out")
    course = Course.load()
    selected = _select(course, units)
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


@main.command()
@click.argument("unit", default="")
@click.option(
    "--folder", type=click.Path(path_type=Path), default=Path("demo"), show_default=True, help="The folder to build in."
)
def demo(unit: str, folder: Path) -> None:
    """Grade a small class and show the results.

    Builds a handout of UNIT (default: the first one) and the submissions of a class, and grades them with and without
    nbgrader.
    """
    from autograder.cli.demo import run_demo

    course = Course.load()
    run_demo(course, unit or course.units[0].id, folder.resolve(), make_console())


@main.command()
@click.argument("units", nargs=-1)
@options.jobs
@click.option("--mutate", is_flag=True, help="Also grade small changes of the references and list those that pass.")
@click.option("--matrix", is_flag=True, help="Also show which checks each known mistake fails.")
def audit(units: tuple[str, ...], jobs: int, mutate: bool, matrix: bool) -> None:
    """Check the promises of UNITS.

    Without UNITS, all are checked: reference 100 %, stub 0 %, every mistake named, no leak.
    """
    from autograder.authoring.audit_table import run_and_print

    course = Course.load()
    problems = run_and_print(course, _select(course, units), jobs, make_console(), mutate=mutate, matrix=matrix)
    sys.exit(1 if problems else 0)


@main.command()
@click.argument("unit")
@click.option("--title", default="", help="The unit's title (default: the words of its id).")
def new(unit: str, title: str) -> None:
    """Create a unit for you to change.

    Writes a complete small unit with the id UNIT: notebook, reference, checks, mistakes, release, entry in course.yml.
    """
    from autograder.authoring.new_unit import create_unit

    course = Course.load()
    new_unit, files = create_unit(course, unit, title)
    width = max(len(str(path.relative_to(course.root))) for path in files)
    for path, description in files.items():
        click.echo(f"{path.relative_to(course.root)!s:{width}}  {description}")
    click.echo(f"{new_unit.id} is in course.yml and released. Now write it, with the kit's page check-writers.md; then")
    click.echo(f"autograder release {new_unit.id} && autograder audit {new_unit.id}")
    click.echo("autograder release   also gives the other units and the start page their links to it")


@main.command()
def doctor() -> None:
    """Check what grading needs on this machine.

    Lists layers of isolation, nbgrader and packages, and says how to get what is missing.
    """
    from autograder.cli.doctor import check_machine

    requirements = check_machine()
    for requirement in requirements:
        click.echo(requirement.line())
    sys.exit(0 if all(requirement.met or requirement.optional for requirement in requirements) else 6)


@main.command()
@click.argument("assignments", nargs=-1)
def protection(assignments: tuple[str, ...]) -> None:
    """List test cells of an ordinary course by protection.

    Without ASSIGNMENTS, all that nbgrader has generated. Run it in the folder of nbgrader_config.py.
    """
    from autograder.notebook_tests.protection_table import print_protection

    print_protection(Path.cwd(), assignments, make_console())


def _select(course: Course, names: tuple[str, ...]) -> tuple[Unit, ...]:
    return tuple(course.unit(name) for name in names) or course.units
