"""The instructor's notebook of an assignment: its cells as the gradebook holds them, and what their code tells."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from autograder.course.cell_syntax import parse_cell

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


@dataclass(frozen=True)
class SourceNotebook:
    """One notebook of an assignment.

    `instructor_code` holds the code cells of the notebook in `source/`, as far as it is there; `hidden_markers` stand
    before and after the lines that students must not see.
    """

    name: str
    language: str
    cells: tuple[SourceCell, ...]
    instructor_code: tuple[str, ...] = ()
    hidden_markers: tuple[str, str] = HIDDEN_MARKERS
    kernelspec: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> SourceNotebook:
        """Return the notebook that `as_dict` gave, after it was sent as JSON."""
        cells = tuple(SourceCell(**cell) for cell in fields["cells"])
        code, markers = tuple(fields["instructor_code"]), tuple(fields["hidden_markers"])
        return cls(**{**fields, "cells": cells, "instructor_code": code, "hidden_markers": markers})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def syntax_trees(self) -> Iterator[ast.Module]:
        """Yield the syntax trees of all code of the course that can be parsed."""
        sources = [cell.source for cell in self.cells if cell.kind == "code"]
        yield from (tree for text in (*sources, *self.instructor_code) if (tree := parse_cell(text)) is not None)

    @cached_property
    def import_statements(self) -> tuple[str, ...]:
        """Every import statement of the course's cells, once."""
        statements = [
            ast.unparse(node)
            for tree in self.syntax_trees()
            for node in tree.body
            if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__")
        ]
        return tuple(dict.fromkeys(statements))

    @property
    def modules(self) -> tuple[str, ...]:
        """The full names of the modules that those statements import; worth loading once for all submissions."""
        nodes = [ast.parse(statement).body[0] for statement in self.import_statements]
        plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        return tuple(dict.fromkeys([*plain, *(n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module)]))

    @cached_property
    def class_names(self) -> frozenset[str]:
        """The classes that the course defines or asks students to define."""
        return frozenset(
            node.name for tree in self.syntax_trees() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
        )

    @cached_property
    def solution_names(self) -> frozenset[str]:
        """The names that solution cells define: they belong to the student, even where a builtin has the same name."""
        stubs = [parse_cell(cell.source) for cell in self.cells if cell.solution and cell.kind == "code"]
        return frozenset(bound_names(node for tree in stubs if tree for node in tree.body))

    @cached_property
    def global_names(self) -> frozenset[str]:
        """The names that functions of the course set by `global`."""
        nodes = (node for tree in self.syntax_trees() for node in ast.walk(tree) if isinstance(node, ast.Global))
        return frozenset(name for node in nodes for name in node.names)

    def locked_functions(self) -> Iterator[str]:
        """Yield the functions that only locked cells define: tests use the instructor's version of them."""
        for cell in self.cells:
            tree = parse_cell(cell.source) if cell.locked and not cell.grade and cell.kind == "code" else None
            for node in tree.body if tree else []:
                if isinstance(node, ast.FunctionDef) and node.name not in self.solution_names:
                    yield ast.unparse(node)

    def hidden_lines(self, source: str) -> list[bool]:
        """Return for each line of a test whether students must not see it; the markers count as hidden."""
        begin, end = self.hidden_markers
        inside, hidden = False, []
        for line in source.split("\n"):
            hidden.append(inside or begin in line or end in line)
            inside = (inside or begin in line) and end not in line
        return hidden

    def visible_source(self, source: str) -> str:
        """Return a test with a note in the place of its hidden lines."""
        lines: list[str] = []
        for line, hidden in zip(source.split("\n"), self.hidden_lines(source), strict=True):
            if not hidden:
                lines.append(line)
            elif lines[-1:] != [HIDDEN_NOTE]:
                lines.append(HIDDEN_NOTE)
        return "\n".join(lines)


def bound_names(statements: Iterable[ast.stmt]) -> Iterator[str]:
    """Yield the names that statements bind at their own level."""
    for node in statements:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def mentioned_names(sources: Iterable[str]) -> frozenset[str]:
    """Return every name that code mentions or binds."""
    names: set[str] = set()
    for tree in filter(None, map(parse_cell, sources)):
        for node in ast.walk(tree):
            if isinstance(node, ast.Name):
                names.add(node.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                names.add(node.name)
    return frozenset(names)
