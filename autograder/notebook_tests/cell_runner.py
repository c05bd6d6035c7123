"""Runs test cells in the grading process. Their outputs are those of a notebook, without anything of hidden lines."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.lib.pretty import pretty

from autograder.errors import TimeLimitExceeded
from autograder.notebook_tests.cell_analysis import analyze
from autograder.notebook_tests.cell_namespace import CellNamespace
from autograder.notebook_tests.cell_outputs import HIDDEN_TEST, LONGEST_OUTPUT, Output, captured_outputs
from autograder.notebook_tests.execution_watch import TEST_FILE, watch_execution
from autograder.notebook_tests.remote_exceptions import ConnectionClosed, NeedsManualGrading, StudentError
from autograder.notebook_tests.rpc_client import handle_of
from autograder.python_syntax import parse_python

MANUAL_GRADING = "This test could not be run here: your instructor will look at it."


@dataclass(frozen=True)
class CellResult:
    """The outputs of a test cell, why a person must grade it, and why the student's process ended, if so.

    `changes` says what the student's code has done to values of the test.
    """

    outputs: tuple[Output, ...]
    manual_reason: str = ""
    end_reason: str = ""
    changes: frozenset[str] = frozenset()


@dataclass
class CellRunner:
    """Runs the test cells of one notebook, one after the other, in one namespace.

    `cpu_seconds` and `wall_seconds` limit each test; `student_modules` are modules that only the student has;
    `copy_file` is called with each file name that a test mentions.
    """

    namespace: CellNamespace
    cpu_seconds: float
    wall_seconds: float
    student_modules: frozenset[str]
    hidden_lines: Callable[[str], Sequence[bool]]
    copy_file: Callable[[str], None]
    _hidden_lines: dict[str, Sequence[bool]] = field(default_factory=dict)
    _source_lines: dict[str, list[str]] = field(default_factory=dict)

    def run(self, name: str, source: str, max_points: float) -> CellResult:
        """Run a test cell. Never raises, whatever the test or the student's code does."""
        connection = self.namespace.connection
        analysis = analyze(source)
        if connection is None or analysis.manual_reason:
            return _manual_result((), analysis.manual_reason or "there is nothing to ask")
        for file_name in analysis.files:
            self.copy_file(file_name)
        file = f"{TEST_FILE}{name}>"
        self._hidden_lines[file], self._source_lines[file] = self.hidden_lines(source), source.split("\n")
        connection.shares_random_state, connection.changes = "seed" in source, set()
        outputs: list[Output] = []
        try:
            with self._capture_outputs(outputs), watch_execution(source, connection.refuse):
                outputs += _value_output(self._execute(analysis.source, file))
        except BaseException as error:  # noqa: BLE001 - a test may end in any way, and the next one is run all the same
            outputs.append(self._exception_output(error, file))
            if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in self.student_modules:
                connection.refuse(f"the test imports '{error.name}', which is a file of the student's")
        if connection.end_reason:
            ending = error_output("Stopped", connection.end_reason)
            return CellResult((*_streams(outputs), ending), end_reason=connection.end_reason)
        if connection.manual_reason or _exceeds_points(outputs, max_points):
            reason = connection.manual_reason or "the test gave more points than the cell has"
            return _manual_result(_streams(outputs), reason)
        return CellResult(tuple(outputs), changes=frozenset(connection.changes))

    def _execute(self, source: str, file: str) -> Any:
        """Return the value of the last line if it is an expression without a semicolon."""
        self.namespace.clear_cache()
        tree = parse_python(TransformerManager().transform_cell(source), file)
        last = tree.body[-1] if tree.body else None
        quiet = source.rstrip().endswith(";")
        if not isinstance(last, ast.Expr):
            exec(compile(tree, file, "exec"), self.namespace)  # noqa: S102 - the instructor's own test
            return None
        exec(compile(ast.Module(tree.body[:-1], []), file, "exec"), self.namespace)  # noqa: S102
        value = eval(compile(ast.Expression(last.value), file, "eval"), self.namespace)  # noqa: S307
        return None if quiet else value

    def execute_statement(self, statement: ast.stmt) -> bool:
        """Run a statement of a locked cell; return whether it succeeded. What it prints is shown with its own cell."""
        connection = self.namespace.connection
        code = compile(ast.Module([statement], []), f"{TEST_FILE}locked cell>", "exec")
        refuse = connection.refuse if connection else NeedsManualGrading
        try:
            with self._capture_outputs([]), watch_execution(ast.unparse(statement), refuse):
                exec(code, self.namespace)  # noqa: S102 - the instructor's own code
        except BaseException:  # noqa: BLE001 - as for a test
            return False
        finally:
            reason = connection.manual_reason if connection else ""
            if connection is not None:
                connection.manual_reason = ""
        return not reason

    def _capture_outputs(self, outputs: list[Output]) -> AbstractContextManager[None]:
        return captured_outputs(outputs, self._runs_hidden_line, self.cpu_seconds, self.wall_seconds)

    def _runs_hidden_line(self) -> bool:
        """Return whether a hidden line of a test is being executed."""
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if self._is_hidden(frame.f_code.co_filename, frame.f_lineno):
                return True
            frame = frame.f_back
        return False

    def _is_hidden(self, file: str, line: int) -> bool:
        hidden = self._hidden_lines.get(file, ())
        return line <= len(hidden) and hidden[line - 1]

    def _exception_output(self, error: BaseException, file: str) -> Output:
        """Return an exception as an output: with its lines in tests, unless one of them is hidden."""
        if isinstance(error, NeedsManualGrading | ConnectionClosed | TimeLimitExceeded):
            return error_output(type(error).__name__, str(error))
        name = "Error" if isinstance(error, StudentError) else type(error).__name__
        locations = [(path, line) for path, line in _locations(error.__traceback__) if path in self._source_lines]
        if isinstance(error, SyntaxError) and error.filename == file:
            locations.append((file, error.lineno or 1))
        if any(self._is_hidden(path, line) for path, line in locations):
            return error_output("Error", f"{HIDDEN_TEST} failed")  # a class of the student may be called as its inputs
        notes = [f"line {line} of the test: {self._source_lines[path][line - 1].strip()}" for path, line in locations]
        notes += [str(note) for note in getattr(error, "__notes__", ())]
        return error_output(name, _message(error), notes)


def error_output(name: str, text: str, notes: Sequence[str] = ()) -> Output:
    """Return an error as nbformat has it."""
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [*notes, f"{name}: {text}"]}


def _value_output(value: Any) -> Iterator[Output]:
    """Yield the cell's value as an output, in which nbgrader looks for points.

    An object of the student is never shown as it describes itself: its text could be a number of points.
    """
    if value is not None:
        text = "(an object of the student's)" if handle_of(value) is not None else pretty(value)
        data = {"text/plain": text[:LONGEST_OUTPUT]}
        yield {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}


def _manual_result(outputs: Sequence[Output], reason: str) -> CellResult:
    # the name of the error is part of what students read
    return CellResult((*outputs, error_output("NeedsPerson", MANUAL_GRADING)), manual_reason=reason)


def _exceeds_points(outputs: Sequence[Output], max_points: float) -> bool:
    """Return whether the test gives more points than its cell has: nbgrader would stop with an error."""
    results = [output for output in outputs if output["output_type"] == "execute_result"]
    try:
        return bool(results) and float(results[0]["data"]["text/plain"]) > max_points
    except ValueError:
        return False


def _streams(outputs: Sequence[Output]) -> list[Output]:
    return [output for output in outputs if output["output_type"] == "stream"]


def _locations(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next


def _message(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception:  # noqa: BLE001 - the exception's own `__str__` may fail
        return "(its text cannot be shown)"
