"""The notebook that is graded: the course's cells with the student's code in them."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.course import cell_syntax
from autograder.course.notebook import Cell, Role

CODE_ROLES = (Role.FREE, Role.SOLUTION)
"""Roles of the cells that hold the student's code."""


@dataclass(frozen=True, slots=True)
class MergedCell:
    """One cell of the merged notebook. `cell` is the course's own, or a new one for a cell that the student added."""

    name: str
    role: Role
    source: str
    cell: Cell
    from_student: bool


@dataclass(frozen=True, slots=True)
class MergedNotebook:
    """The notebook that is graded: cells in order, the repairs, and a problem where nothing can be graded."""

    sha256: str
    cells: tuple[MergedCell, ...]
    repairs: tuple[str, ...] = ()
    problem: str = ""

    def is_attempted(self, name: str, stub: str) -> bool:
        """Return whether the student wrote code for an exercise, in its own cell or in another."""
        source = self.source_of(name)
        cells = [cell for cell in self.cells if cell.from_student and cell.role in CODE_ROLES and cell.name != name]
        return (bool(source.strip()) and not cell_syntax.same_code(source, stub)) or any(
            cell_syntax.defines(cell.source, name) for cell in cells
        )

    def is_written(self, name: str, stub: str) -> bool:
        """Return whether the student wrote a manual answer, in its own cell or in a text cell beside it."""
        place = next(place for place, cell in enumerate(self.cells) if cell.name == name)
        before, after = reversed(self.cells[:place]), self.cells[place + 1 :]
        beside = (next(iter(cells), None) for cells in (before, after))
        has_text = any(cell and cell.from_student and cell.role is Role.TEXT for cell in beside)
        return has_text or self.cells[place].source.strip() != stub.strip()

    def source_of(self, name: str) -> str:
        """Return the source that the student wrote for a cell of the course."""
        return next(cell.source for cell in self.cells if cell.name == name)
