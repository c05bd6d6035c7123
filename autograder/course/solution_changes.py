"""Small changes of an exercise's code, by which a wrong implementation differs from the solution."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.course.cell_syntax import parse_cell
from autograder.errors import CourseError
from autograder.python_syntax import parse_python


@dataclass(frozen=True, slots=True)
class Replacement:
    """One text is replaced by another."""

    old: str
    new: str

    def apply(self, code: str, where: str) -> str:
        """Return the changed code. CourseError unless the old text occurs exactly once."""
        places = list(self._places(code))
        if len(places) != 1:
            raise CourseError(
                f"{self.old!r} occurs {len(places)} times in the code to be changed",
                where=where,
                fix="quote a text that occurs exactly once",
            )
        start, end, indent = places[0]
        before, after = code[:start], code[end:]
        if not self.new and not before.rpartition("\n")[2].strip() and after.startswith("\n"):
            return before.rpartition("\n")[0] + after
        return before + _indented(self.new, indent) + after

    def _places(self, code: str) -> Iterator[tuple[int, int, str]]:
        """Yield start and end of each occurrence, and the indentation of the line in which it starts."""
        start = code.find(self.old.partition("\n")[0])
        while start >= 0:
            line = code[code.rfind("\n", 0, start) + 1 :]
            indent = line[: len(line) - len(line.lstrip(" "))]
            old = _indented(self.old, indent)
            if code.startswith(old, start):
                yield start, start + len(old), indent
            start = code.find(self.old.partition("\n")[0], start + 1)


@dataclass(frozen=True, slots=True)
class MethodRemoval:
    """The class does without some of its methods."""

    methods: tuple[str, ...]

    def apply(self, code: str, where: str) -> str:
        """Return the changed code. CourseError where the class lacks one of the methods."""
        classes = [node for node in parse_python(code).body if isinstance(node, ast.ClassDef)]
        functions = {node.name: node for owner in classes for node in owner.body if isinstance(node, ast.FunctionDef)}
        for method in self.methods:
            if method not in functions:
                raise CourseError(f"the class to be changed has no method '{method}'", where=where)
        return _without_lines(code, [functions[method] for method in self.methods])


Change = Replacement | MethodRemoval


def replace(old: str, new: str) -> Change:
    """Replace `old`, which must occur exactly once, by `new`.

    The further lines of both are indented like the line in which `old` begins. A line of which nothing is left goes.
    """
    return Replacement(old, new)


def without(*methods: str) -> Change:
    """Leave out some methods of the class."""
    return MethodRemoval(methods)


def apply_changes(code: str, changes: Iterable[Change], where: str) -> str:
    """Return the code after all changes, one after another. CourseError where one does not fit it."""
    for change in changes:
        code = change.apply(code, where)
    return code


def find_definition(cell: str, name: str) -> str:
    """Return the code of the function or class `name` in a cell, without its docstrings; empty if there is none."""
    parsed_cell = parse_cell(cell)
    node = next((node for node in parsed_cell.body if _defines(node, name)), None) if parsed_cell else None
    if node is None:
        return ""
    lines = cell.split("\n")[node.lineno - 1 : node.end_lineno]
    code = "\n".join(lines)
    docstrings = [
        owner.body[0]
        for owner in ast.walk(parse_python(code))
        if isinstance(owner, (ast.FunctionDef, ast.ClassDef)) and len(owner.body) > 1 and ast.get_docstring(owner)
    ]
    return _without_lines(code, docstrings)


def rename_definition(code: str, name: str) -> str:
    """Return the code of a function or class under another name, its decorators left out."""
    start = re.search(r"(?m)^(def|class)\s+\w+", code)
    if start is None:
        raise CourseError(f"no function or class stands in {code!r}")
    return re.sub(r"^(def|class)\s+\w+", rf"\1 {name}", code[start.start() :]).rstrip()


def _defines(node: ast.stmt, name: str) -> bool:
    return isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", "\n" + indent)


def _without_lines(code: str, nodes: Iterable[ast.stmt]) -> str:
    """Return the code without the lines of some statements, and without the blank lines that follow them."""
    lines = code.split("\n")
    dropped: set[int] = set()
    for node in nodes:
        end = node.end_lineno or node.lineno
        while end < len(lines) and not lines[end].strip():
            end += 1
        dropped.update(range(node.lineno - 1, end))
    return "\n".join(line for number, line in enumerate(lines) if number not in dropped)
