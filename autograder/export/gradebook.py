"""A gradebook that a platform exported: its people, its column for the marks, and the file to upload.

The file has the columns by which the platform knows its people, the one column with marks, and a row only for a student
with a mark. So an upload changes nobody else's mark and no other column.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from autograder.errors import UsageError
from autograder.export.people import Person
from autograder.export.table import Row, Table, number_value, safe_cell

LISTED_COLUMNS = 12


class Gradebook(ABC):
    """Base class of the platforms' gradebooks.

    `keys` are the columns by which the platform finds a person, `other_ids` further ids and e-mail addresses, and
    `names` the columns whose cells together are a name. All are compared without case. `marks` matches the header of
    a column that may hold marks.
    """

    platform: ClassVar[str]
    keys: ClassVar[tuple[str, ...]]
    other_ids: ClassVar[tuple[str, ...]] = ()
    names: ClassVar[tuple[tuple[str, ...], ...]]
    how_to_get: ClassVar[str]
    marks: ClassVar[re.Pattern[str]] = re.compile(r".*", re.DOTALL)

    def __init__(self, table: Table, where: str = "") -> None:
        self.table, self.where = table, where
        self._columns = [name.casefold() for name in table.header]
        if not self.is_of_platform():
            raise UsageError(f"this is no gradebook of {self.platform}", where=where, fix=self.how_to_get)

    @abstractmethod
    def is_of_platform(self) -> bool:
        """Return whether the header is one of this platform."""

    def mark_columns(self) -> Sequence[int]:
        """Return the columns that may hold marks."""
        return [column for column, title in enumerate(self.table.header) if self.marks.fullmatch(title)]

    def titles(self, column: int) -> Sequence[str]:
        """Return the texts by which an instructor may name a column: its header, and the parts that `marks` names."""
        match = self.marks.fullmatch(self.table.header[column])
        return (self.table.header[column], *(match.groups() if match else ()))

    def max_points(self, column: int) -> float | None:
        """Return the points that the platform gives at most in a column; None where the file does not say it."""
        return None

    def is_student(self, row: Row) -> bool:
        """Return whether a row is a student's."""
        return True

    def is_heading(self, row: Row) -> bool:
        """Return whether a row belongs to the header and is uploaded as it is."""
        return False

    def refusal(self, row: Row, column: int) -> str:
        """Return why the platform's own mark of a student must stay; empty where a mark can be written."""
        return ""

    def key_columns(self) -> Sequence[int]:
        """Return the columns whose cells must stay as they are, because the platform reads them."""
        return self.places(self.keys)

    def upload_columns(self, column: int) -> Sequence[int]:
        """Return the columns of the file to upload, in order; `column` is that of the marks."""
        return [*self.key_columns(), column]

    def places(self, names: Sequence[str]) -> list[int]:
        """Return the columns with these names that the file has."""
        return [self._columns.index(name) for name in names if name in self._columns]

    def mark_column(self, name: str | None) -> int:
        """Return the column that an instructor named; UsageError, with the columns there are, unless it is one."""
        candidates = list(self.mark_columns())
        title = (name or "").casefold().strip()
        exact = [column for column in candidates if title == self.table.header[column].casefold()]
        columns = exact or [column for column in candidates if title in map(str.casefold, self.titles(column))]
        if len(columns) == 1:
            return columns[0]
        titles = ", ".join(f"'{self.table.header[column]}'" for column in candidates[:LISTED_COLUMNS]) or "none"
        problem = "several columns have this name" if columns else "there is no such column for marks"
        message = f"{problem}: '{name}'" if name else "say which column gets the marks"
        raise UsageError(message, where=self.where, fix=f"name one with --column; there are: {titles}")

    def people(self) -> list[Person]:
        """Return the students, each with the number of the row."""
        keys = self.key_columns()
        ids = dict.fromkeys([*keys, *self.places(self.other_ids)])
        return [
            Person.of(number, [row[place] for place in ids], self._names(row), self._problem(row, keys))
            for number, row in enumerate(self.table.rows)
            if self.is_student(row)
        ]

    def filled(self, column: int, points: Mapping[int, str]) -> Table:
        """Return the file to upload, with these points by row."""
        columns = self.upload_columns(column)
        keys = set(self.key_columns())
        rows = [
            [self._cell(row, place, column, keys, points.get(number)) for place in columns]
            for number, row in enumerate(self.table.rows)
            if number in points or self.is_heading(row)
        ]
        return self.table.with_rows([self.table.header[place] for place in columns], rows)

    def _cell(self, row: Row, place: int, column: int, keys: set[int], points: str | None) -> str:
        if points is None:
            return row[place]
        if place == column:
            return points
        return row[place] if place in keys else safe_cell(row[place])

    def _names(self, row: Row) -> Iterator[str]:
        """Yield the ways in which a student's name may be written."""
        for columns in self.names:
            parts = [row[place] for place in self.places(columns)]
            if len(parts) == len(columns):
                yield " ".join(parts)
                yield " ".join(reversed(parts))
                if len(parts) == 1 and "," in parts[0]:
                    last, _, first = parts[0].partition(",")
                    yield f"{first} {last}"

    def _problem(self, row: Row, keys: Sequence[int]) -> str:
        """Return why a row cannot be uploaded: ids must stay as they are, even one that would be a formula."""
        unsafe = [self.table.header[place] for place in keys if safe_cell(row[place]) != row[place]]
        return f"its '{unsafe[0]}' would be a formula in a spreadsheet: enter this mark by hand" if unsafe else ""


def points_in(pattern: str, title: str) -> float | None:
    """Return the points that a column's title tells, by a pattern with one group."""
    match = re.search(pattern, title)
    return number_value(match[1]) if match else None
