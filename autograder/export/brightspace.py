"""Brightspace: the grades that Grades > Enter Grades > Export gives as CSV, and Import reads.

It finds a person by `OrgDefinedId` or `Username`. A column of marks ends in `Points Grade`, with the maximum behind it
(`<Numeric MaxPoints:40 ...>`), and the last column has `#` in every row. An export may write `#` before ids, so that a
spreadsheet keeps their zeros.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.export.gradebook import Gradebook, points_in
from autograder.export.people import Person, exact_form

LAST_COLUMN = "end-of-line indicator"


class BrightspaceGradebook(Gradebook):
    """Brightspace, by the grades that Enter Grades > Export gives."""

    platform = "Brightspace"
    marks = re.compile(r"(?P<title>.+?) Points Grade\b.*", re.DOTALL | re.IGNORECASE)
    keys = ("orgdefinedid", "username")
    other_ids = ("email",)
    names = (("first name", "last name"),)
    how_to_get = "in Brightspace: Grades, Enter Grades, Export; key field 'Both', grade values 'Points grade', CSV"

    def is_of_platform(self) -> bool:
        """Return whether there is a column by which Brightspace finds people, and the one that ends each line."""
        return bool(self.key_columns() and self.places((LAST_COLUMN,)))

    def max_points(self, column: int) -> float | None:
        """Return the points that the header tells."""
        return points_in(r"MaxPoints:([\d.,]+)", self.table.header[column])

    def upload_columns(self, column: int) -> Sequence[int]:
        """Return the columns of ids, the marks, and the column that ends each line."""
        return [*self.key_columns(), column, *self.places((LAST_COLUMN,))]

    def people(self) -> list[Person]:
        """Return the students, whose ids have no `#`."""
        return [
            Person(
                person.row,
                person.label,
                person.exact | {exact_form(text.removeprefix("#")) for text in person.exact},
                person.loose,
                person.problem,
            )
            for person in super().people()
        ]
