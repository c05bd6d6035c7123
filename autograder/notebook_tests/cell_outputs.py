"""What a test prints, captured as outputs of a notebook, within the time that a test has."""

from __future__ import annotations

import builtins
import io
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from types import FrameType
from typing import Any

from autograder.errors import TimeLimitExceeded

Output = dict[str, Any]

HIDDEN_TEST = "a hidden test"
LONGEST_OUTPUT = 100_000


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


@contextmanager
def captured_outputs(
    outputs: list[Output], runs_hidden_line: Callable[[], bool], cpu_seconds: float, wall_seconds: float
) -> Iterator[None]:
    """Context manager: captures output, limits time, and prints warnings to stdout, where they cost no points."""

    def stop(number: int, _frame: FrameType | None) -> None:
        computing = f"{cpu_seconds:g} seconds of computing"
        limit = computing if number == signal.SIGPROF else f"{wall_seconds:g} seconds"
        raise TimeLimitExceeded(f"the test did not finish within {limit}")

    def print_warning(message: Warning | str, category: type[Warning], *_: Any, **__: Any) -> None:
        stdout.write_student_text(f"{category.__name__}: {message}\n")

    stdout = CapturedStream("stdout", outputs, runs_hidden_line)
    stderr = CapturedStream("stderr", outputs, runs_hidden_line)
    handlers = {number: signal.signal(number, stop) for number in (signal.SIGPROF, signal.SIGALRM)}
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    signal.setitimer(signal.ITIMER_REAL, wall_seconds)
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


def warn_again(texts: tuple[str, ...]) -> None:
    """Issue the warnings of the student's code in the test."""
    for text in texts:
        name, _, message = text.partition(": ")
        kind = getattr(builtins, name, None)
        category = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
        warnings.warn(message, category, stacklevel=5)


def print_again(stdout: str, stderr: str) -> None:
    """Print what the student's code printed; the streams of a test cell know whether it may be shown."""
    for text, stream in ((stdout, sys.stdout), (stderr, sys.stderr)):
        if text:
            getattr(stream, "write_student_text", stream.write)(text)
