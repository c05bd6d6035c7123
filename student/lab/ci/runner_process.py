"""Runs a student's cells and the visible checks in a subprocess, and writes the results to the parent.

The file for the results is moved away before the first cell runs: from then on, the standard output is the student's.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lab.checking.check_runner import run_checks
from lab.checking.results import CheckResult
from lab.checking.timeout import TimeLimitExceeded

MAX_TEXT_LENGTH = 500
SHARE_AFTER_STOP = 1 / 12
"""Of the time of a cell: 5 of 60 seconds."""
WORD = re.compile(r"\w+")
DEFINITION = re.compile(r"(?m)^(?:def|class)\s+(\w+)")
BINDING = re.compile(r"(?m)^(?:(?:def|class)\s+)?(\w+)(?=\s*[(:=,])")
COLAB_MODULES = ("google", "google.colab")
"""Modules of a cell that uploads the handout to Colab; nobody else has them."""


class RecordWriter:
    """Writes records to the parent, each behind the parent's token: lines without it are ignored."""

    def __init__(self, token: str) -> None:
        self._token = token
        self._file = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
        os.dup2(2, 1)
        devnull = os.open(os.devnull, os.O_RDONLY)
        os.dup2(devnull, 0)
        os.close(devnull)

    def write(self, **record: object) -> None:
        """Write one record on one line."""
        self._file.write(f"{self._token} {json.dumps(record)}\n")
        self._file.flush()


def main() -> None:
    """Run the notebook that the parent describes on the standard input."""
    request = json.loads(sys.stdin.buffer.read())
    writer = RecordWriter(request["token"])
    # A module of the student's own may be beside the notebook; last in the path, it cannot hide `lab`.
    sys.path.append(str(Path.cwd()))
    run = NotebookRun(writer, request["seconds"])
    for cell in request["cells"]:
        writer.write(at=cell["name"])
        if cell["exercise"] is None:
            run.run_cell(cell["name"], cell["source"])
        else:
            run.check(cell["exercise"])
    writer.write(done=True)


class NotebookRun:
    """Runs the cells of a notebook one after the other, and writes down what failed.

    After a function was stopped, whatever names it gets only a small share of the time: it would not end, either.
    """

    def __init__(self, writer: RecordWriter, seconds: float) -> None:
        self._writer = writer
        self._seconds = seconds
        self._shell = _shell()
        self._unfinished = False
        self._errors: dict[str, str] = {}
        self._lost_names: set[str] = set()
        self._endless_names: set[str] = set()

    def run_cell(self, name: str, source: str) -> None:
        """Run a cell. A stub is no mistake, and neither are the errors of cells below that need what failed above."""
        seconds = self._limit(source)
        error = _run_cell(self._shell, source, seconds)
        self._unfinished = self._unfinished or isinstance(error, NotImplementedError)
        if isinstance(error, TimeLimitExceeded):
            message = f"stopped after {seconds:g} seconds"
        elif error is not None and (isinstance(error, SyntaxError) or not self._unfinished):
            message = _error_text(error)
        else:
            return
        if isinstance(error, ModuleNotFoundError) and _missing_name(error) in COLAB_MODULES:
            return
        is_consequence = isinstance(error, NameError) and _missing_name(error) in self._lost_names
        self._lost_names.update(BINDING.findall(source))
        if is_consequence:
            return
        self._errors[name] = message
        self._writer.write(cell=name, error=message)

    def check(self, name: str) -> None:
        """Run the visible checks of an exercise, which is looked up by its name."""
        from lab.checking import exercises

        exercise = exercises.find(name)
        if exercise is None:
            return
        if name not in self._shell.user_ns:
            self._lost_names.add(name)
        function = self._shell.user_ns.get(name, _missing_function)
        seconds = self._limit(name)
        problem = "" if name in self._shell.user_ns else self._missing_text(name)
        try:
            with _time_limit(seconds):
                checks = run_checks(exercise, function)
            self._writer.write(exercise=name, checks=[_row(check) for check in checks], problem=problem)
        except TimeLimitExceeded:
            self._endless_names.add(name)
            self._writer.write(exercise=name, problem=f"`{name}` was stopped after {seconds:g} seconds")
        except BaseException as error:  # noqa: BLE001 - a student's value may raise whatever it likes when it is used
            text = f"`{name}` gave something no check can read ({type(error).__name__})"
            self._writer.write(exercise=name, problem=text)

    def _limit(self, source: str) -> float:
        """Return the seconds for a cell or an exercise; definitions that name an endless function count as endless."""
        names = set(WORD.findall(source))
        if not names & self._endless_names:
            return self._seconds
        self._endless_names.update(DEFINITION.findall(source))
        return self._seconds * SHARE_AFTER_STOP

    def _missing_text(self, name: str) -> str:
        """Say why an exercise's function does not exist: its cell failed, it has another name, or it is gone."""
        if name in self._errors:
            return f"its cell has an error: {self._errors[name]}"
        from lab.checking import exercises, notebook_cells

        similar = notebook_cells.similar_function(name, exercises.names(), self._shell.user_ns)
        if similar:
            return f"there is no `{name}` in the notebook: is it your `{similar}`? The checks need the name `{name}`"
        return f"there is no `{name}` in the notebook: its cell is gone, or defines something else"


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    return InteractiveShell.instance(config=config)


def _run_cell(shell: Any, source: str, seconds: float) -> BaseException | None:
    """Run a cell as a notebook does; return what it raised, if anything."""
    error: BaseException | None
    try:
        with _time_limit(seconds):
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as stop:  # noqa: BLE001 - whatever a student's code raises, the next cell runs
        error = stop
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
    return error


def _missing_name(error: NameError | ModuleNotFoundError) -> str:
    """Return the name that was not found, as the message has it: an attribute of a student's class may be anything."""
    match = re.search(r"'([\w.]+)'", _short_text(error))
    return match[1] if match else ""


def _error_text(error: BaseException) -> str:
    """Return type and message of an error; of a syntax error, the line of the cell in place of a temporary file."""
    if isinstance(error, SyntaxError) and error.lineno is not None:
        return f"{type(error).__name__}: {_short_text(error.msg)} (line {error.lineno} of the cell)"
    return f"{type(error).__name__}: {_short_text(error)}"


def _row(check: CheckResult) -> dict[str, str]:
    location = f" (in {check.location})" if check.location else ""
    message = f"{_short_text(check.message)}{_short_text(location)}"
    return {"outcome": check.outcome, "message": message, "hint": _short_text(check.hint)}


def _missing_function(*_: object, **__: object) -> None:
    """Take the place of an exercise's function that the notebook lost: its checks report it as not started."""
    raise NotImplementedError


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Context manager: raises TimeLimitExceeded after `seconds`; on Windows only the parent's limit applies."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def on_alarm(*_: object) -> None:
        raise TimeLimitExceeded

    signal.signal(signal.SIGALRM, on_alarm)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _short_text(value: object) -> str:
    try:
        return "" if value is None else str(value)[:MAX_TEXT_LENGTH]
    except Exception:  # noqa: BLE001 - converting a student's exception to text may raise, too
        return ""
