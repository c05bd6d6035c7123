"""Marks as a plain CSV file: every submission with its points, or with the reason why it has none yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder.export.marks import Mark
from autograder.export.people import exact_form
from autograder.export.table import Table, number_text, safe_cell

HEADER = ("student", "id", "unit", "points", "max_points", "held_back")


def plain_table(unit: str, marks: Sequence[Mark], mapping: Mapping[str, str]) -> Table:
    """Return a row for each mark; `id` is that of the mapping file."""
    rows = [
        (
            safe_cell(mark.student),
            safe_cell(mapping.get(exact_form(mark.student), "")),
            unit,
            "" if mark.points is None else number_text(mark.points),
            number_text(mark.max_points),
            safe_cell(mark.held_back),
        )
        for mark in sorted(marks, key=lambda mark: mark.student)
    ]
    return Table(HEADER, tuple(rows))
