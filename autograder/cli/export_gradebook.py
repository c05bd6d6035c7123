"""The commands `export canvas`, `moodle`, `brightspace`, `blackboard` and `csv`: marks and feedback for a platform."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import click

from autograder.cli.report_files import read_reports
from autograder.course.configuration import Course
from autograder.course.student_entries import StudentEntries
from autograder.errors import UsageError
from autograder.export import feedback_files, moodle
from autograder.export.blackboard import BlackboardGradebook
from autograder.export.brightspace import BrightspaceGradebook
from autograder.export.canvas import CanvasGradebook
from autograder.export.gradebook import Gradebook
from autograder.export.gradebook_export import GradebookExport, export_marks
from autograder.export.marks import Mark, marks_of_gradebook, marks_of_reports, without_excused
from autograder.export.moodle import MoodleWorksheet
from autograder.export.people import read_mapping
from autograder.export.plain_csv import plain_table
from autograder.export.table import Table
from autograder.export.zip_archive import zip_archive
from autograder.files import write_atomically
from autograder.views.sanitize import terminal_text

ReadGradebook = Callable[[Table, str], Gradebook]
PATH = click.Path(path_type=Path)
READERS: Mapping[str, tuple[str, ReadGradebook]] = {
    "canvas": ("Canvas", CanvasGradebook),
    "moodle": ("Moodle", moodle.read_gradebook),
    "brightspace": ("Brightspace", BrightspaceGradebook),
    "blackboard": ("Blackboard", BlackboardGradebook),
}
HELP = """Export marks and feedback to {platform}.

MARKS is a folder of `grade --out`, a list of `grade --json`, or nbgrader's gradebook.db (with --unit). The file to
upload has a row for each student with a final mark, and no other. Who waits for a person, has no row, or handed in
nothing, is listed.
"""
WITHOUT_FEEDBACK = ("blackboard",)
"""Platforms that read no archive of feedback files."""

mapping_option = click.option(
    "--mapping", type=PATH, help="CSV file with the columns student and id, where names do not tell the rows."
)
unit_option = click.option("--unit", help="The unit, where MARKS is nbgrader's gradebook.db.")


def gradebook_command(name: str) -> click.Command:
    """Return the command for a platform."""
    platform, read_gradebook = READERS[name]
    options = [
        click.argument("marks", type=PATH),
        click.option("--roster", type=PATH, required=True, help=f"The gradebook that {platform} exported."),
        click.option("--column", help="The column for the marks: its title or number."),
        click.option("--out", type=PATH, required=True, help="The file to write and upload."),
        mapping_option,
        unit_option,
        click.option("--scale", is_flag=True, help="Convert the points to those of the column."),
    ]
    if name not in WITHOUT_FEEDBACK:
        options += [
            click.option("--feedback", type=PATH, help="Also write the students' pages to this ZIP archive."),
            click.option("--download", type=PATH, help=f"{platform}'s download of submissions, for the names in it."),
            click.option("--pages", type=PATH, help="The folder of the pages (default: MARKS)."),
        ]
    command: Callable[..., None] = partial(_export, read_gradebook)
    for option in reversed(options):
        command = option(command)
    return click.command(name, help=HELP.format(platform=platform))(command)


def _export(
    read_gradebook: ReadGradebook,
    marks: Path,
    roster: Path,
    column: str | None,
    out: Path,
    mapping: Path | None,
    unit: str | None,
    scale: bool,
    feedback: Path | None = None,
    download: Path | None = None,
    pages: Path | None = None,
) -> None:
    unit_id, mark_list = read_marks(marks, unit)
    gradebook = read_gradebook(Table.read(roster), str(roster))
    export = export_marks(gradebook, column, mark_list, read_mapping(mapping) if mapping else {}, scale=scale)
    missing: Mapping[str, str] = {}
    if feedback:
        paths, missing = feedback_paths(export, gradebook, download)
        missing = {**missing, **write_pages(paths, pages or marks, unit_id, feedback)}
    write_file(out, export.table.to_bytes())
    _print_export(export, out)
    _print_lines("no feedback", missing)
    sys.exit(0 if export.is_complete and not missing else 1)


@click.command("csv")
@click.argument("marks", type=PATH)
@click.option("--out", type=PATH, required=True, help="The file to write.")
@mapping_option
@unit_option
def export_csv(marks: Path, out: Path, mapping: Path | None, unit: str | None) -> None:
    """Export marks as a plain CSV file.

    It has a row for each submission, without points where a person must look first. MARKS is a folder of `grade --out`,
    a list of `grade --json`, or nbgrader's gradebook.db (with --unit).
    """
    unit_id, mark_list = read_marks(marks, unit)
    write_file(out, plain_table(unit_id, mark_list, read_mapping(mapping) if mapping else {}).to_bytes())
    held_back = {mark.student: mark.held_back for mark in mark_list if mark.points is None}
    _print_lines("held back", held_back)
    click.echo(f"{out} is ready: {len(mark_list)} submissions, {len(mark_list) - len(held_back)} with a mark")
    sys.exit(1 if held_back else 0)


def read_marks(path: Path, unit: str | None) -> tuple[str, list[Mark]]:
    """Return the unit and its marks from reports or from a gradebook; who is excused in students.yml has none."""
    if path.suffix == ".db":
        if not unit:
            raise UsageError("a gradebook has the marks of several units", fix="name one with --unit")
        unit_id, marks = unit, marks_of_gradebook(path, unit)
    else:
        unit_id, marks = marks_of_reports(read_reports(path))
        if unit not in (None, unit_id):
            raise UsageError(f"the reports are of the unit '{unit_id}', not of '{unit}'", where=str(path))
    try:
        entries = StudentEntries.load(Course.load(unit_id=unit_id))
    except UsageError:  # outside of a course nobody is known to be excused
        entries = StudentEntries()
    return unit_id, without_excused(marks, partial(entries.is_excused, unit_id))


def feedback_paths(
    export: GradebookExport, gradebook: Gradebook, download: Path | None
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the path in the archive for each student with a mark, and why others have none."""
    if download:
        return feedback_files.paths_of_download(feedback_files.download_entries(download), export.students)
    if isinstance(gradebook, MoodleWorksheet):
        rows = {student: gradebook.table.rows[export.matches.people[student].row] for student in export.students}
        return {
            student: f"{gradebook.feedback_folder(row)}/{feedback_files.FEEDBACK}" for student, row in rows.items()
        }, {}
    fix = "give the archive or the folder with --download"
    raise UsageError(f"{gradebook.platform} reads the names of its own download of submissions", fix=fix)


def write_pages(paths: Mapping[str, str], folder: Path, unit: str, out: Path) -> dict[str, str]:
    """Write the archive of the pages; return who has none."""
    if not folder.is_dir():
        raise UsageError(f"'{folder}' is no folder of pages", fix="name the one of `grade --out` with --pages")
    pages = {student: feedback_files.find_page(folder, student, unit) for student in paths}
    found_pages = {paths[student]: page for student, page in pages.items() if page is not None}
    if not found_pages and paths:
        raise UsageError("there is no page of any of these students", where=str(folder))
    write_file(out, zip_archive(found_pages))
    click.echo(f"{out} is ready: {len(found_pages)} pages of feedback")
    return {student: f"there is no page in {folder}" for student, page in pages.items() if page is None}


def write_file(path: Path, data: bytes) -> None:
    """Write a file; UsageError where that is not possible."""
    try:
        write_atomically(path, data)
    except OSError as error:
        raise UsageError(f"cannot write '{path}': {error.strerror}", fix="name another file or folder") from None


def _print_export(export: GradebookExport, out: Path) -> None:
    _print_lines("held back", export.held_back)
    _print_lines("not exported", export.matches.without_row)
    for person in export.without_submission:
        click.echo(f"no submission: {terminal_text(person.label)}", err=True)
    counts = [
        f"{len(export.held_back)} held back" if export.held_back else "",
        f"{len(export.matches.without_row)} without a row" if export.matches.without_row else "",
        f"{len(export.without_submission)} without a submission" if export.without_submission else "",
    ]
    click.echo(f"{out} is ready: {', '.join([f'{len(export.students)} marks', *filter(None, counts)])}")


def _print_lines(label: str, reasons: Mapping[str, str]) -> None:
    """Print a line for each student to standard error."""
    for student, reason in reasons.items():
        click.echo(f"{label}: '{terminal_text(student)}': {terminal_text(reason)}", err=True)
