"""Which cells a score depends on: those that define the exercises, and whatever those use, back through the notebook.

Everything else a notebook does (figures, experiments, outcomes) changes no score and is most of its time.
Where this analysis overlooks something, a name is missing when the checks run; the grader then runs every cell.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograder.course.cell_syntax import parse_cell
from autograder.course.notebook import Role
from autograder.submissions.merge import MergedCell

RUNNABLE = (Role.FREE, Role.READ_ONLY, Role.SOLUTION)
OPAQUE = {"exec", "eval", "globals", "locals", "vars", "setattr", "__import__", "get_ipython"}
# Functions of a module that change the module, by the beginnings of their names: `np.seterr`, `np.random.seed`.
STATEFUL = ("set", "seed", "filter", "simplefilter", "register", "update", "use")


@dataclass(frozen=True, slots=True)
class NameUsage:
    """What a cell does to names; an `opaque` cell may do anything.

    `changes` are names whose values it may change in place; `asks` are names whose methods it calls, which change an
    object perhaps and a module hardly ever; `hands` are names it passes to functions, which change data perhaps and a
    function hardly ever.
    """

    binds: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    asks: frozenset[str] = frozenset()
    hands: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    opaque: bool = False


def needed_cells(cells: Sequence[MergedCell]) -> frozenset[str]:
    """Names of the cells to run so that every exercise is defined as where its check stands.

    A free cell below the last exercise comes after every check: what it does to a name is of no account.
    """
    last = max((place for place, cell in enumerate(cells) if cell.role is Role.SOLUTION), default=-1)
    considered = [
        cell for place, cell in enumerate(cells) if place < last or cell.role is not Role.FREE or _always(cell)
    ]
    runnable = {cell.name: name_usage(cell.source) for cell in considered if cell.role in RUNNABLE}
    chosen = {cell.name for cell in considered if _always(cell)} | {
        name for name, use in runnable.items() if use.opaque
    }
    modules = frozenset[str]().union(*(use.imports for use in runnable.values()))
    functions = frozenset(dir(builtins)).union(*(use.defines for use in runnable.values()))
    touches = {
        name: use.binds | use.changes | (use.asks - modules) | (use.hands - functions) for name, use in runnable.items()
    }
    # What a given cell binds besides the one name it is run for (data beside `np`) is nobody's concern; in a student's
    # cell it may be a second name for the same thing.
    given = {cell.name for cell in considered if cell.role is Role.READ_ONLY}
    wanted: set[str] = set()
    while True:
        wanted |= {name for cell in chosen for name in runnable[cell].reads}
        wanted |= {name for cell in chosen - given for name in runnable[cell].binds}
        more = {name for name in runnable if name not in chosen and wanted & touches[name]}
        if not more:
            return frozenset(chosen)
        chosen |= more


def _always(cell: MergedCell) -> bool:
    """Exercises, and answers that a student typed into a prediction's cell."""
    typed = cell.role is Role.FREE and cell.from_student and "lab." in cell.source
    return cell.role is Role.SOLUTION or typed


@lru_cache(maxsize=4096)
def name_usage(source: str) -> NameUsage:
    """Analyse one cell; a cell that does not parse uses nothing."""
    parsed = parse_cell(source)
    if parsed is None:
        return NameUsage()
    try:
        table = symtable.symtable(ast.unparse(parsed), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return NameUsage()
    symbols = [(inner, symbol) for inner in _tables(table) for symbol in inner.get_symbols()]
    reads = frozenset(symbol.get_name() for inner, symbol in symbols if _is_read(inner, symbol))
    imported = frozenset(symbol.get_name() for inner, symbol in symbols if symbol.is_imported() and inner is table)
    star = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(parsed))
    return NameUsage(
        binds=frozenset(symbol.get_name() for inner, symbol in symbols if _is_bound(inner, symbol)),
        reads=reads,
        changes=frozenset(_changed(parsed)),
        asks=frozenset(_asked(parsed)),
        hands=frozenset(_handed(parsed)),
        imports=imported,
        defines=frozenset(symbol.get_name() for inner, symbol in symbols if inner is table and symbol.is_namespace()),
        opaque=star or bool(reads & OPAQUE),
    )


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _tables(inner)


def _is_read(table: symtable.SymbolTable, symbol: symtable.Symbol) -> bool:
    return symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global())


def _is_bound(table: symtable.SymbolTable, symbol: symtable.Symbol) -> bool:
    bound = symbol.is_assigned() or symbol.is_imported()
    return bound and (table.get_type() == "module" or symbol.is_declared_global())


def _changed(parsed: ast.Module) -> Iterator[str]:
    """Names whose values top-level code stores into, or asks to change themselves."""
    for node in _top_level(parsed.body):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield from _root(node)
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr.startswith(STATEFUL)
        ):
            yield from _root(node.func)


def _asked(parsed: ast.Module) -> Iterator[str]:
    """Names whose methods top-level code calls."""
    for node in _top_level(parsed.body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _root(node.func)


def _handed(parsed: ast.Module) -> Iterator[str]:
    """Names that top-level code passes to functions."""
    for node in _top_level(parsed.body):
        if isinstance(node, ast.Call):
            yield from (argument.id for argument in node.args if isinstance(argument, ast.Name))


def _top_level(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Nodes that run when the cell runs; the insides of functions do not."""
    for node in body:
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from _top_level(ast.iter_child_nodes(node))


def _root(node: ast.AST) -> Iterator[str]:
    """The name that an attribute or item belongs to."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
