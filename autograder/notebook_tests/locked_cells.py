"""The course's own cells, run in the grading process: what they define belongs to the tests, whatever students do."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from autograder.course.cell_syntax import parse_cell
from autograder.notebook_tests.cell_analysis import analyze
from autograder.notebook_tests.cell_names import CellNames, names_of
from autograder.notebook_tests.cell_namespace import CellNamespace
from autograder.notebook_tests.rpc_client import handle_of


@dataclass
class LockedCells:
    """Runs the statements of locked cells and of the instructor's free ones in the tests' namespace, in their order.

    A statement that uses the student's names is left to the student's process, which has run it: what it binds is
    fetched from there. So is a class that solution cells use, because students derive from it, and what could run code
    of a student.
    """

    namespace: CellNamespace
    solution_reads: frozenset[str]
    execute: Callable[[ast.stmt], bool]
    """Runs a statement; returns whether it succeeded."""

    def run(self, source: str) -> None:
        """Run a cell of the course."""
        tree = parse_cell(source)
        for statement in tree.body if tree is not None else ():
            names = names_of([statement])
            if self._is_the_students(statement, names):
                self.namespace.names.shared |= names.bound
            elif not names.bound or names.bound - self.namespace.names.student:
                self._run_statement(statement, names)

    def _is_the_students(self, statement: ast.stmt, names: CellNames) -> bool:
        if isinstance(statement, ast.ClassDef) and statement.name in self.solution_reads:
            return True
        may_run_text = bool(analyze(ast.unparse(statement)).manual_reason)
        return may_run_text or bool(names.read_at_once & self.namespace.remote_names)

    def _run_statement(self, statement: ast.stmt, names: CellNames) -> None:
        if not self._execute(statement):
            self.namespace.names.failed |= names.bound - self.namespace.names.student
        remote = [name for name in names.bound if handle_of(dict.get(self.namespace, name)) is not None]
        self.namespace.names.shared |= {name for name in remote if name not in self.namespace.remote_names}
        self.namespace.forget({*self.namespace.names.student, *remote} - self.namespace.stateful_names)

    def _execute(self, statement: ast.stmt) -> bool:
        self.namespace.is_shared = False
        try:
            return self.execute(statement)
        finally:
            self.namespace.is_shared = True
