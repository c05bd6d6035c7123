"""The command `regrade`: grade again, show who changes and why, and publish it only when asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from autograder.cli import options
from autograder.cli.class_problems import ClassProblems
from autograder.cli.console import make_console
from autograder.cli.grade import with_progress
from autograder.cli.report_files import page_address, read_reports
from autograder.cli.submissions import discover_submissions
from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.files import safe_file_name, write_atomically
from autograder.grading.regrade import FOLDER, RegradeFolder
from autograder.provenance import Record
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from autograder.views.regrade_changes import compare_reports
from autograder.views.regrade_page import StudentPages, regrade_page
from autograder.views.regrade_summary import RegradeSummary
from autograder.views.regrade_table import (
    absent_line,
    causes_table,
    changes_table,
    checks_table,
    kept_line,
    summary_line,
)
from autograder.views.sanitize import terminal_text

PATH = click.Path(path_type=Path)


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--reports", type=PATH, help="The folder of `grade --out` (default: reports/UNIT or reports).")
@click.option("--accept", is_flag=True, help="Publish the new results, in the reports and in nbgrader's gradebook.")
@click.option("--allow-lower", is_flag=True, help="With --accept: also where the new mark is lower.")
@click.option("--note", default="", help="With --accept: a sentence for the history; students can read it.")
@click.option("--out", type=PATH, help="The page to write (default: UNIT-regrade.html beside the reports).")
@click.option("--no-gradebook", is_flag=True, help="Leave nbgrader's gradebook alone.")
@options.jobs
@options.require_sandbox
def regrade(
    unit: str,
    paths: tuple[Path, ...],
    reports: Path | None,
    accept: bool,
    allow_lower: bool,
    note: str,
    out: Path | None,
    no_gradebook: bool,
    jobs: int,
    require_sandbox: bool,
) -> None:
    """Grade again and show who changes, by how much, by which check and why.

    PATHS are as for `grade` (default: the course's submitted/ folder). Nothing is published without --accept, and a
    lower mark only with --allow-lower, too.
    """
    from autograder.grading.batch import Batch
    from autograder.nbgrader.gradebook_marks import read_marks

    _require_accept(accept, {"--allow-lower": allow_lower, "--note": bool(note)})
    course = Course.load(unit_id=unit)
    course_unit = course.unit(unit)
    reports = reports or _default_reports(course, course_unit)
    page = _writable_page(out) if out else reports.absolute().parent / f"{unit}-regrade.html"
    submissions, needs_attention = _find_submissions(course, course_unit, paths)
    folder = RegradeFolder(reports, course, course_unit)
    before = _earlier_reports(folder.reports, unit, {s.student for s in submissions} if paths else None)
    if not accept:
        folder.clear()
    batch = Batch(course, course_unit, min(jobs, len(submissions)), require_sandbox, folder.cache)
    after = _collect(batch.grade(submissions), len(submissions))
    marks = None if no_gradebook else read_marks(course, course_unit, submissions)
    changes = compare_reports(before, {r.student: r for r in after}, marks.of_reports(after) if marks else {})
    summary = RegradeSummary(changes, accept, allow_lower, note)
    date = datetime.now(UTC).replace(microsecond=0)
    if accept:
        differences = marks.accept(summary.accepted_changes) if marks else []
        folder.accept(changes, allow_lower=allow_lower, date=date.isoformat(), note=note)
        needs_attention |= _print_differences(differences) or bool(summary.kept)
    _show(summary, course_unit, folder.reports, page, date)
    problems = ClassProblems(after)
    problems.print()
    sys.exit(1 if needs_attention or not problems.are_publishable else 0)


def _collect(reports: Iterable[Report], total: int) -> list[Report]:
    """Return all reports, with a progress bar; equal parts are in memory once."""
    pool: dict[Record, Record] = {}
    return [report.share_parts(pool) for report in with_progress(reports, total)]


def _require_accept(accept: bool, options: Mapping[str, bool]) -> None:
    """Raise UsageError where an option says how to publish, and nothing is published."""
    for option, is_given in options.items():
        if is_given and not accept:
            raise UsageError(f"{option} says how to publish, but nothing is published", fix="give --accept, too")


def _find_submissions(course: Course, unit: Unit, paths: Sequence[Path]) -> tuple[list[FoundSubmission], bool]:
    """Return the submissions, and whether somebody has to look at what was left out."""
    folder = course.root / "submitted"
    if not paths and not folder.is_dir():
        raise UsageError("there is no folder 'submitted'", where=str(course.root), fix="name what was handed in")
    discovery = discover_submissions(course, unit, paths or [folder])
    return discovery.submissions, discovery.needs_attention


def _default_reports(course: Course, unit: Unit) -> Path:
    """Return the folder with the reports of a unit; where there is none yet, the one that it will have."""
    folders = (course.root / "reports" / unit.id, course.root / "reports")
    return Path(os.path.relpath(next((folder for folder in folders if any(folder.glob("*.json"))), folders[0])))


def _earlier_reports(folder: Path, unit_id: str, students: Collection[str] | None) -> dict[str, Report]:
    """Return the reports in a folder by student, those of `students` if they are named."""
    reports = list(read_reports(folder)) if any(folder.glob("*.json")) else []
    if strangers := sorted({report.unit for report in reports} - {unit_id}):
        raise UsageError(
            f"there are reports of '{strangers[0]}'", where=str(folder), fix="name the folder with --reports"
        )
    return {report.student: report for report in reports if students is None or report.student in students}


def _writable_page(page: Path) -> Path:
    """Return the path of the page; UsageError where it cannot be written in the end."""
    if not page.parent.is_dir():
        raise UsageError(f"there is no folder '{page.parent}'", fix="create it, or name another file with --out")
    return page


def _print_differences(students: Sequence[str]) -> bool:
    """Print whose points in the gradebook are not those of the report; return whether there are any."""
    for student in students:
        text = "the gradebook has other points than the report: run `nbgrader autograde` and look at its messages"
        click.echo(f"{terminal_text(student)}: {text}", err=True)
    return bool(students)


def _show(summary: RegradeSummary, unit: Unit, folder: Path, page: Path, date: datetime) -> None:
    """Write the page and print the tables."""
    names = {change.student: f"{safe_file_name(change.student)}.html" for change in summary.rows}
    pages = {
        student: StudentPages(page_address(folder / name, page), page_address(folder / FOLDER / name, page))
        for student, name in names.items()
    }
    write_atomically(page, regrade_page(unit.title, summary, pages, date=date).encode())
    tables = causes_table(summary), checks_table(summary), changes_table(summary)
    make_console().print(*[table for table in tables if table.row_count])
    click.echo(summary_line(summary))
    for line in filter(None, (kept_line(summary), absent_line(summary))):
        click.echo(line, err=True)
    short_path = page.relative_to(Path.cwd()) if page.is_relative_to(Path.cwd()) else page
    click.echo(f"{short_path} has the reasons")
    if summary.accepted and any(change.gradebook for change in summary.accepted_changes if change.results):
        click.echo(f"`nbgrader generate_feedback {unit.id} --force` writes nbgrader's pages for students again")
    if not summary.accepted:
        click.echo("Nothing has been published; the same command with --accept does that.")
