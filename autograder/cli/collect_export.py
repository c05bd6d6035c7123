"""The commands at the counter: `collect` takes submissions in, `export` hands results out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError

from autograder.course.configuration import Course
from autograder.errors import UsageError
from autograder.files import file_name, write
from autograder.report import Report
from autograder.submissions.collect import take
from autograder.submissions.discovery import find_submissions, students
from autograder.views import classroom
from autograder.views.sanitize import terminal_text

LARGEST_RESULT = 10 << 20
FOLDER = click.Path(path_type=Path)


@click.command()
@click.argument("unit")
@click.argument("paths", nargs=-1, required=True, type=FOLDER)
@click.option("--to", "folder", type=FOLDER, default=Path("submitted"), show_default=True, help="Where to put them.")
def collect(unit: str, paths: tuple[Path, ...], folder: Path) -> None:
    """Copy what was handed in to UNIT out of clones or downloads: the declared files, through no link."""
    unit_id = Course.load().unit(unit).id
    taken = list(take([one for path in paths for one in find_submissions(path, unit_id)], unit_id, folder))
    for one in taken:
        if one.problem:
            click.echo(f"{terminal_text(one.student)}: {one.problem}", err=True)
    click.echo(f"{sum(not one.problem for one in taken)} of {len(taken)} submissions are in {folder}")


@click.group()
def export() -> None:
    """Write the reports of `grade --out` in the FORMAT of another program."""


@export.command("classroom")
@click.argument("reports", type=FOLDER)
@click.option("--out", type=FOLDER, required=True, help="One file per student is written here.")
def to_reporter(reports: Path, out: Path) -> None:
    """Results for classroom-resources/autograding-grading-reporter: a step's output in base64, per student."""
    _deliver(reports, out, ".result", classroom.reporter)


@export.command("classroom50")
@click.argument("reports", type=FOLDER)
@click.argument("download", type=FOLDER)
@click.option("--out", type=FOLDER, required=True, help="One file per student is written here.")
def to_classroom50(reports: Path, download: Path, out: Path) -> None:
    """Results as classroom50/result/v1, for the submissions that `gh teacher download` put into DOWNLOAD."""
    clones = dict(students(download)) if download.is_dir() else {}

    def written(report: Report) -> str:
        result = clones.get(report.student, download) / "result.json"
        if report.student not in clones or result.is_symlink() or not result.is_file():
            raise UsageError(f"'{report.student}' has no result.json in the download")
        with result.open("rb") as file:
            return classroom.classroom50(report, classroom.identity(file.read(LARGEST_RESULT), report.student))

    _deliver(reports, out, ".json", written)


def _deliver(reports: Path, out: Path, ending: str, rendered: Callable[[Report], str]) -> None:
    """One file per report. What is not publishable stays here, and the exit code says so."""
    held = 0
    out.mkdir(parents=True, exist_ok=True)
    for report in _reports(reports):
        try:
            if not report.publishable:
                raise UsageError(f"'{report.student}' is not publishable: {'; '.join(report.problems)}")
            write(out / f"{file_name(report.student)}{ending}", rendered(report).encode())
        except UsageError as problem:
            held += 1
            click.echo(f"not exported: {terminal_text(str(problem))}", err=True)
    sys.exit(1 if held else 0)


def _reports(path: Path) -> Iterator[Report]:
    """The reports in a folder of `grade --out`, or in a file of `grade --json`; UsageError where one is none."""
    if not path.exists():
        raise UsageError(f"there is no file or folder '{path}'", fix="give the folder of `autograder grade --out`")
    files = sorted(path.glob("*.json")) if path.is_dir() else [path]
    if not files:
        raise UsageError("there is no report", where=str(path), fix="run `autograder grade UNIT PATH --out FOLDER`")
    for file in files:
        try:
            text = file.read_bytes()
            yield from TypeAdapter(list[Report]).validate_json(text) if text[:1] == b"[" else [Report.from_json(text)]
        except (OSError, ValidationError):
            raise UsageError("this is not a report of `autograder grade`", where=str(file)) from None
