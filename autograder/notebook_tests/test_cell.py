"""One test cell, run here: its outputs as a notebook would keep them, with nothing shown of its hidden lines."""

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
from autograder.notebook_tests.rpc_client import Halted, NeedsPerson, StudentError, handle_of
from autograder.notebook_tests.test_analysis import inquire
from autograder.notebook_tests.test_namespace import Namespace

Output = dict[str, Any]

HIDDEN = "a hidden test"
FOR_A_PERSON = "This test could not be run here: your instructor will look at it."
LONGEST_OUTPUT = 100_000


@dataclass(frozen=True)
class Result:
    """What a test cell showed; `person` says why a person must grade it, `stopped` why the student's process ended."""

    outputs: tuple[Output, ...]
    person: str = ""
    stopped: str = ""


class Screen(io.TextIOBase):
    """sys.stdout or sys.stderr of a test. What a student's code prints while a hidden line runs is not kept."""

    def __init__(self, name: str, outputs: list[Output], is_hidden: Callable[[], bool]) -> None:
        self.name, self.outputs, self._is_hidden = name, outputs, is_hidden
        self._room = LONGEST_OUTPUT

    def write(self, text: str) -> int:
        kept = text[: max(0, self._room)]
        self._room -= len(kept)
        last = self.outputs[-1] if self.outputs else {}
        if kept and last.get("name") == self.name:
            last["text"] += kept
        elif kept:
            self.outputs.append({"output_type": "stream", "name": self.name, "text": kept})
        return len(text)

    def write_students(self, text: str) -> None:
        """Hidden inputs must not be printed; that something was written to stderr still counts."""
        if not self._is_hidden():
            self.write(text)
        elif self.name == "stderr":
            self.write(f"(printed in {HIDDEN})\n")

    def writable(self) -> bool:
        return True


@dataclass
class Trial:
    """Runs the tests of one notebook, cell by cell, in one namespace.

    `seconds` of computing and `patience` seconds on the clock are a test's own; `theirs` are modules that only the
    student has.
    """

    namespace: Namespace
    seconds: float
    patience: float
    theirs: frozenset[str]
    is_hidden: Callable[[str], Sequence[bool]]
    read_file: Callable[[str], None]
    _hidden: dict[str, Sequence[bool]] = field(default_factory=dict)
    _lines: dict[str, list[str]] = field(default_factory=dict)

    def run(self, name: str, source: str, max_points: float) -> Result:
        """Run a cell to its end, whatever the student's code does."""
        link = self.namespace.link
        asked = inquire(source)
        if link is None or asked.person:
            return Result((_told("NeedsPerson", FOR_A_PERSON),), person=asked.person or "there is nothing to ask")
        for file in asked.files:
            self.read_file(file)
        file = f"<test {name}>"
        self._hidden[file], self._lines[file] = self.is_hidden(source), source.split("\n")
        link.shares_randomness = "seed" in source
        outputs: list[Output] = []
        try:
            with self._watched(outputs):
                outputs += self._shown(self._execute(asked.source, file))
        except BaseException as error:  # noqa: BLE001 - a test may end in any way, and the next one is run all the same
            outputs.append(self._failed(error, file))
            if isinstance(error, ModuleNotFoundError) and (error.name or "").partition(".")[0] in self.theirs:
                link.refuse(f"the test imports '{error.name}', which is a file of the student's")
        if link.stopped:
            return Result((*_streams(outputs), _told("Stopped", link.stopped)), stopped=link.stopped)
        if link.person or too_generous(outputs, max_points):
            why = link.person or "the test gave more points than the cell has"
            return Result((*_streams(outputs), _told("NeedsPerson", FOR_A_PERSON)), person=why)
        return Result(tuple(outputs))

    def _execute(self, source: str, file: str) -> Any:
        """The value of the last line, where that is an expression without a semicolon."""
        self.namespace.fresh()
        parsed = ast.parse(TransformerManager().transform_cell(source), file)
        last = parsed.body[-1] if parsed.body else None
        quiet = source.rstrip().endswith(";")
        if not isinstance(last, ast.Expr):
            exec(compile(parsed, file, "exec"), self.namespace)  # noqa: S102 - the instructor's own test
            return None
        exec(compile(ast.Module(parsed.body[:-1], []), file, "exec"), self.namespace)  # noqa: S102
        value = eval(compile(ast.Expression(last.value), file, "eval"), self.namespace)  # noqa: S307
        return None if quiet else value

    def _shown(self, value: Any) -> Iterator[Output]:
        """As nbgrader finds points in it; what an object of a student's says of itself is never points."""
        if value is not None:
            text = "(an object of the student's)" if handle_of(value) is not None else pretty(value)
            data = {"text/plain": text[:LONGEST_OUTPUT]}
            yield {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}

    @contextmanager
    def _watched(self, outputs: list[Output]) -> Iterator[None]:
        """Streams caught, warnings written down at no cost, processor time limited."""

        def end(number: int, _frame: FrameType | None) -> None:
            most = (
                f"{self.seconds:g} seconds of computing" if number == signal.SIGPROF else f"{self.patience:g} seconds"
            )
            raise TimeLimitExceeded(f"the test did not finish within {most}")

        def note(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
            screen.write_students(f"{category.__name__}: {message}\n")

        screen = Screen("stdout", outputs, self._in_hidden_line)
        error_screen = Screen("stderr", outputs, self._in_hidden_line)
        before = {number: signal.signal(number, end) for number in (signal.SIGPROF, signal.SIGALRM)}
        signal.setitimer(signal.ITIMER_PROF, self.seconds)
        signal.setitimer(signal.ITIMER_REAL, self.patience)
        try:
            with redirect_stdout(screen), redirect_stderr(error_screen), warnings.catch_warnings():
                warnings.simplefilter("default")
                warnings.showwarning = note
                yield
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.setitimer(signal.ITIMER_REAL, 0)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _in_hidden_line(self) -> bool:
        frame: FrameType | None = sys._getframe()
        while frame is not None:
            if self._hides(frame.f_code.co_filename, frame.f_lineno):
                return True
            frame = frame.f_back
        return False

    def _hides(self, file: str, line: int) -> bool:
        hidden = self._hidden.get(file, ())
        return line <= len(hidden) and hidden[line - 1]

    def _failed(self, error: BaseException, file: str) -> Output:
        if isinstance(error, NeedsPerson | Halted | TimeLimitExceeded):
            return _told(type(error).__name__, str(error))
        name = "Error" if isinstance(error, StudentError) else type(error).__name__
        places = [(place, line) for place, line in _places(error.__traceback__) if place in self._lines]
        if isinstance(error, SyntaxError) and error.filename == file:
            places.append((file, error.lineno or 1))
        if any(self._hides(place, line) for place, line in places):
            return _told(name, f"{HIDDEN} failed")
        said = [f"line {line} of the test: {self._lines[place][line - 1].strip()}" for place, line in places]
        said += [str(note) for note in getattr(error, "__notes__", ())]
        text = _text(error)
        return {"output_type": "error", "ename": name, "evalue": text, "traceback": [*said, f"{name}: {text}"]}


def too_generous(outputs: Sequence[Output], max_points: float) -> bool:
    """Whether nbgrader would stop at this cell, because it asks for more points than there are."""
    results = [output for output in outputs if output["output_type"] == "execute_result"]
    try:
        return bool(results) and float(results[0]["data"]["text/plain"]) > max_points
    except ValueError:
        return False


def _streams(outputs: Sequence[Output]) -> list[Output]:
    return [output for output in outputs if output["output_type"] == "stream"]


def _places(step: TracebackType | None) -> Iterator[tuple[str, int]]:
    while step is not None:
        yield step.tb_frame.f_code.co_filename, step.tb_lineno
        step = step.tb_next


def _text(error: BaseException) -> str:
    try:
        return str(error)[:2000]
    except Exception:  # noqa: BLE001 - an exception's own text may fail
        return "(its text cannot be shown)"


def _told(name: str, text: str) -> Output:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [f"{name}: {text}"]}
