"""The total of the course for each student, from the reports of its units or from nbgrader's gradebook.

Everything is added exactly and rounded once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from autograder.course.configuration import Course, Unit
from autograder.course.policies import TotalPolicy
from autograder.course.student_entries import StudentEntries
from autograder.hand_in import round_points
from autograder.report import Report

MarkState = Literal["counts", "extra", "optional", "dropped", "excused", "missing"]
COUNTED = ("counts", "missing")
"""States of the units whose maximum is part of what a total is measured by."""


@dataclass(frozen=True)
class UnitScore:
    """The points of a student in a unit, after the late policy. While there are `reasons`, they are not final."""

    student: str
    points: Decimal
    max_points: int
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class UnitMark:
    """What one unit gives one student, after the late policy; a `missing` one was not handed in and counts as 0."""

    unit: str
    points: Decimal
    max_points: int
    state: MarkState


@dataclass(frozen=True)
class StudentTotal:
    """The total of one student. As long as there are `reasons`, it is provisional; `notes` change nothing."""

    student: str
    marks: tuple[UnitMark, ...]
    points: float
    max_points: int
    percent: float
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def mark(self, unit: str) -> UnitMark:
        """Return the mark of a unit."""
        return next(mark for mark in self.marks if mark.unit == unit)


@dataclass(frozen=True)
class CourseTotal:
    """The totals of all students, the units that are graded, and the rules in words."""

    units: tuple[str, ...]
    students: tuple[StudentTotal, ...]
    rules: tuple[str, ...]


def score_of_report(report: Report) -> UnitScore:
    """Return the points that a report gives, and why they are not final."""
    points = report.hand_in.remaining_points(report.score) if report.hand_in else Decimal(report.score)
    reasons = []
    if not report.publishable:
        reasons.append(f"held back: {report.problems[0] if report.problems else 'a person must look at it'}")
    if report.waiting_points:
        reasons.append(f"{report.waiting_points} points wait for a person")
    is_untimed = report.hand_in is not None and report.hand_in.time is None
    notes = ("hand-in time not known, no penalty",) if is_untimed else ()
    return UnitScore(report.student, points, report.max_score, tuple(reasons), notes)


def course_total(course: Course, entries: StudentEntries, scores: Mapping[str, Sequence[UnitScore]]) -> CourseTotal:
    """Return the totals of everybody who has a score; `scores` are by unit, and a unit without any does not count."""
    units = [unit for unit in course.units if scores.get(unit.id)]
    by_student: dict[str, dict[str, UnitScore]] = {}
    for unit in units:
        for score in scores[unit.id]:
            by_student.setdefault(score.student, {})[unit.id] = score
    worth = {unit.id: max(score.max_points for score in scores[unit.id]) for unit in units}
    totals = (
        _student_total(course.policies.total, entries, units, worth, student, by_student[student])
        for student in sorted(by_student)
    )
    return CourseTotal(tuple(unit.id for unit in units), tuple(totals), tuple(_rules(course, units)))


def _student_total(
    policy: TotalPolicy,
    entries: StudentEntries,
    units: Sequence[Unit],
    worth: Mapping[str, int],
    student: str,
    scores: Mapping[str, UnitScore],
) -> StudentTotal:
    marks = [_mark(entries, unit, worth[unit.id], student, scores.get(unit.id)) for unit in units]
    marks = _drop_lowest(marks, policy.drop_lowest)
    points = sum((mark.points for mark in marks if mark.state in (*COUNTED, "extra")), Decimal())
    max_points = sum(mark.max_points for mark in marks if mark.state in COUNTED)
    if policy.most_percent is not None:
        points = min(points, max_points * Decimal(str(policy.most_percent)) / 100)
    percent = round_points(100 * points / max_points) if max_points else 0.0
    affecting = [unit for unit, mark in zip(units, marks, strict=True) if mark.state not in ("excused", "optional")]
    reasons = [text for unit in affecting for text in _reasons(entries, unit, student, scores.get(unit.id))]
    notes = [text for unit, mark in zip(units, marks, strict=True) for text in _notes(mark, scores.get(unit.id))]
    return StudentTotal(student, tuple(marks), round_points(points), max_points, percent, tuple(reasons), tuple(notes))


def _mark(entries: StudentEntries, unit: Unit, worth: int, student: str, score: UnitScore | None) -> UnitMark:
    points = score.points if score is not None else Decimal()
    state: MarkState = "counts" if score is not None else "missing"
    if unit.extra or unit.optional:
        state = "extra" if unit.extra else "optional"
    return UnitMark(unit.id, points, worth, "excused" if entries.is_excused(unit.id, student) else state)


def _drop_lowest(marks: Sequence[UnitMark], number: int) -> list[UnitMark]:
    """Mark the units with the lowest share of their points as dropped; at least one counted unit stays."""
    counted = [mark for mark in marks if mark.state in COUNTED and mark.max_points]
    lowest = sorted(counted, key=lambda mark: mark.points / mark.max_points)[: max(0, min(number, len(counted) - 1))]
    return [replace(mark, state="dropped") if mark in lowest else mark for mark in marks]


def _reasons(entries: StudentEntries, unit: Unit, student: str, score: UnitScore | None) -> Iterator[str]:
    """Yield why a unit of a student is not final."""
    if score is None:
        if entries.due(unit, student) != unit.due:
            yield f"{unit.id}: nothing handed in yet, with an extension"
        return
    yield from (f"{unit.id}: {reason}" for reason in score.reasons)


def _notes(mark: UnitMark, score: UnitScore | None) -> Iterator[str]:
    if mark.state == "missing":
        yield f"{mark.unit}: nothing handed in"
    yield from (f"{mark.unit}: {note}" for note in (score.notes if score is not None else ()))


def _rules(course: Course, units: Sequence[Unit]) -> Iterator[str]:
    """Yield the rules of the total as sentences, with what they mean for the units that are graded."""
    policy = course.policies.total
    yield "The total is the sum of the points after late penalties, in percent of what the counted units are worth."
    yield "A unit that was not handed in counts as 0. A unit that a student is excused from does not count at all."
    if policy.drop_lowest:
        units_text = "unit" if policy.drop_lowest == 1 else f"{policy.drop_lowest} units"
        yield f"The {units_text} with the lowest percentage of each student {_are(policy.drop_lowest)} dropped."
    if extra := [unit.id for unit in units if unit.extra]:
        yield f"Extra, their points are added on top: {', '.join(extra)}."
    if optional := [unit.id for unit in units if unit.optional and not unit.extra]:
        yield f"Optional, they do not count: {', '.join(optional)}."
    if policy.most_percent is not None:
        yield f"No total is above {policy.most_percent:g} %."
    if missing := [unit.id for unit in course.units if unit not in units]:
        yield f"Not graded yet, they do not count so far: {', '.join(missing)}."
    yield "Numbers are added exactly and rounded once, at the end, to two decimals; a half goes up."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"
