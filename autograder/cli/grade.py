"""The command `grade`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import options
from autograder.cli.console import make_console
from autograder.cli.submissions import discover_submissions
from autograder.course.configuration import Course
from autograder.course.student_entries import StudentEntries
from autograder.errors import UsageError
from autograder.provenance import Record
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from autograder.views.sanitize import terminal_text

if TYPE_CHECKING:
    from autograder.grading.batch import Batch
    from autograder.grading.report_cache import ReportCache
    from autograder.nbgrader.gradebook_writer import GradebookScore, GradebookWriter

LISTED_NAMES = 10


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--json",
    "json_file",
    type=click.Path(allow_dash=True),
    help="Write the reports to this file as a JSON list; '-' prints it.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write a report and a feedback page per student to this folder; unchanged submissions are not graded again.",
)
@options.jobs
@click.option("--scheduler", metavar="ADDRESS", help="Grade on the Dask cluster at this address (tcp://host:8786).")
@click.option("--student", help="The student's name, for a single notebook.")
@options.require_sandbox
@click.option("--gradebook", is_flag=True, help="Also store the scores in nbgrader's gradebook, for the formgrader.")
def grade(
    unit: str,
    paths: tuple[Path, ...],
    json_file: str | None,
    out: Path | None,
    jobs: int,
    scheduler: str | None,
    student: str | None,
    require_sandbox: bool,
    gradebook: bool,
) -> None:
    """Grade submissions to UNIT.

    PATHS are notebooks, nbgrader's submitted/ folder, folders of clones, or downloads of a learning platform.
    What is left out is printed.
    """
    from autograder.grading.batch import Batch
    from autograder.grading.report_cache import ReportCache

    course = Course.load()
    discovery = discover_submissions(course, course.unit(unit), paths)
    submissions = discovery.submissions
    if student is not None:
        if len(submissions) != 1:
            raise UsageError(f"--student names one student, but there are {len(submissions)} submissions")
        submissions = [replace(submissions[0], student=student)]
    for notice in StudentEntries.load(course).unknown(unit, [submission.student for submission in submissions]):
        click.echo(terminal_text(notice), err=True)
    cache = ReportCache(out, course, course.unit(unit)) if out else None
    batch = Batch(course, course.unit(unit), min(jobs, len(submissions)), require_sandbox, cache, scheduler)
    writer = _gradebook_writer(batch, submissions) if gradebook else None
    reports = collect_with_progress(batch.grade(submissions), len(submissions))
    _write_results(reports, json_file)
    print_problems(reports)
    _print_lower_marks(cache)
    if writer:
        _print_gradebook(writer.scores(reports))
    sys.exit(0 if all(report.publishable for report in reports) and not discovery.needs_attention else 1)


def _write_results(reports: list[Report], json_file: str | None) -> None:
    """Print the tables, and write the JSON file if one is named; with the name "-", print the JSON instead."""
    from autograder.files import write_atomically

    if json_file == "-":
        for part in _json_parts(reports):
            click.echo(part, nl=False)
        return
    _print_tables(reports)
    if json_file:
        write_atomically(Path(json_file), (part.encode() for part in _json_parts(reports)))


def _gradebook_writer(batch: Batch, submissions: Sequence[FoundSubmission]) -> GradebookWriter:
    """Let a batch store its reports in the gradebook; CourseError where the standard comments have a mistake."""
    from autograder.cli.comments import load_comments
    from autograder.nbgrader.gradebook_writer import GradebookWriter

    comments = load_comments(batch.course, batch.unit)
    writer = GradebookWriter(batch.course, batch.unit, comments, submissions)
    batch.store = writer.store
    return writer


def _print_gradebook(scores: Sequence[GradebookScore]) -> None:
    """Print to standard error how much of the gradebook is a person's work, or waits for one."""
    by_hand = [score for score in scores if score.points_by_hand]
    for score in by_hand:
        text = f"{score.score:g} of {score.max_score:g}, {score.points_by_hand:g} of them by hand"
        click.echo(f"gradebook: {terminal_text(score.student)}: {text}", err=True)
    waiting = [score for score in scores if score.waiting_cells]
    if waiting:
        cells = sum(score.waiting_cells for score in waiting)
        click.echo(f"gradebook: waiting for a person: {cells} cells, {len(waiting)} submissions", err=True)
    click.echo(f"gradebook: stored: {len(scores)} submissions", err=True)


def collect_with_progress(reports: Iterable[Report], total: int) -> list[Report]:
    """Collect the reports, by student, while a progress bar shows the remaining time."""
    from autograder.views.progress_bar import progress_bar

    result: list[Report] = []
    pool: dict[Record, Record] = {}
    with progress_bar("grading", total) as progress:
        task = progress.add_task("grading", total=total)
        for report in reports:
            result.append(report.share_parts(pool))
            progress.advance(task)
    return sorted(result, key=lambda report: report.student)


def _json_parts(reports: Iterable[Report]) -> Iterator[str]:
    """Yield a JSON list of the reports in parts, because that of a large class has tens of megabytes."""
    yield "[\n"
    for number, report in enumerate(reports):
        yield ",\n" * (number > 0) + report.json_text().rstrip()
    yield "\n]\n"


def _print_tables(reports: list[Report]) -> None:
    from autograder.views.results_table import mistakes_table, table

    make_console().print(table(reports), mistakes_table(reports))


def _print_lower_marks(cache: ReportCache | None) -> None:
    """Print to standard error whose mark is lower than in the report that was replaced."""
    if cache and cache.lower_marks:
        names = ", ".join(map(terminal_text, sorted(cache.lower_marks)))
        text = f"lower than in the earlier reports, for the same notebooks: {names}"
        click.echo(f"{text}; `autograder regrade` shows such changes before it publishes them", err=True)


def print_problems(reports: list[Report]) -> None:
    """Print to standard error which reports a person has to look at, and why; then which texts wait for points."""
    for report in reports:
        for problem in report.problems:
            click.echo(f"not publishable: {terminal_text(report.student)}: {terminal_text(problem)}", err=True)
    unknown = [report for report in reports if report.hand_in is not None and report.hand_in.time is None]
    if unknown:
        names = ", ".join(terminal_text(report.student) for report in unknown[:LISTED_NAMES])
        more = f" and {len(unknown) - LISTED_NAMES} more" * (len(unknown) > LISTED_NAMES)
        click.echo(f"hand-in time not known, nothing was taken off: {names}{more}", err=True)
    waiting = [report for report in reports if report.waiting_points]
    if waiting:
        points = sum(report.waiting_points for report in waiting)
        click.echo(f"waits for a person: {points} points for the texts of {len(waiting)} submissions", err=True)
