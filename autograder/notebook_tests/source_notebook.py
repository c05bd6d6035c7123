"""What the instructor's side knows of a notebook: its cells as nbgrader keeps them, and what their code gives away."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from autograder.course.cell_syntax import parse_cell

BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


@dataclass(frozen=True)
class PaperCell:
    """A cell of the course. `points` is None where nothing is to be earned."""

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
        """Whether code of the instructor's decides about points."""
        return self.grade and not self.solution and self.kind == "code"


@dataclass(frozen=True)
class Paper:
    """One notebook of an assignment. `sources` is the code of the instructor's own notebook, where that is there."""

    notebook: str
    language: str
    cells: tuple[PaperCell, ...]
    sources: tuple[str, ...] = ()
    hidden: tuple[str, str] = (BEGIN, END)
    kernelspec: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> Paper:
        """What `as_dict` gave, after a journey as JSON."""
        cells = tuple(PaperCell(**cell) for cell in told["cells"])
        return cls(**{**told, "cells": cells, "sources": tuple(told["sources"]), "hidden": tuple(told["hidden"])})

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def trees(self) -> Iterator[ast.Module]:
        """All the course's code that parses."""
        sources = [cell.source for cell in self.cells if cell.kind == "code"]
        yield from (parsed for text in (*sources, *self.sources) if (parsed := parse_cell(text)) is not None)

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Every import statement of the course's cells, once."""
        found = [
            ast.unparse(node)
            for parsed in self.trees()
            for node in parsed.body
            if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and node.module != "__future__")
        ]
        return tuple(dict.fromkeys(found))

    @property
    def modules(self) -> tuple[str, ...]:
        """What those statements load, by full name; worth loading once for everybody."""
        nodes = [ast.parse(statement).body[0] for statement in self.imports]
        plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
        return tuple(dict.fromkeys([*plain, *(n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module)]))

    @cached_property
    def classes(self) -> frozenset[str]:
        """The classes the course asks for."""
        return frozenset(
            node.name for parsed in self.trees() for node in ast.walk(parsed) if isinstance(node, ast.ClassDef)
        )

    @cached_property
    def exercises(self) -> frozenset[str]:
        """The names that solution cells define: these are the student's, whatever they are called."""
        stubs = [parse_cell(cell.source) for cell in self.cells if cell.solution and cell.kind == "code"]
        return frozenset(bound(node for parsed in stubs if parsed for node in parsed.body))

    @cached_property
    def shared(self) -> frozenset[str]:
        """Names that the course's functions set by `global`."""
        nodes = (node for parsed in self.trees() for node in ast.walk(parsed) if isinstance(node, ast.Global))
        return frozenset(name for node in nodes for name in node.names)

    def given(self) -> Iterator[str]:
        """Functions that locked cells define and no solution cell does: the tests use them as they stand."""
        for cell in self.cells:
            parsed = parse_cell(cell.source) if cell.locked and not cell.grade and cell.kind == "code" else None
            for node in parsed.body if parsed else []:
                if isinstance(node, ast.FunctionDef) and node.name not in self.exercises:
                    yield ast.unparse(node)

    def is_hidden(self, source: str) -> list[bool]:
        """For every line of a test, whether students must not see it; the markers themselves count as hidden."""
        inside, found = False, []
        for line in source.split("\n"):
            begins, ends = self.hidden[0] in line, self.hidden[1] in line
            found.append(inside or begins or ends)
            inside = (inside or begins) and not ends
        return found

    def shown(self, source: str) -> str:
        """A test without its hidden lines."""
        kept: list[str] = []
        note = "# hidden tests ran here"
        for line, hidden in zip(source.split("\n"), self.is_hidden(source), strict=True):
            if not hidden:
                kept.append(line)
            elif kept[-1:] != [note]:
                kept.append(note)
        return "\n".join(kept)


def bound(nodes: Iterable[ast.stmt]) -> Iterator[str]:
    """Names that statements bind at their own level."""
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def names_in(sources: Iterable[str]) -> frozenset[str]:
    """Every name that code mentions or binds."""
    found: set[str] = set()
    for parsed in filter(None, map(parse_cell, sources)):
        for node in ast.walk(parsed):
            if isinstance(node, ast.Name):
                found.add(node.id)
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                found.add(node.name)
    return frozenset(found)
