"""Cells as programs: what they say, whatever their comments and blank lines."""

from __future__ import annotations

import ast
import re
import warnings
from functools import lru_cache


@lru_cache(maxsize=4096)
def parse_cell(source: str) -> ast.Module | None:
    """The parsed cell, magics left out, or None where it does not parse."""
    code = re.sub(r"(?m)^(\s*)[%!].*$", r"\1pass", source)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(code)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def same_code(source: str, other: str) -> bool:
    """Whether two cells say the same; those that do not parse have to be the same text."""
    if source.strip() == other.strip():
        return True
    one, two = parse_cell(source), parse_cell(other)
    try:
        return bool(one and two and _same(one, two))
    except RecursionError:
        return False


def _same(one: object, other: object) -> bool:
    """Whether two parts of a program say the same; most differ early, which `ast.dump` would not notice."""
    if isinstance(one, ast.AST) and type(one) is type(other):
        return all(_same(getattr(one, name, None), getattr(other, name, None)) for name in one._fields)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_same, one, other))
    return type(one) is type(other) and bool(one == other)


def defines(source: str, name: str) -> bool:
    """Whether the source parses and binds `name` at its top level."""
    parsed = parse_cell(source)
    body = parsed.body if parsed else []
    named = {node.name for node in body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    bound = {t.id for node in body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)}
    return name in named | bound
