"""A module of a course that has plain dictionaries. It is parsed, not imported.

A unit can be released where the packages that it needs are not installed.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.python_syntax import parse_python


@dataclass(frozen=True)
class LiteralModule:
    """The syntax tree of a module, and its path in the course."""

    tree: ast.Module
    where: str

    @classmethod
    def read(cls, path: Path, root: Path) -> LiteralModule:
        """Parse a file of the course. CourseError where it is not Python."""
        where = path.relative_to(root).as_posix()
        try:
            return cls(parse_python(path.read_text(encoding="utf-8")), where)
        except (SyntaxError, ValueError) as error:
            raise CourseError(f"it is not Python: {error}", where=where) from None

    def dictionary(self, name: str) -> dict[str, Any]:
        """Return the last value that the module gives a name. CourseError where it is no plain dictionary."""
        values = [
            node.value
            for node in self.tree.body
            if isinstance(node, (ast.Assign, ast.AnnAssign))
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and target.id == name and node.value is not None
        ]
        if not values:
            fix = f"write {name} = {{...}}, as docs/check-writers.md says"
            raise CourseError(f"it has no {name}", where=self.where, fix=fix)
        try:
            value = ast.literal_eval(values[-1])
        except ValueError:
            value = None
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            fix = "write every key and every sentence in quotes, without names or calls"
            raise CourseError(
                f"{name} is no plain dictionary", where=f"{self.where}, line {values[-1].lineno}", fix=fix
            )
        return value
