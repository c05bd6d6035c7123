"""The command `export`: marks and feedback in the formats of learning platforms and classroom services."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from autograder.cli.export_gradebook import READERS, export_csv, gradebook_command, write_file
from autograder.cli.report_files import read_reports
from autograder.course.configuration import Course
from autograder.errors import UsageError
from autograder.export import classroom
from autograder.export.gradescope.results import VISIBILITIES, Visibility
from autograder.export.marks import mark_of
from autograder.files import safe_file_name, write_atomically
from autograder.report import Report
from autograder.submissions.confined_reading import read_beneath
from autograder.submissions.discovery import student_folders
from autograder.views.sanitize import terminal_text

LARGEST_RESULT = 10 << 20
FOLDER = click.Path(path_type=Path)


@click.group()
def export() -> None:
    """Export marks and feedback to a learning platform."""


for platform in READERS:
    export.add_command(gradebook_command(platform))
export.add_command(export_csv)


@export.command("gradescope")
@click.argument("unit")
@click.option("--out", type=FOLDER, help="The archive to write (default: UNIT-gradescope.zip).")
@click.option(
    "--hidden",
    type=click.Choice(VISIBILITIES),
    default="after_published",
    show_default=True,
    help="When students see the results of hidden checks and of predictions.",
)
def export_gradescope(unit: str, out: Path | None, hidden: Visibility) -> None:
    """Export an autograder for Gradescope.

    Writes the archive that Gradescope runs for UNIT. It has hidden checks and solutions: it is for the instructor only.
    """
    from autograder.export.gradescope.archive import autograder_archive

    course = Course.load(unit_id=unit)
    out = out or Path(f"{unit}-gradescope.zip")
    data = autograder_archive(course, course.unit(unit), hidden)
    write_file(out, data)
    click.echo(
        f"{out} is ready ({len(data) / (1 << 20):.1f} MB). It has the hidden checks and the solutions of '{unit}':"
    )
    click.echo("upload it to Gradescope and give it to no student.")


@export.command("classroom")
@click.argument("reports", type=FOLDER)
@click.option("--out", type=FOLDER, required=True, help="The folder for one file per student.")
def export_classroom(reports: Path, out: Path) -> None:
    """Export to GitHub Classroom's reporter.

    Writes for each student the step output that classroom-resources/autograding-grading-reporter reads. REPORTS is the
    folder of `grade --out`.
    """
    _write_files(reports, out, ".result", classroom.grading_reporter_output)


@export.command("classroom50")
@click.argument("reports", type=FOLDER)
@click.argument("download", type=FOLDER)
@click.option("--out", type=FOLDER, required=True, help="The folder for one file per student.")
def export_classroom50(reports: Path, download: Path, out: Path) -> None:
    """Export to Classroom 50.

    Writes classroom50/result/v1 for the submissions that `gh teacher download` saved in DOWNLOAD. REPORTS is the folder
    of `grade --out`.
    """
    clones = student_folders(download) if download.is_dir() else {}

    def render(report: Report) -> str:
        try:
            data = read_beneath(clones[report.student], "result.json", LARGEST_RESULT)
        except (KeyError, OSError):
            raise UsageError(f"'{report.student}' has no result.json in the download") from None
        identity = classroom.classroom50_identity(data, report.student, clones[report.student].name)
        return classroom.classroom50_result(report, identity)

    _write_files(reports, out, ".json", render)


def _write_files(reports: Path, out: Path, suffix: str, render: Callable[[Report], str]) -> None:
    """Write one file per report; reports that cannot be exported are named, and the exit code is then 1."""
    failures = 0
    out.mkdir(parents=True, exist_ok=True)
    for report in read_reports(reports):
        try:
            if reason := mark_of(report).held_back:
                raise UsageError(f"'{report.student}' is held back: {reason}")
            write_atomically(out / f"{safe_file_name(report.student)}{suffix}", render(report).encode())
        except UsageError as error:
            failures += 1
            click.echo(f"not exported: {terminal_text(str(error))}", err=True)
    sys.exit(1 if failures else 0)
