"""The total of the course as a table for a terminal, and as CSV that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

from rich import box
from rich.markup import escape
from rich.table import Table

from autograder.course.course_total import CourseTotal, StudentTotal, UnitMark
from autograder.hand_in import points_text, round_points
from autograder.views import sanitize

FORMULA_MARKS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet takes text that begins with one of these for a formula."""
BRACKETS = {"dropped": "({})", "optional": "[{}]", "extra": "+{}"}


def total_table(total: CourseTotal) -> Table:
    """Return a table with a row for each student; provisional totals have a question mark."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("student", overflow="fold", min_width=8)
    for unit in total.units:
        table.add_column(unit.replace("-", "-\n"), justify="right", no_wrap=True)
    table.add_column("total", justify="right", style="bold", no_wrap=True)
    table.add_column("%", justify="right", style="bold", no_wrap=True)
    table.add_column("notes", overflow="fold", min_width=20)
    for student in total.students:
        table.add_row(
            escape(sanitize.terminal_text(student.student)),
            *(_mark_text(student.mark(unit)) for unit in total.units),
            f"{points_text(student.points)}/{student.max_points}",
            points_text(student.percent) + "?" * bool(student.reasons),
            escape(sanitize.terminal_text("; ".join((*student.reasons, *student.notes)))),
        )
    return table


def legend(total: CourseTotal) -> str:
    """Return what the marks in the table mean, as far as they occur in it."""
    states = {mark.state for student in total.students for mark in student.marks}
    meanings = {
        "dropped": "(12) dropped",
        "optional": "[12] does not count",
        "extra": "+12 on top",
        "missing": "– nothing",
    }
    parts = [text for state, text in meanings.items() if state in states]
    if any(student.reasons for student in total.students):
        parts.append("90? provisional")
    return " · ".join(parts)


def total_csv(total: CourseTotal) -> str:
    """Return a row for each student: units, total, maximum, percent, whether it is provisional, and notes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", *total.units, "total", "out of", "percent", "dropped", "provisional", "notes"])
    for student in total.students:
        writer.writerow(list(map(_cell, _csv_row(total, student))))
    return text.getvalue()


def _csv_row(total: CourseTotal, student: StudentTotal) -> list[str]:
    marks = [student.mark(unit) for unit in total.units]
    return [
        student.student,
        *("excused" if mark.state == "excused" else points_text(round_points(mark.points)) for mark in marks),
        points_text(student.points),
        str(student.max_points),
        points_text(student.percent),
        " ".join(mark.unit for mark in marks if mark.state == "dropped"),
        "yes" if student.reasons else "no",
        "; ".join((*student.reasons, *student.notes)),
    ]


def _cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula."""
    printable = sanitize.page_text(text)
    return f"'{printable}" if printable.startswith(FORMULA_MARKS) else printable


def _mark_text(mark: UnitMark) -> str:
    if mark.state == "excused":
        return "excused"
    if mark.state == "missing":
        return "–"
    return escape(BRACKETS.get(mark.state, "{}").format(points_text(round_points(mark.points))))
