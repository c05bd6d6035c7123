"""Syntax trees of cells, which are kept while a submission is graded, and what they tell about a cell."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache

from autograder.python_syntax import parse_python

MAX_CHARACTERS = 4_000_000
"""Characters of the cells whose trees are kept while a submission is graded."""
MAX_CHARACTERS_BETWEEN = 300_000
"""The same between two submissions; trees take up to 300 bytes per character."""


class _Trees(dict[str, ast.Module | None]):
    """Syntax trees by source, with the number of characters of all sources."""

    characters = 0

    def add(self, source: str) -> ast.Module | None:
        """Parse a source and keep its tree; where that would be too much, without the earlier ones."""
        if self.characters + len(source) > MAX_CHARACTERS:
            self.clear()
        tree = self[source] = _parse(source)
        self.characters += len(source)
        return tree

    def clear(self) -> None:
        """Remove all trees."""
        super().clear()
        self.characters = 0


_trees = _Trees()


def parse_cell(source: str) -> ast.Module | None:
    """Parse a cell with its magics left out; None where it is not Python.

    The tree is kept, because the same cells are asked for again and again.
    """
    return _trees[source] if source in _trees else _trees.add(source)


def trim_syntax_trees() -> None:
    """Give back the memory of many or large trees; called after each submission."""
    if _trees.characters > MAX_CHARACTERS_BETWEEN:
        _trees.clear()


def _parse(source: str) -> ast.Module | None:
    code = re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return parse_python(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def same_code(source: str, other: str) -> bool:
    """Return whether two cells have the same syntax tree; cells that are not Python must be the same text."""
    if source.strip() == other.strip():
        return True
    tree, other_tree = parse_cell(source), parse_cell(other)
    try:
        return bool(tree and other_tree and _same_tree(tree, other_tree))
    except RecursionError:
        return False


def _same_tree(node: object, other: object) -> bool:
    """Compare two parts of a syntax tree. Most differ early, so this is quicker than comparing `ast.dump`."""
    if isinstance(node, ast.AST) and type(node) is type(other):
        return all(_same_tree(getattr(node, name, None), getattr(other, name, None)) for name in node._fields)
    if isinstance(node, list) and isinstance(other, list):
        return len(node) == len(other) and all(map(_same_tree, node, other))
    return type(node) is type(other) and bool(node == other)


def definitions_only(source: str) -> str:
    """Return the imports, functions, classes and plain constants of a cell, the rest left out; empty without any."""
    tree = parse_cell(source)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
    body = [
        node
        for node in (tree.body if tree else [])
        if isinstance(node, kinds) or (isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant))
    ]
    return "\n".join(ast.unparse(node) for node in body)


def defined_names(source: str) -> set[str]:
    """Return the functions and classes that a cell defines at its top level."""
    tree = parse_cell(source)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return {node.name for node in (tree.body if tree else []) if isinstance(node, kinds)}


@lru_cache(maxsize=256)
def names_and_attributes(source: str) -> frozenset[str]:
    """Return every name and attribute in a cell of the course's own."""
    nodes = list(ast.walk(parse_python(source)))
    names = (node.id for node in nodes if isinstance(node, ast.Name))
    attributes = (node.attr for node in nodes if isinstance(node, ast.Attribute))
    return frozenset((*names, *attributes))


def defines(source: str, name: str) -> bool:
    """Return whether a cell is Python and binds `name` at its top level: defines, assigns or imports it."""
    tree = parse_cell(source)
    if tree is None or name not in source:
        return False
    body = tree.body
    targets = {t.id for node in body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)}
    imports = [alias for node in body if isinstance(node, (ast.Import, ast.ImportFrom)) for alias in node.names]
    return name in defined_names(source) | targets | {alias.asname or alias.name for alias in imports}
