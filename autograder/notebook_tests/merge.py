"""Merge of a submission into the source notebook: the student's cells in the student's order, with the course's cells.

A locked cell always comes from the gradebook. A missing test cell is put back, so that the other work is still graded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from autograder.notebook_tests.name_recovery import restore_names
from autograder.notebook_tests.source_notebook import SourceCell, SourceNotebook
from autograder.submissions import recovery
from autograder.submissions.recovery import SubmittedCell, Unreadable
from autograder.views.sanitize import safe_pictures

MAX_NAME_LENGTH = 40
ANSWER_MISSING = "the cell of this answer was missing and was put back: the answer may be in another cell"


@dataclass(frozen=True)
class MergedCell:
    """A cell that is run or shown. `source_cell` is None for a cell that the student added.

    `is_put_back` says that the submission does not have the cell.
    """

    kind: str
    source: str
    source_cell: SourceCell | None = None
    attachments: Mapping[str, Any] | None = None
    is_put_back: bool = False

    @property
    def is_test(self) -> bool:
        """Whether this is a test cell of the course."""
        return self.source_cell is not None and self.source_cell.is_test

    @property
    def is_answer(self) -> bool:
        """Whether a person grades what the student wrote in this cell."""
        return self.source_cell is not None and self.source_cell.grade and self.source_cell.solution

    @property
    def runs_in_sandbox(self) -> bool:
        """Whether the cell is code that runs in the student's process."""
        return self.kind == "code" and not self.is_test and bool(self.source.strip())

    @property
    def name(self) -> str:
        """The cell's grade_id; empty for a cell that the student added."""
        return self.source_cell.name if self.source_cell else ""

    def metadata(self) -> dict[str, Any]:
        """Return nbgrader's metadata as the gradebook has them."""
        cell = self.source_cell
        if cell is None:
            return {}
        fields = {
            "grade": cell.grade, "grade_id": cell.name, "locked": cell.locked, "solution": cell.solution,
            "task": cell.task, "cell_type": cell.kind, "checksum": cell.checksum, "schema_version": 3,
        }  # fmt: skip
        return {"nbgrader": fields if cell.points is None else {**fields, "points": cell.points}}


@dataclass(frozen=True)
class MergedNotebook:
    """Cells in order, and the repairs. `problem` says why nothing of the submission could be read, if so.

    `answers_put_back` maps cells with a student's answer that were missing to why a person must grade them.
    """

    cells: tuple[MergedCell, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""
    answers_put_back: Mapping[str, str] = field(default_factory=dict)


def merge_submission(source_notebook: SourceNotebook, data: bytes) -> MergedNotebook:
    """Merge a submitted file into the source notebook. Never raises, whatever the file holds."""
    try:
        submitted_cells, repairs = recovery.read_cells(data)
    except Unreadable as error:
        return without_submission(source_notebook, str(error))
    submitted_cells = restore_names(source_notebook, submitted_cells, repairs)
    pictures = _attached_pictures(data)
    source_cells = {cell.name: cell for cell in source_notebook.cells}
    last_index = {cell.name: index for index, cell in enumerate(submitted_cells) if cell.name in source_cells}
    merged_cells = []
    for index, cell in enumerate(submitted_cells):
        source_cell = source_cells.get(cell.name) if last_index.get(cell.name) == index else None
        merged_cells.append(replace(_merge_cell(cell, source_cell, repairs), attachments=pictures.get(index)))
    names = [cell.name for cell in submitted_cells if cell.name in source_cells]
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            repairs.append(f"cell '{name[:MAX_NAME_LENGTH]}' stood more than once: the last one was graded")
    cells = tuple(_put_back_missing(source_notebook, merged_cells, repairs))
    answers = {cell.name: ANSWER_MISSING for cell in cells if cell.is_put_back and cell.is_answer}
    return MergedNotebook(cells, tuple(dict.fromkeys(repairs)), answers_put_back=answers)


def without_submission(source_notebook: SourceNotebook, problem: str) -> MergedNotebook:
    """Return the course's own cells, with the problem because of which the submission is not read."""
    cells = tuple(MergedCell(cell.kind, cell.source, cell) for cell in source_notebook.cells)
    return MergedNotebook(cells, problem=problem)


def _attached_pictures(data: bytes) -> dict[int, dict[str, dict[str, str]]]:
    """Return the pictures attached to cells, by position."""
    try:
        cells = [cell for cell in json.loads(data)["cells"] if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    pictures = {index: safe_pictures(cell.get("attachments")) for index, cell in enumerate(cells)}
    return {index: bundle for index, bundle in pictures.items() if bundle}


def _merge_cell(submitted: SubmittedCell, source_cell: SourceCell | None, repairs: list[str]) -> MergedCell:
    if source_cell is None:
        return MergedCell("code" if submitted.kind == "code" else "markdown", submitted.source)
    if submitted.kind != source_cell.kind:
        repairs.append(f"cell '{source_cell.name}' was no longer a {source_cell.kind} cell")
    is_edited = submitted.source.strip() != source_cell.source.strip()
    if source_cell.locked and is_edited and not source_cell.is_test:
        repairs.append(f"cell '{source_cell.name}' had been edited: the course's own was used")
    source = source_cell.source if source_cell.locked else submitted.source
    return MergedCell(source_cell.kind, source, source_cell)


def _put_back_missing(
    source_notebook: SourceNotebook, merged_cells: Sequence[MergedCell], repairs: list[str]
) -> list[MergedCell]:
    """Put back missing cells that earn points or are locked, at their place in the course's order.

    What follows a cell of the course may be the student's answer under a lost name: so a test is put before the next
    cell of the course that is there, any other cell directly after the last one.
    """
    cells = list(merged_cells)
    for number, source_cell in enumerate(source_notebook.cells):
        names = [cell.name for cell in cells]
        if source_cell.name in names or not (source_cell.grade or source_cell.locked or source_cell.task):
            continue
        above = [names.index(cell.name) + 1 for cell in source_notebook.cells[:number] if cell.name in names]
        below = [names.index(cell.name) for cell in source_notebook.cells[number + 1 :] if cell.name in names]
        position = above[-1] if above else 0
        if source_cell.grade:
            position = max(position, below[0] if below else len(cells))
        cells.insert(position, MergedCell(source_cell.kind, source_cell.source, source_cell, is_put_back=True))
        repairs.append(f"cell '{source_cell.name}' was missing: it was put back")
    return cells
