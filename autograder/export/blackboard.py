"""Blackboard Learn: the gradebook that Download Grades gives, and Upload Grades reads.

It finds a person by `Username` and a column by the number at the end of its title, as
`Training loop [Total Pts: 40 Score] |123456`. The file is text with tabs in UTF-16, though its name ends in .xls, or a
CSV file; the upload has the same form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.export.gradebook import Gradebook, points_in


class BlackboardGradebook(Gradebook):
    """Blackboard, by the gradebook of Download Grades."""

    platform = "Blackboard"
    marks = re.compile(r"(?P<title>.*?)\s*(?:\[[^\]]*\])?\s*\|\s*(?P<id>\d+)", re.DOTALL)
    keys = ("username",)
    other_ids = ("student id",)
    names = (("first name", "last name"),)
    how_to_get = (
        "in Blackboard: Gradebook, Download Grades (original courses: Full Grade Center, Work Offline, Download)"
    )

    def is_of_platform(self) -> bool:
        """Return whether there is the column by which Blackboard finds people, and one with the number of a column."""
        return bool(self.key_columns() and self.mark_columns())

    def max_points(self, column: int) -> float | None:
        """Return the points that the header tells."""
        return points_in(r"\[Total Pts: (?:up to )?([\d.,]+)", self.table.header[column])

    def upload_columns(self, column: int) -> Sequence[int]:
        """Return names and ids, as Blackboard's own file has them, and the marks."""
        people = self.places(("last name", "first name", "username", "student id"))
        return [*sorted(people), column]
