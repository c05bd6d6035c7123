"""The command `grade`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli import options
from autograder.cli.class_problems import ClassProblems
from autograder.cli.console import make_console
from autograder.cli.report_list import ReportList
from autograder.cli.submissions import discover_submissions
from autograder.course.configuration import Course, Unit
from autograder.course.student_entries import StudentEntries
from autograder.errors import UsageError
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from autograder.views.data_notes import class_ids
from autograder.views.sanitize import terminal_text

if TYPE_CHECKING:
    from autograder.grading.batch import Batch
    from autograder.grading.report_cache import ReportCache
    from autograder.nbgrader.gradebook_writer import GradebookScore, GradebookWriter
    from autograder.views.results_table import ResultsTable


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
    course = Course.load()
    discovery = discover_submissions(course, course.unit(unit), paths)
    submissions = discovery.submissions
    if student is not None:
        if len(submissions) != 1:
            raise UsageError(f"--student names one student, but there are {len(submissions)} submissions")
        submissions = [replace(submissions[0], student=student)]
    for notice in StudentEntries.load(course).unknown(unit, [submission.student for submission in submissions]):
        click.echo(terminal_text(notice), err=True)
    if not scheduler and not (out and out.exists()):  # there, reports may be what they were, so that nothing is graded
        _start_worker(course, course.unit(unit), require_sandbox)
    batch = _batch(course, course.unit(unit), min(jobs, len(submissions)), require_sandbox, out, scheduler)
    writer = _gradebook_writer(batch, submissions) if gradebook else None
    problems = _grade_and_write(batch, submissions, json_file)
    problems.print()
    _print_lower_marks(batch.cache)
    if writer:
        _print_gradebook(writer.scores(sorted(submission.student for submission in submissions)))
    sys.exit(0 if problems.are_publishable and not discovery.needs_attention else 1)


def _start_worker(course: Course, unit: Unit, require_sandbox: bool) -> None:
    """Start a worker, while this process imports what it needs itself: each takes longer than reading the class."""
    from autograder.grading.worker_pool import WORKERS

    if not unit.missing:
        click.get_current_context().call_on_close(WORKERS.close)
        WORKERS.start_ahead(course, unit.id, require_sandbox)


def _batch(
    course: Course, unit: Unit, jobs: int, require_sandbox: bool, out: Path | None, scheduler: str | None
) -> Batch:
    from autograder.grading.batch import Batch
    from autograder.grading.report_cache import ReportCache

    return Batch(course, unit, jobs, require_sandbox, ReportCache(out, course, unit) if out else None, scheduler)


def _grade_and_write(batch: Batch, submissions: Sequence[FoundSubmission], json_file: str | None) -> ClassProblems:
    """Grade, and write the results; return the problems. No report is kept, however large the class is."""
    from autograder.views.results_table import ResultsTable

    results = ResultsTable(class_ids(submission.student for submission in submissions))
    problems = ClassProblems()
    with ReportList() as reports:
        for report in with_progress(batch.grade(submissions), len(submissions)):
            results.add(report)
            problems.add(report)
            if json_file:
                reports.add(report)
        _write_results(results, reports, json_file)
    return problems


def _write_results(results: ResultsTable, reports: ReportList, json_file: str | None) -> None:
    """Print the tables, and write the JSON file if one is named; with the name "-", print the JSON instead."""
    from autograder.files import write_atomically

    if json_file == "-":
        for part in reports.json_parts():
            click.echo(part, nl=False)
        return
    console = make_console()
    for table in (*results.tables(), results.mistakes_table()):
        console.print(table)
    if json_file:
        write_atomically(Path(json_file), (part.encode() for part in reports.json_parts()))


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


def with_progress(reports: Iterable[Report], total: int) -> Iterator[Report]:
    """Yield the reports while a progress bar shows the remaining time."""
    from autograder.views.progress_bar import progress_bar

    with progress_bar("grading", total) as progress:
        task = progress.add_task("grading", total=total)
        for report in reports:
            yield report
            progress.advance(task)


def _print_lower_marks(cache: ReportCache | None) -> None:
    """Print to standard error whose mark is lower than in the report that was replaced."""
    if cache and cache.lower_marks:
        names = ", ".join(map(terminal_text, sorted(cache.lower_marks)))
        text = f"lower than in the earlier reports, for the same notebooks: {names}"
        click.echo(f"{text}; `autograder regrade` shows such changes before it publishes them", err=True)
