"""The sheet that is graded: the student's cells in the student's order, the course's own cells where they belong.

A locked cell always comes from the gradebook. A missing test is put back: what the student wrote is still graded.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.notebook_tests.source_notebook import Paper, PaperCell
from autograder.submissions import recovery
from autograder.submissions.recovery import SubmittedCell, Unreadable

LONGEST_NAME = 40
PICTURES = ("image/png", "image/jpeg", "image/gif")


@dataclass(frozen=True)
class SheetCell:
    """A cell as it is run; `course` is None for a cell of the student's own."""

    kind: str
    source: str
    course: PaperCell | None = None
    attachments: Mapping[str, Any] | None = None

    @property
    def runs_with_the_student(self) -> bool:
        return self.kind == "code" and not (self.course and self.course.is_test) and bool(self.source.strip())

    @property
    def name(self) -> str:
        return self.course.name if self.course else ""

    def metadata(self) -> dict[str, Any]:
        """nbgrader's own marks, as the gradebook has them."""
        cell = self.course
        if cell is None:
            return {}
        marks = {
            "grade": cell.grade, "grade_id": cell.name, "locked": cell.locked, "solution": cell.solution,
            "task": cell.task, "cell_type": cell.kind, "checksum": cell.checksum, "schema_version": 3,
        }  # fmt: skip
        return {"nbgrader": marks if cell.points is None else {**marks, "points": cell.points}}


@dataclass(frozen=True)
class Sheet:
    """Cells in order, the repairs, and why there is nothing of the student's where that is so."""

    cells: tuple[SheetCell, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""


def lay(paper: Paper, data: bytes) -> Sheet:
    """Lay a submitted file on the paper. Never raises on what a student sent."""
    try:
        handed, repairs = recovery.read_cells(data)
    except Unreadable as error:
        return Sheet(tuple(SheetCell(cell.kind, cell.source, cell) for cell in paper.cells), problem=str(error))
    pictures = _pictures(data)
    known = {cell.name: cell for cell in paper.cells}
    last = {cell.name: index for index, cell in enumerate(handed) if cell.name in known}
    placed = [
        replace(
            _placed(cell, known.get(cell.name) if last.get(cell.name) == index else None, repairs),
            attachments=pictures.get(index),
        )
        for index, cell in enumerate(handed)
    ]
    for name in dict.fromkeys(cell.name for cell in handed if cell.name in known):
        if sum(cell.name == name for cell in handed) > 1:
            repairs.append(f"cell '{name[:LONGEST_NAME]}' stood more than once: the last one was graded")
    return Sheet(tuple(_completed(paper, placed, repairs)), tuple(dict.fromkeys(repairs)))


def _pictures(data: bytes) -> dict[int, dict[str, Any]]:
    """Pictures that are attached to text cells, by position: a person who grades a photographed answer must see it."""
    try:
        cells = [cell for cell in json.loads(data)["cells"] if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    found: dict[int, dict[str, Any]] = {}
    for index, cell in enumerate(cells):
        attached = cell.get("attachments")
        for name, bundle in attached.items() if isinstance(attached, dict) else ():
            shown = (
                {kind: text for kind, text in bundle.items() if kind in PICTURES} if isinstance(bundle, dict) else {}
            )
            if shown and all(isinstance(text, str) for text in shown.values()):
                found.setdefault(index, {})[name] = shown
    return found


def _placed(handed: SubmittedCell, cell: PaperCell | None, repairs: list[str]) -> SheetCell:
    if cell is None:
        return SheetCell("code" if handed.kind == "code" else "markdown", handed.source)
    if handed.kind != cell.kind:
        repairs.append(f"cell '{cell.name}' was no longer a {cell.kind} cell")
    if cell.locked and handed.source.strip() != cell.source.strip() and not cell.is_test:
        repairs.append(f"cell '{cell.name}' had been edited: the course's own was used")
    return SheetCell(cell.kind, cell.source if cell.locked else handed.source, cell)


def _completed(paper: Paper, placed: Sequence[SheetCell], repairs: list[str]) -> list[SheetCell]:
    """Put back what earns points or is locked, each after the cell it follows in the course."""
    cells = list(placed)
    before = ""
    for cell in paper.cells:
        if not any(one.name == cell.name for one in cells) and (cell.grade or cell.locked or cell.task):
            where = next(
                (i + 1 for i, one in enumerate(cells) if before and one.name == before), 0 if not before else len(cells)
            )
            cells.insert(where, SheetCell(cell.kind, cell.source, cell))
            repairs.append(f"cell '{cell.name}' was missing: it was put back")
        if any(one.name == cell.name for one in cells):
            before = cell.name
    return cells
