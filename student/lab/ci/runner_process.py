"""Runs a student's cells and the visible checks in a subprocess, and writes the results to the parent.

The file for the results is moved away before the first cell runs: from then on, the standard output is the student's.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lab.checking.results import CheckResult
from lab.checking.timeout import TimeLimitExceeded

MAX_TEXT_LENGTH = 500


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
    shell, unfinished, seconds = _shell(), False, request["seconds"]
    for cell in request["cells"]:
        writer.write(at=cell["name"])
        if cell["exercise"] is None:
            error = _run_cell(shell, cell["source"], seconds)
            # A stub is no mistake, and neither are the errors of cells below that need it.
            unfinished = unfinished or isinstance(error, NotImplementedError)
            if isinstance(error, TimeLimitExceeded):
                writer.write(cell=cell["name"], error=f"stopped after {seconds:g} seconds")
            elif error is not None and (isinstance(error, SyntaxError) or not unfinished):
                writer.write(cell=cell["name"], error=f"{type(error).__name__}: {_short_text(error)}")
        else:
            _check(shell, cell["exercise"], seconds, writer)
    writer.write(done=True)


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


def _check(shell: Any, name: str, seconds: float, writer: RecordWriter) -> None:
    from lab.checking import exercises
    from lab.checking.check_runner import run_checks

    exercise = exercises.find(name)
    if exercise is None:
        return
    try:
        with _time_limit(seconds):
            checks = run_checks(exercise, shell.user_ns.get(name, _missing_function))
        writer.write(exercise=name, checks=[_row(check) for check in checks])
    except TimeLimitExceeded:
        writer.write(exercise=name, stopped=f"`{name}` was stopped after {seconds:g} seconds")
    except BaseException as error:  # noqa: BLE001 - a student's value may raise whatever it likes when it is used
        writer.write(exercise=name, stopped=f"`{name}` gave something no check can read ({type(error).__name__})")


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
