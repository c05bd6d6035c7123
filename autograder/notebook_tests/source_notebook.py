"""The instructor's notebook of an assignment: its cells as the gradebook holds them, and what their code tells."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from autograder.course.cell_syntax import parse_cell
from autograder.notebook_tests.cell_names import CellNames, names_in

HIDDEN_MARKERS = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
HIDDEN_NOTE = "# hidden tests ran here"


@dataclass(frozen=True)
class SourceCell:
    """A cell of the course. `points` is None where the cell earns none."""

    name: str
    kind: str
    source: str
    locked: bool = False
    grade: bool = False
    solution: bool = False
    task: bool = False
    points: float | None = None
    checksum: str | None = None

    @property
    def is_test(self) -> bool:
        """Whether the instructor's code in this cell decides about points."""
        return self.grade and not self.solution and self.kind == "code"

    @property
    def role(self) -> str:
        """What the cell is for: a 'test', a 'solution', 'locked' code, or 'free'."""
        if self.is_test:
            return "test"
        return "solution" if self.solution else "locked" if self.locked else "free"


@dataclass(frozen=True)
class InstructorCell:
    """A cell of the notebook in `source/`, with its solution; `name` is empty for a cell without a grade_id."""

    name: str
    kind: str
    source: str


@dataclass(frozen=True)
class SourceNotebook:
    """One notebook of an assignment.

    `instructor_cells` are those of the notebook in `source/`, as far as it is there; `hidden_markers` stand before and
    after the lines that students must not see.
    """

    name: str
    language: str
    cells: tuple[SourceCell, ...]
    instructor_cells: tuple[InstructorCell, ...] = ()
    hidden_markers: tuple[str, str] = HIDDEN_MARKERS
    kernelspec: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> SourceNotebook:
        """Return the notebook that `as_dict` gave, after it was sent as JSON."""
        cells = tuple(SourceCell(**cell) for cell in fields["cells"])
        instructor_cells = tuple(InstructorCell(**cell) for cell in fields["instructor_cells"])
        markers = tuple(fields["hidden_markers"])
        return cls(**{**fields, "cells": cells, "instructor_cells": instructor_cells, "hidden_markers": markers})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def syntax_trees(self) -> Iterator[ast.Module]:
        """Yield the syntax trees of all code of the course that can be parsed."""
        sources = [cell.source for cell in self.cells if cell.kind == "code"]
        sources += [cell.source for cell in self.instructor_cells if cell.kind == "code"]
        yield from (tree for text in sources if (tree := parse_cell(text)) is not None)

    @property
    def modules(self) -> tuple[str, ...]:
        """The full names of the modules that the course imports; worth loading once for all submissions."""
        nodes = [node for tree in self.syntax_trees() for node in tree.body]
        plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        return tuple(dict.fromkeys([*plain, *(n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module)]))

    def free_cells_above(self, name: str) -> Iterator[tuple[int, str]]:
        """Yield the place and the source of the code cells without a name above the cell `name`; all if it is unknown.

        Students may change these cells, but a test means the instructor's version.
        """
        for place, cell in enumerate(self.instructor_cells):
            if cell.name == name:
                return
            if not cell.name and cell.kind == "code":
                yield place, cell.source

    @cached_property
    def free_sources(self) -> frozenset[str]:
        """The sources of the cells without a name, as they were released."""
        return frozenset(cell.source.strip() for cell in self.instructor_cells if not cell.name)

    @cached_property
    def class_names(self) -> frozenset[str]:
        """The classes that the course defines or asks students to define."""
        return frozenset(
            node.name for tree in self.syntax_trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
        )

    @cached_property
    def _code(self) -> dict[str, list[CellNames]]:
        """The names in the course's code: of 'solution' cells, in both versions, of 'locked' and of 'free' cells."""
        own = {cell.name: cell for cell in self.cells}
        code: dict[str, list[CellNames]] = {"solution": [], "locked": [], "free": [], "test": []}
        for cell in self.cells:
            if cell.kind == "code":
                code[cell.role].append(names_in(cell.source))
        for instructor_cell in self.instructor_cells:
            source_cell = own.get(instructor_cell.name)
            role = source_cell.role if source_cell else "free"
            if instructor_cell.kind == "code" and role in ("solution", "free"):
                code[role].append(names_in(instructor_cell.source))
        return code

    @cached_property
    def student_names(self) -> frozenset[str]:
        """The names that solution cells bind: they belong to the student, even where a builtin has the same name.

        A name that a solution cell only imports, as a cell given to students does, is the same for both.
        """
        given_imports = {
            item for names in (*self._code["locked"], *self._code["free"]) for item in names.imports.items()
        }
        imported = {
            name
            for names in self._code["solution"]
            for name, target in names.imports.items()
            if (name, target) not in given_imports
        }
        other = frozenset().union(*(names.other_bound for names in self._code["solution"]))
        return other | imported

    @cached_property
    def locked_names(self) -> frozenset[str]:
        """The names that the course's own cells bind, and no solution: a test uses the instructor's version of them."""
        cells = (*self._code["locked"], *self._code["free"])
        return frozenset().union(*(names.bound for names in cells)) - self.student_names

    @cached_property
    def solution_reads(self) -> frozenset[str]:
        """The names that solution cells read."""
        return frozenset().union(*(names.read for names in self._code["solution"]))

    @cached_property
    def read_names(self) -> frozenset[str]:
        """The names that the course's cells other than tests read: what a test gives them is set for the student."""
        kinds = ("solution", "locked", "free")
        return frozenset().union(*(names.read for kind in kinds for names in self._code[kind]))

    @cached_property
    def global_names(self) -> frozenset[str]:
        """The names that functions of the course set by `global`."""
        nodes = (node for tree in self.syntax_trees() for node in ast.walk(tree) if isinstance(node, ast.Global))
        return frozenset(name for node in nodes for name in node.names)

    def hidden_lines(self, source: str) -> list[bool]:
        """Return for each line of a test whether students must not see it; the markers count as hidden."""
        begin, end = self.hidden_markers
        inside, hidden = False, []
        for line in source.split("\n"):
            hidden.append(inside or begin in line or end in line)
            inside = (inside or begin in line) and end not in line
        return hidden

    def released_source(self, source: str) -> str:
        """Return a test as students have it: without its hidden lines."""
        lines = zip(source.split("\n"), self.hidden_lines(source), strict=True)
        return "\n".join(line for line, hidden in lines if not hidden)

    def visible_source(self, source: str) -> str:
        """Return a test with a note in the place of its hidden lines."""
        lines: list[str] = []
        for line, hidden in zip(source.split("\n"), self.hidden_lines(source), strict=True):
            if not hidden:
                lines.append(line)
            elif lines[-1:] != [HIDDEN_NOTE]:
                lines.append(HIDDEN_NOTE)
        return "\n".join(lines)
