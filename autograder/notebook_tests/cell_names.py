"""The names that a cell binds and reads, as Python's own symbol table says."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from autograder.course.cell_syntax import parse_cell


@dataclass(frozen=True)
class CellNames:
    """Global names: those that the code binds, reads, and reads while it runs (not later, in a function).

    `imports` maps names to what they are imported from; `other_bound` are bound in another way than by an import.
    """

    bound: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    read_at_once: frozenset[str] = frozenset()
    imports: Mapping[str, str] = field(default_factory=dict)
    other_bound: frozenset[str] = frozenset()


@lru_cache(maxsize=500)
def names_in(source: str) -> CellNames:
    """Return the names in a cell; none where it is not Python."""
    tree = parse_cell(source)
    return names_of(tree.body) if tree is not None else CellNames()


def names_of(statements: Iterable[ast.stmt]) -> CellNames:
    """Return the names in statements that stand at the top level of a cell."""
    body = list(statements)
    try:
        code = ast.unparse(ast.Module(body, []))
        table = symtable.symtable(code, "cell", "exec")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return _all_names(body)  # an f-string that cannot be written again, for example
    symbols = table.get_symbols()
    bound = {s.get_name() for s in symbols if s.is_assigned() or s.is_imported() or s.is_namespace()}
    at_once = {s.get_name() for s in symbols if s.is_referenced()}
    read = set(at_once)
    for child, runs_at_once in _descendants(table, runs_at_once=True):
        names = {s.get_name() for s in child.get_symbols() if s.is_global() and s.is_referenced()}
        read |= names
        at_once |= names if runs_at_once else set()
        bound |= {s.get_name() for s in child.get_symbols() if s.is_declared_global() and s.is_assigned()}
    imports = dict(_imports(body))
    other = {s.get_name() for s in symbols if (s.is_assigned() and not s.is_imported()) or s.is_namespace()}
    return CellNames(frozenset(bound), frozenset(read), frozenset(at_once), imports, frozenset(other))


def _descendants(table: symtable.SymbolTable, *, runs_at_once: bool) -> Iterator[tuple[symtable.SymbolTable, bool]]:
    """Yield the inner scopes, each with whether it runs with the cell: a class or a comprehension, not a function."""
    for child in table.get_children():
        is_function = child.get_type() == "function" and child.get_name() not in (
            "listcomp", "setcomp", "dictcomp", "genexpr",
        )  # fmt: skip
        runs = runs_at_once and not is_function
        yield child, runs
        yield from _descendants(child, runs_at_once=runs)


def _all_names(statements: Iterable[ast.stmt]) -> CellNames:
    """Return every name that occurs in the statements, in whatever scope."""
    nodes = [node for statement in statements for node in ast.walk(statement)]
    names = [node for node in nodes if isinstance(node, ast.Name)]
    definitions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    bound = {node.id for node in names if not isinstance(node.ctx, ast.Load)}
    bound |= {node.name for node in nodes if isinstance(node, definitions)}
    read = frozenset(node.id for node in names if isinstance(node.ctx, ast.Load))
    imports = dict(_imports(node for node in nodes if isinstance(node, ast.stmt)))
    return CellNames(frozenset(bound | set(imports)), read, read, imports, frozenset(bound))


def _imports(statements: Iterable[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    package = alias.name.partition(".")[0]
                    yield alias.asname or package, alias.name if alias.asname else package
            elif isinstance(node, ast.ImportFrom):
                yield from ((alias.asname or alias.name, f"{node.module}:{alias.name}") for alias in node.names)
