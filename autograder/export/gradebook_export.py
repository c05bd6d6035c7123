"""Marks into a platform's gradebook: what is written, what is held back, and who was not matched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.errors import UsageError
from autograder.export.gradebook import Gradebook
from autograder.export.marks import Mark
from autograder.export.people import Matches, Person, match
from autograder.export.table import Table, number_text


@dataclass(frozen=True)
class GradebookExport:
    """The file to upload, and everybody who is not in it.

    `matches` are all students' rows, also of those whose marks are held back.
    """

    table: Table
    students: Sequence[str]
    held_back: Mapping[str, str]
    matches: Matches

    @property
    def without_submission(self) -> Sequence[Person]:
        """The people of the platform who handed in nothing."""
        return self.matches.without_submission

    @property
    def is_complete(self) -> bool:
        """Whether every submission has its mark in the file."""
        return not self.held_back and not self.matches.without_row


def export_marks(
    gradebook: Gradebook, column_name: str | None, marks: Sequence[Mark], mapping: Mapping[str, str], *, scale: bool
) -> GradebookExport:
    """Write the marks into the column of a gradebook.

    UsageError where the column has other points than the unit, unless `scale` converts them.
    """
    column = gradebook.mark_column(column_name)
    matches = match([mark.student for mark in marks], gradebook.people(), mapping)
    factor = _factor(gradebook, column, marks, scale=scale)
    rows = {student: person.row for student, person in matches.people.items()}
    held_back = {mark.student: mark.held_back for mark in marks if mark.points is None}
    for student, row in rows.items():
        if reason := gradebook.refusal(gradebook.table.rows[row], column):
            held_back.setdefault(student, reason)
    points = {
        mark.student: number_text(mark.points * factor)
        for mark in marks
        if mark.points is not None and mark.student in rows and mark.student not in held_back
    }
    table = gradebook.filled(column, {rows[student]: text for student, text in points.items()})
    return GradebookExport(table, list(points), held_back, matches)


def _factor(gradebook: Gradebook, column: int, marks: Sequence[Mark], *, scale: bool) -> float:
    """Return by what the points are multiplied; UsageError where the column has other points and nobody said so."""
    maxima = {mark.max_points for mark in marks}
    there = gradebook.max_points(column)
    if len(maxima) > 1:
        raise UsageError("the marks have different maxima", fix="grade all submissions again with one version")
    here = maxima.pop() if maxima else 0
    if there is None and scale:
        raise UsageError(f"the file does not say the points of '{gradebook.table.header[column]}'")
    if there is None or there == here:
        return 1.0
    if not scale:
        raise UsageError(
            f"'{gradebook.table.header[column]}' has {number_text(there)} points, the unit {number_text(here)}",
            where=gradebook.where,
            fix=f"set {number_text(here)} points on the platform, or convert the marks with --scale",
        )
    if here <= 0:
        raise UsageError("a unit without points cannot be converted")
    return there / here
