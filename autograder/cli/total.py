"""The command `total`: the total of the course, from the reports of its units or from nbgrader's gradebook."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import click

from autograder.cli.console import make_console
from autograder.cli.report_files import read_reports
from autograder.course.configuration import Course
from autograder.course.course_total import UnitScore, course_total, score_of_report
from autograder.course.student_entries import StudentEntries
from autograder.errors import UsageError
from autograder.files import write_atomically
from autograder.report import Report
from autograder.views.sanitize import terminal_text

FOLDER = click.Path(path_type=Path)


@click.command()
@click.option("--reports", type=FOLDER, help="The folder that has a folder of reports per unit (default: reports/).")
@click.option("--gradebook", type=FOLDER, help="Take the marks from this gradebook.db, with points given by hand.")
@click.option("--out", type=FOLDER, help="Also write the table to this CSV file.")
def total(reports: Path | None, gradebook: Path | None, out: Path | None) -> None:
    """Add up the units of the course.

    Reads what `grade --out reports/UNIT` wrote for each unit, and prints each student's total with the rules of
    course.yml; with --gradebook, reads nbgrader's gradebook. Totals are provisional as long as somebody's work waits
    for a person.
    """
    from autograder.cli.total_table import legend, total_csv, total_table

    course = Course.load()
    entries = StudentEntries.load(course)
    folder = reports or course.root / "reports"
    if gradebook:
        if reports:
            raise UsageError("there are two places for the marks", fix="name --reports or --gradebook")
        scores = {unit.id: list(_gradebook_scores(gradebook, unit.id)) for unit in course.units}
    else:
        scores = {unit.id: list(map(score_of_report, _read(folder / unit.id, unit.id))) for unit in course.units}
    result = course_total(course, entries, scores)
    if not result.students:
        fix = f"run `autograder grade UNIT PATH --out {folder.name}/UNIT` for each unit"
        if gradebook:
            raise UsageError("there are no submissions of a unit", where=str(gradebook), fix="run `nbgrader autograde`")
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


def _gradebook_scores(path: Path, unit: str) -> Iterator[UnitScore]:
    """Yield the scores of a unit in the gradebook; none where it has no assignment of this name."""
    from autograder.export.marks import has_assignment, marks_of_gradebook

    for mark in marks_of_gradebook(path, unit) if has_assignment(path, unit) else ():
        reasons = (mark.held_back,) if mark.held_back else ()
        yield UnitScore(mark.student, Decimal(str(mark.points or 0)), round(mark.max_points), reasons)


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
