"""Canvas: the gradebook that Grades > Export > Export Entire Gradebook gives, and Grades > Import reads.

Its importer (`gradebook_importer.rb`) wants the columns of students up to `Section`, finds a student by `ID`, and an
assignment by the number after its title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.export.gradebook import Gradebook
from autograder.export.table import Row, number_value


class CanvasGradebook(Gradebook):
    """Canvas, by the gradebook of Grades > Export."""

    platform = "Canvas"
    marks = re.compile(r"(?P<title>.*\S)\s*\((?P<id>\d+)\)", re.DOTALL)
    keys = ("id", "sis user id", "sis login id", "integration id", "root account")
    names = (("student",), ("firstname", "lastname"))
    how_to_get = "in Canvas: Grades, Export, Export Entire Gradebook"

    def is_of_platform(self) -> bool:
        """Return whether the columns are those that Canvas's importer requires."""
        has_name = self._columns[:1] == ["student"] or self._columns[:2] == ["lastname", "firstname"]
        return has_name and "id" in self._columns[1:3] and "section" in self._columns

    def mark_columns(self) -> Sequence[int]:
        """Return the columns of assignments: those with a number in parentheses."""
        return [column for column in super().mark_columns() if column > self._columns.index("section")]

    def max_points(self, column: int) -> float | None:
        """Return the points of the row `Points Possible`."""
        rows = [row for row in self.table.rows if self.is_heading(row)]
        return number_value(rows[0][column]) if rows else None

    def is_student(self, row: Row) -> bool:
        """Return whether a row has an id: those of points and of hidden grades have none."""
        return bool(row[self._columns.index("id")].strip())

    def refusal(self, row: Row, column: int) -> str:
        """Return that a student is excused: a number would end that."""
        return "is excused in Canvas" if row[column].strip().upper() == "EX" else ""

    def is_heading(self, row: Row) -> bool:
        """Return whether a row has the points of the assignments."""
        return row[0].strip().startswith("Points Possible")

    def upload_columns(self, column: int) -> Sequence[int]:
        """Return the columns of students, in their order, up to the section, and that of the marks."""
        return [*range(self._columns.index("section") + 1), column]
