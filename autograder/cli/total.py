"""The command `total`: the total of the course, from the reports of its units."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from autograder.cli.console import make_console
from autograder.cli.report_files import read_reports
from autograder.course.configuration import Course
from autograder.course.course_total import course_total
from autograder.course.student_entries import StudentEntries
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.report import Report
from autograder.views.sanitize import terminal_text

FOLDER = click.Path(path_type=Path)


@click.command()
@click.option("--reports", type=FOLDER, help="The folder that has a folder of reports per unit (default: reports/).")
@click.option("--out", type=FOLDER, help="Also write the table to this CSV file.")
def total(reports: Path | None, out: Path | None) -> None:
    """Add up the units of the course.

    Reads what `grade --out reports/UNIT` wrote for each unit, and prints each student's total with the rules of
    course.yml. Totals are provisional as long as a report is held back.
    """
    from autograder.cli.total_table import legend, total_csv, total_table

    course = Course.load()
    entries = StudentEntries.load(course)
    folder = reports or course.root / "reports"
    result = course_total(course, entries, {unit.id: _read(folder / unit.id, unit.id) for unit in course.units})
    if not result.students:
        fix = f"run `autograder grade UNIT PATH --out {folder.name}/UNIT` for each unit"
        raise UsageError("there are no reports of a unit", where=str(folder), fix=fix)
    make_console().print(total_table(result))
    for line in filter(None, [legend(result), *result.rules]):
        click.echo(line)
    for student in result.students:
        for reason in student.reasons:
            click.echo(f"provisional: {terminal_text(student.student)}: {terminal_text(reason)}", err=True)
    if out:
        write_atomically(out, total_csv(result).encode())
    sys.exit(1 if any(student.reasons for student in result.students) else 0)


def _read(folder: Path, unit: str) -> list[Report]:
    """Return the reports of a unit, none where it has no folder; UsageError for one of another unit or student."""
    if not any(folder.glob("*.json")):
        return []
    result = list(read_reports(folder))
    if strangers := sorted({report.unit for report in result} - {unit}):
        raise UsageError(
            f"there are reports of '{strangers[0]}'", where=str(folder), fix=f"keep those of '{unit}' there"
        )
    (student, number), *_ = Counter(report.student for report in result).most_common(1)
    if number > 1:
        raise UsageError(f"there are {number} reports of '{student}'", where=str(folder), fix="keep one of them there")
    return result
