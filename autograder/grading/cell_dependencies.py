"""The cells that a score depends on: those that define the exercises, and those that define what they use.

All other cells (figures, experiments, outcomes) change no score and take most of the time. Where the analysis misses a
cell, a name is missing when the checks run; the grader then runs all cells.
"""

from __future__ import annotations

import ast
import builtins
import symtable
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from autograder.course.cell_syntax import parse_cell
from autograder.course.notebook import Role
from autograder.submissions.merged_notebook import MergedCell

RUNNABLE = (Role.FREE, Role.READ_ONLY, Role.SOLUTION)
OPAQUE_NAMES = {"exec", "eval", "globals", "locals", "vars", "setattr", "__import__", "get_ipython"}
"""Names that make a cell opaque."""

LONGEST_CELL = 20_000
"""Characters of a cell that is analysed; a longer one is opaque. The analysis takes 10 microseconds per character."""
STATEFUL_PREFIXES = ("set", "seed", "filter", "simplefilter", "register", "update", "use")
"""How the names of functions begin that change the state of their module: `np.seterr`, `np.random.seed`."""


@dataclass(frozen=True, slots=True)
class NameUsage:
    """What a cell does with names; an `opaque` cell may do anything.

    `changes`: names whose values the cell changes in place. `method_owners`: names whose methods it calls; they may be
    changed unless they are modules. `arguments`: names that it passes to functions; they may be changed unless they
    are functions.
    """

    binds: frozenset[str] = frozenset()
    reads: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    method_owners: frozenset[str] = frozenset()
    arguments: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    defines: frozenset[str] = frozenset()
    opaque: bool = False


def needed_cells(cells: Sequence[MergedCell]) -> frozenset[str]:
    """Return the names of the cells to run, so that every exercise is defined as it is at its check cell.

    Free cells below the last exercise are not needed: they run after every check.
    """
    last = max((place for place, cell in enumerate(cells) if cell.role is Role.SOLUTION), default=-1)
    candidates = [
        cell
        for place, cell in enumerate(cells)
        if place < last or cell.role is not Role.FREE or _is_always_needed(cell)
    ]
    usages = {cell.name: name_usage(cell.source) for cell in candidates if cell.role in RUNNABLE}
    selection = {cell.name for cell in candidates if _is_always_needed(cell)}
    selection |= {cell for cell, usage in usages.items() if usage.opaque}
    modules = frozenset[str]().union(*(usage.imports for usage in usages.values()))
    functions = frozenset(dir(builtins)).union(*(usage.defines for usage in usages.values()))
    affected_names = {
        cell: usage.binds | usage.changes | (usage.method_owners - modules) | (usage.arguments - functions)
        for cell, usage in usages.items()
    }
    # Of a read-only cell only the names that are used matter (`np`, but not the data beside it). In a student's cell
    # every name matters, because it may be a second name of the same object.
    read_only_cells = {cell.name for cell in candidates if cell.role is Role.READ_ONLY}
    names: set[str] = set()
    while True:
        names |= {name for cell in selection for name in usages[cell].reads}
        names |= {name for cell in selection - read_only_cells for name in usages[cell].binds}
        new_cells = {cell for cell in usages if cell not in selection and names & affected_names[cell]}
        if not new_cells:
            return frozenset(selection)
        selection |= new_cells


def _is_always_needed(cell: MergedCell) -> bool:
    """Return whether a cell is an exercise, or a prediction whose answer the student typed into the cell."""
    prediction = cell.role is Role.FREE and cell.from_student and "lab." in cell.source
    return cell.role is Role.SOLUTION or prediction


def name_usage(source: str) -> NameUsage:
    """Analyse one cell. A cell that is not Python uses no names; one that is very long is not analysed."""
    return NameUsage(opaque=True) if len(source) > LONGEST_CELL else _analyse(source)


@lru_cache(maxsize=4096)
def _analyse(source: str) -> NameUsage:
    tree = parse_cell(source)
    if tree is None:
        return NameUsage()
    try:
        table = symtable.symtable(ast.unparse(tree), "cell", "exec")
    except (SyntaxError, ValueError, RecursionError):
        return NameUsage()
    symbols = [(inner, symbol) for inner in _tables(table) for symbol in inner.get_symbols()]
    reads = frozenset(symbol.get_name() for inner, symbol in symbols if _is_read(inner, symbol))
    imports = frozenset(symbol.get_name() for inner, symbol in symbols if symbol.is_imported() and inner is table)
    nodes = _top_level(tree.body)
    star = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in ast.walk(tree))
    return NameUsage(
        binds=frozenset(symbol.get_name() for inner, symbol in symbols if _is_bound(inner, symbol)),
        reads=reads,
        changes=frozenset(_changed_names(nodes)),
        method_owners=frozenset(_method_owners(nodes)),
        arguments=frozenset(_argument_names(nodes)),
        imports=imports,
        defines=frozenset(symbol.get_name() for inner, symbol in symbols if inner is table and symbol.is_namespace()),
        opaque=star or bool(reads & OPAQUE_NAMES),
    )


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    yield table
    for inner in table.get_children():
        yield from _tables(inner)


def _is_read(table: symtable.SymbolTable, symbol: symtable.Symbol) -> bool:
    return symbol.is_referenced() and (table.get_type() == "module" or symbol.is_global())


def _is_bound(table: symtable.SymbolTable, symbol: symtable.Symbol) -> bool:
    is_bound = symbol.is_assigned() or symbol.is_imported()
    return is_bound and (table.get_type() == "module" or symbol.is_declared_global())


def _changed_names(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Yield names whose items or attributes top-level code sets, or whose state it changes by a function of theirs."""
    for node in nodes:
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield from _owner(node)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr.startswith(STATEFUL_PREFIXES)
        ):
            yield from _owner(node.func)


def _method_owners(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Yield names whose methods top-level code calls."""
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield from _owner(node.func)


def _argument_names(nodes: Sequence[ast.AST]) -> Iterator[str]:
    """Yield names that top-level code passes to functions."""
    for node in nodes:
        if isinstance(node, ast.Call):
            yield from (argument.id for argument in node.args if isinstance(argument, ast.Name))


def _top_level(body: Sequence[ast.AST]) -> list[ast.AST]:
    """Return the nodes that run when the cell runs, which the bodies of functions do not."""
    nodes, pending = [], list(body)
    while pending:
        node = pending.pop()
        nodes.append(node)
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            pending += ast.iter_child_nodes(node)
    return nodes


def _owner(node: ast.AST) -> Iterator[str]:
    """Yield the name that an attribute or an item belongs to."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if isinstance(node, ast.Name):
        yield node.id
