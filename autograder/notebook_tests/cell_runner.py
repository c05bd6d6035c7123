"""Runs test cells in the grading process. Their outputs are those of a notebook, without anything of hidden lines."""

from __future__ import annotations

import ast
import io
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from types import FrameType, TracebackType
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from IPython.lib.pretty import pretty

from autograder.errors import TimeLimitExceeded
from autograder.notebook_tests.cell_analysis import analyze
from autograder.notebook_tests.cell_namespace import CellNamespace
from autograder.notebook_tests.execution_watch import watch_execution
from autograder.notebook_tests.remote_exceptions import ConnectionClosed, NeedsManualGrading, StudentError
from autograder.notebook_tests.rpc_client import handle_of

Output = dict[str, Any]

HIDDEN_TEST = "a hidden test"
MANUAL_GRADING = "This test could not be run here: your instructor will look at it."
LONGEST_OUTPUT = 100_000


@dataclass(frozen=True)
class CellResult:
    """The outputs of a test cell, why a person must grade it, and why the student's process ended, if so."""

    outputs: tuple[Output, ...]
    manual_reason: str = ""
    end_reason: str = ""


class CapturedStream(io.TextIOBase):
    """sys.stdout or sys.stderr of a test. What student code prints while a hidden line runs is dropped."""

    def __init__(self, name: str, outputs: list[Output], runs_hidden_line: Callable[[], bool]) -> None:
        self.name, self.outputs, self._runs_hidden_line = name, outputs, runs_hidden_line
        self._remaining = LONGEST_OUTPUT

    def write(self, text: str) -> int:
        part = text[: max(0, self._remaining)]
        self._remaining -= len(part)
        last = self.outputs[-1] if self.outputs else {}
        if part and last.get("name") == self.name:
            last["text"] += part
        elif part:
            self.outputs.append({"output_type": "stream", "name": self.name, "text": part})
        return len(text)

    def write_student_text(self, text: str) -> None:
        """Write what student code printed. It could hold hidden inputs; text on stderr still costs the points."""
        if not self._runs_hidden_line():
            self.write(text)
        elif self.name == "stderr":
            self.write(f"(printed in {HIDDEN_TEST})\n")

    def writable(self) -> bool:
        return True


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
        file = f"<test {name}>"
        self._hidden_lines[file], self._source_lines[file] = self.hidden_lines(source), source.split("\n")
        connection.shares_random_state = "seed" in source
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
        return CellResult(tuple(outputs))

    def _execute(self, source: str, file: str) -> Any:
        """Return the value of the last line if it is an expression without a semicolon."""
        self.namespace.clear_cache()
        tree = ast.parse(TransformerManager().transform_cell(source), file)
        last = tree.body[-1] if tree.body else None
        quiet = source.rstrip().endswith(";")
        if not isinstance(last, ast.Expr):
            exec(compile(tree, file, "exec"), self.namespace)  # noqa: S102 - the instructor's own test
            return None
        exec(compile(ast.Module(tree.body[:-1], []), file, "exec"), self.namespace)  # noqa: S102
        value = eval(compile(ast.Expression(last.value), file, "eval"), self.namespace)  # noqa: S307
        return None if quiet else value

    @contextmanager
    def _capture_outputs(self, outputs: list[Output]) -> Iterator[None]:
        """Context manager: captures output, limits time, and prints warnings to stdout, where they cost no points."""

        def stop(number: int, _frame: FrameType | None) -> None:
            computing = f"{self.cpu_seconds:g} seconds of computing"
            limit = computing if number == signal.SIGPROF else f"{self.wall_seconds:g} seconds"
            raise TimeLimitExceeded(f"the test did not finish within {limit}")

        def print_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
            stdout.write_student_text(f"{category.__name__}: {message}\n")

        stdout = CapturedStream("stdout", outputs, self._runs_hidden_line)
        stderr = CapturedStream("stderr", outputs, self._runs_hidden_line)
        handlers = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
        signal.setitimer(signal.ITIMER_PROF, self.cpu_seconds)
        signal.setitimer(signal.ITIMER_REAL, self.wall_seconds)
        try:
            with redirect_stdout(stdout), redirect_stderr(stderr), warnings.catch_warnings():
                warnings.simplefilter("default")
                warnings.showwarning = print_warning
                yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            for number, handler in handlers.items():
                signal.signal(number, handler)

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
            return error_output(name, f"{HIDDEN_TEST} failed")
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
