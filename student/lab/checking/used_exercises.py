"""Finds the exercises whose functions an outcome runs: itself, or in the cells that stored what it reads."""

from __future__ import annotations

import ast
import dis
import sys
import types
import warnings
from collections.abc import Collection, Iterator

from lab.checking.notebook_cells import cell_sources


def used_exercises(function: object, exercise_names: Collection[str]) -> list[str]:
    """Return those of the names that a function needs, in the order of `exercise_names`.

    Functions of the notebook are followed into what they call, data into the cell that stored it last.
    """
    namespace = vars(sys.modules["__main__"])
    names = set(_names_in(function))
    queue = list(names)
    while queue:
        name = queue.pop()
        value = namespace.get(name)
        if value is None or isinstance(value, types.ModuleType):
            continue
        if not isinstance(value, (types.FunctionType, type)):
            new_names = set(_names_in_cell_of(name)) - names
        elif value.__module__ == "__main__":
            new_names = set(_names_in(value)) - names
        else:
            continue
        names |= new_names
        queue += new_names
    return [name for name in exercise_names if name in names]


def _names_in(value: object) -> Iterator[str]:
    """Yield the global names that a function, or each method of a class, reads."""
    if isinstance(value, type):
        for member in vars(value).values():
            yield from _names_in(member)
    code = getattr(value, "__code__", None)
    if isinstance(code, types.CodeType):
        yield from _names_in_code(code)


def _names_in_code(code: types.CodeType) -> Iterator[str]:
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield str(instruction.argval)
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _names_in_code(constant)


def _names_in_cell_of(name: str) -> Iterator[str]:
    """Yield the names that the last cell reads which stored this one."""
    for source in reversed(cell_sources()):
        if name not in source:
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                nodes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)]
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if any(node.id == name and isinstance(node.ctx, ast.Store) for node in nodes):
            yield from (node.id for node in nodes if isinstance(node.ctx, ast.Load))
            return
