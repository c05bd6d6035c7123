"""Moodle: an assignment's grading worksheet, or the gradebook as plain text.

The worksheet's importer (`importgradeslib.php`) finds a participant by the number in the first column and compares the
time of the last change, so the columns stay. The gradebook's importer lets the instructor assign columns; it rejects
the whole file for one unknown user or for too many points.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from autograder.export.gradebook import Gradebook
from autograder.export.table import Row, Table, number_value

PARTICIPANT = re.compile(r"\D+(?P<number>\d+)")
"""A cell of a worksheet's first column, as `Participant 123`; the word is in the site's language."""
GRADE, MAXIMUM, COMMENTS, CHANGEABLE = "grade", "maximum grade", "feedback comments", "grade can be changed"
NAMES = (("full name",), ("first name", "last name"), ("first name", "surname"))
IDS = ("id number", "email address", "username")
PLUGIN = "assignsubmission_file"


class MoodleGradebook(Gradebook):
    """Moodle's gradebook as plain text."""

    platform = "Moodle"
    keys = IDS
    names = NAMES
    how_to_get = "in Moodle: the assignment's grading worksheet, or in the gradebook: Export, Plain text file"

    def is_of_platform(self) -> bool:
        """Return whether there is a column by which Moodle finds people."""
        return bool(self.key_columns())

    def mark_columns(self) -> Sequence[int]:
        """Return all columns but those of the people."""
        columns = {*self.key_columns(), *self.places([name for names in self.names for name in names])}
        return [column for column in range(len(self.table.header)) if column not in columns]


class MoodleWorksheet(Gradebook):
    """The grading worksheet of a Moodle assignment, in any language."""

    platform = "Moodle"
    keys: ClassVar = ()
    other_ids = IDS
    names = NAMES
    how_to_get = MoodleGradebook.how_to_get

    def is_of_platform(self) -> bool:
        """Return whether every row begins with the number of a participant."""
        return bool(self.table.rows) and all(PARTICIPANT.fullmatch(row[0]) for row in self.table.rows)

    def key_columns(self) -> Sequence[int]:
        """Return the column of the participants."""
        return [0]

    def mark_columns(self) -> Sequence[int]:
        """Return all columns after that of the participants."""
        return range(1, len(self.table.header))

    def mark_column(self, name: str | None) -> int:
        """Return the column that an instructor named; in English it is `Grade`."""
        return super().mark_column(name or (GRADE if self.places((GRADE,)) else None))

    def max_points(self, column: int) -> float | None:
        """Return the points of the column `Maximum Grade`."""
        places = self.places((MAXIMUM,))
        return number_value(self.table.rows[0][places[0]]) if places else None

    def refusal(self, row: Row, column: int) -> str:
        """Return that a grade is locked, or was given in the gradebook: Moodle would leave it out without a word."""
        locked = any(row[place].strip().casefold() == "no" for place in self.places((CHANGEABLE,)))
        return "Moodle does not let this grade be changed" if locked else ""

    def upload_columns(self, column: int) -> Sequence[int]:
        """Return all columns but the comments: an upload without them leaves those in Moodle as they are."""
        comments = self.places((COMMENTS,))
        return [place for place in range(len(self.table.header)) if place not in comments]

    def feedback_folder(self, row: Row) -> str:
        """Return the folder for a student's feedback files, as Moodle's download of submissions names it."""
        match = PARTICIPANT.fullmatch(row[0])
        name = next(iter(self._names(row)), "")
        readable = re.sub(r"[^\w\- ]|_", " ", name).strip() or "Participant"
        return f"{readable}_{match['number'] if match else ''}_{PLUGIN}"


def read_gradebook(table: Table, where: str = "") -> Gradebook:
    """Return the worksheet or gradebook that a file is; UsageError where it is neither."""
    is_worksheet = bool(table.rows) and all(PARTICIPANT.fullmatch(row[0]) for row in table.rows)
    return MoodleWorksheet(table, where) if is_worksheet else MoodleGradebook(table, where)
