"""The final points of each student, or why there are none yet: from reports, or from nbgrader's gradebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.errors import UsageError
from autograder.report import Report


@dataclass(frozen=True, slots=True)
class Mark:
    """A student's final points. `held_back` says why a person must look first; there are no points then."""

    student: str
    max_points: float
    points: float | None
    held_back: str = ""


def marks_of_reports(reports: Iterable[Report]) -> tuple[str, list[Mark]]:
    """Return the unit and the marks; UsageError where the reports are of several units, or two of one student."""
    units: dict[str, None] = {}
    marks: dict[str, Mark] = {}
    for report in reports:
        units[report.unit] = None
        if report.student in marks:
            raise UsageError(f"there are two reports of '{report.student}'", fix="export one class at a time")
        marks[report.student] = mark_of(report)
    if len(units) != 1:
        raise UsageError(f"there are reports of {', '.join(units) or 'no unit'}", fix="export one unit at a time")
    return next(iter(units)), list(marks.values())


def mark_of(report: Report) -> Mark:
    """Return the mark of a report."""
    reason = "; ".join(report.problems) or "a person must look at it" if not report.publishable else ""
    if not reason and report.waiting_points:
        reason = f"{report.waiting_points} points wait for a person, who reads the text"
    return Mark(report.student, report.max_score, None if reason else report.final_score, reason)


def without_excused(marks: Iterable[Mark], is_excused: Callable[[str], bool]) -> list[Mark]:
    """Return the marks, held back where a student is excused: a number would count on the platform."""
    return [
        replace(mark, points=None, held_back="is excused: say so on the platform") if is_excused(mark.student) else mark
        for mark in marks
    ]


def marks_of_gradebook(path: Path, unit: str) -> list[Mark]:
    """Return the marks of a unit in nbgrader's gradebook, with points that a person gave, less late penalties."""
    from nbgrader.api import Gradebook

    if not has_assignment(path, unit):
        raise UsageError(f"the gradebook has no assignment '{unit}'", where=str(path))
    with Gradebook(f"sqlite:///{path}") as gradebook:
        return [
            _stored_mark(
                submission.student.id,
                submission.max_score,
                submission.score - (submission.late_submission_penalty or 0.0),
                needs_person=submission.needs_manual_grade,
            )
            for submission in gradebook.assignment_submissions(unit)
        ]


def has_assignment(path: Path, unit: str) -> bool:
    """Whether nbgrader's gradebook has the unit. UsageError where there is no such file."""
    from nbgrader.api import Gradebook, MissingEntry

    if not path.is_file():
        raise UsageError(f"there is no gradebook '{path}'")
    with Gradebook(f"sqlite:///{path}") as gradebook:
        try:
            gradebook.find_assignment(unit)
        except MissingEntry:
            return False
    return True


def _stored_mark(student: str, maximum: float, points: float, *, needs_person: bool) -> Mark:
    reason = "a cell waits for manual grading" if needs_person else ""
    return Mark(student, maximum, None if reason else max(0.0, points), reason)
