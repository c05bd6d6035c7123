"""The command line: reads, calls one function, prints, exits. Results go to stdout, problems to stderr.

Exit codes: 0 done; 1 done, but a report must be looked at before it is published; 2 a path, unit or option that
cannot be used; 3 course.yml; 4 a source notebook; 5 a leak; 6 the sandbox.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from rich.console import Console

from autograder.cli.collect import collect
from autograder.cli.export import export
from autograder.course.configuration import Course
from autograder.errors import AutograderError, UsageError
from autograder.report import ExerciseResult, Report
from autograder.submissions.discovery import find_submissions

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Commands(click.Group):
    """Turns the kit's errors into one line and an exit code, and a mistyped command into a suggestion."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except AutograderError as error:
            from autograder.views.sanitize import terminal_text

            click.echo(f"autograder: {terminal_text(str(error))}", err=True)
            ctx.exit(error.exit_code)


@click.group(cls=Commands, context_settings=CONTEXT)
@click.version_option(package_name="gradient-descent-course-kit")
def main() -> None:
    """Grade notebooks of the course: the student's code runs behind walls, the answers stay outside."""


@main.command()
@click.argument("units", nargs=-1)
@click.option("--check", is_flag=True, help="Write nothing; say whether source and release are in order.")
@click.option("--tidy", is_flag=True, help="First drop outputs and editors' leavings from the source notebooks.")
@click.option("--repo", type=click.Path(path_type=Path), help="Also write a repository for students, without a past.")
@click.option("--replace", is_flag=True, help="Let --repo replace what a clone holds.")
def release(units: tuple[str, ...], check: bool, tidy: bool, repo: Path | None, replace: bool) -> None:
    """Make the students' handout of UNITS (all, if none is named) in release/, by nbgrader, and scan it for leaks."""
    from autograder.release import build, template_repo

    if check and repo:
        raise UsageError("--check writes nothing, and --repo wants to write", fix="leave one of them out")
    course = Course.load()
    chosen = [course.unit(name) for name in units] or course.units
    for unit in chosen:
        if tidy:
            build.tidy_source(unit)
        if check:
            build.check_release(course, unit)
            click.echo(f"{unit.id}: in order")
        else:
            click.echo(f"{unit.id}: {build.generate_release(course, unit).relative_to(course.root)} is ready")
    if repo:
        click.echo(template_repo.write_repository(course, chosen, repo, replace=replace).line())


@main.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json",
    "json_file",
    type=click.Path(allow_dash=True),
    help="Write the reports as a JSON list; '-' prints it.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Keep one report per student here; unchanged ones are not graded again.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=os.cpu_count() or 1,
    show_default="the cores",
    help="Workers.",
)
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the Dask cluster at this address (tcp://host:8786).")
@click.option("--student", help="The student's name, for a single notebook.")
@click.option("--require-sandbox", is_flag=True, help="Refuse to grade where a layer of isolation is missing.")
def grade(
    unit: str,
    paths: tuple[Path, ...],
    json_file: str | None,
    out: Path | None,
    jobs: int,
    scheduler: str | None,
    student: str | None,
    require_sandbox: bool,
) -> None:
    """Grade submissions to UNIT: a notebook, nbgrader's submitted/ folder, or a folder of clones."""
    from autograder.files import write_atomically
    from autograder.grading.batch import Batch
    from autograder.grading.report_cache import ReportCache
    from autograder.submissions.discovery import FoundSubmission

    course = Course.load()
    found = [one for path in paths for one in find_submissions(path, course.unit(unit).id)]
    if student is not None:
        if len(found) != 1:
            raise UsageError(f"--student names one student, but there are {len(found)} submissions")
        found = [FoundSubmission(student, found[0].notebook)]
    cache = ReportCache(out, course, course.unit(unit)) if out else None
    batch = Batch(course, course.unit(unit), min(jobs, len(found)), require_sandbox, cache, scheduler)
    reports = sorted(_watched(batch.grade(found), len(found)), key=lambda report: report.student)
    if json_file == "-":
        for part in _json(reports):
            click.echo(part, nl=False)
    else:
        _print_table(reports)
        if json_file:
            write_atomically(Path(json_file), (part.encode() for part in _json(reports)))
    _explain(reports)
    sys.exit(0 if all(report.publishable for report in reports) else 1)


@main.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default=Path("demo"),
    show_default=True,
    help="Where to build it.",
)
def demo(folder: Path) -> None:
    """Build a handout and a small class of submissions, grade it by both roads, and show the results."""
    from autograder.cli.demo import run_demo

    run_demo(Course.load(), folder.resolve(), _console())


@main.command()
@click.argument("units", nargs=-1)
@click.option(
    "--jobs", type=click.IntRange(1, 256), default=os.cpu_count() or 1, show_default="the cores", help="Workers."
)
@click.option("--mutate", is_flag=True, help="Also change the references in small ways and list what no check notices.")
@click.option("--matrix", is_flag=True, help="Also show which checks each known mistake fails.")
def audit(units: tuple[str, ...], jobs: int, mutate: bool, matrix: bool) -> None:
    """Try the promises of UNITS (all, if none is named): reference 100 %, stub 0 %, every mistake named, no leak."""
    from autograder.authoring.audit_table import run_and_print

    course = Course.load()
    chosen = [course.unit(name) for name in units] or course.units
    sys.exit(1 if run_and_print(course, chosen, jobs, _console(), mutate=mutate, matrix=matrix) else 0)


@main.command()
@click.argument("unit")
@click.option("--title", default="", help="The unit's title; without it, the words of its id.")
def new(unit: str, title: str) -> None:
    """Begin a new UNIT: notebook, reference, checks, mistakes, course.yml, release; complete, for you to change."""
    from autograder.authoring import new_unit

    course = Course.load()
    made, files = new_unit.make(course, unit, title)
    width = max(len(str(path.relative_to(course.root))) for path in files)
    for path, what in files.items():
        click.echo(f"{path.relative_to(course.root)!s:{width}}  {what}")
    click.echo(f"{made.id} is in course.yml and released. Now write it: docs/check-writers.md; then")
    click.echo(f"autograder release {made.id} && autograder audit {made.id}")


@main.command()
def doctor() -> None:
    """Say what this machine has: the layers of isolation, nbgrader, versions; and how to get what is missing."""
    from autograder.cli.doctor import examine

    findings = examine()
    for finding in findings:
        click.echo(finding.line())
    sys.exit(0 if all(finding.healthy for finding in findings) else 6)


main.add_command(collect)
main.add_command(export)


def _watched(reports: Iterable[Report], total: int) -> list[Report]:
    """Collect the reports under a progress bar with the time that is left."""
    from autograder.views.progress_bar import progress_bar

    done: list[Report] = []
    seen: dict[ExerciseResult, ExerciseResult] = {}
    with progress_bar("grading", total) as shown:
        task = shown.add_task("grading", total=total)
        for report in reports:
            done.append(report.share_exercises(seen))
            shown.advance(task)
    return done


def _json(reports: Iterable[Report]) -> Iterator[str]:
    """The reports as a JSON list, piece by piece: a large class's is tens of megabytes."""
    yield "[\n"
    for number, report in enumerate(reports):
        yield ",\n" * (number > 0) + report.json_text().rstrip()
    yield "\n]\n"


def _console() -> Console:
    """As wide as the terminal; in a log, wide enough for the notes."""
    return Console(width=None if sys.stdout.isatty() else 140, highlight=False)


def _print_table(reports: list[Report]) -> None:
    from autograder.views.results_table import mistakes_table, table

    _console().print(table(reports), mistakes_table(reports))


def _explain(reports: list[Report]) -> None:
    """What a person has to look at goes to standard error, with the reason."""
    from autograder.views.sanitize import terminal_text

    for report in reports:
        for problem in report.problems:
            click.echo(f"not publishable: {terminal_text(report.student)}: {terminal_text(problem)}", err=True)
