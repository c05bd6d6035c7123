"""The process that runs a student's cells and the visible checks. It writes findings to its parent, and nothing else.

Where the findings go is put aside before the first cell runs: from then on the standard output is the student's.
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

from lab.checking.timeout import TimeLimitExceeded

LONGEST = 500


class Channel:
    """Lines to the parent, each behind the word that the parent gave: a line that does not know it is not read."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._file = os.fdopen(os.dup(1), "w", encoding="ascii", newline="\n")
        os.dup2(2, 1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)

    def say(self, **record: object) -> None:
        """One record on one line."""
        self._file.write(f"{self._word} {json.dumps(record)}\n")
        self._file.flush()


def main() -> None:
    """Run the notebook that the parent describes on the standard input."""
    request = json.loads(sys.stdin.buffer.read())
    channel = Channel(request["word"])
    sys.path.append(
        str(Path.cwd())
    )  # a module of the student's own may lie beside the notebook; `lab` is found before it
    shell, unfinished = _shell(), False
    for cell in request["cells"]:
        channel.say(at=cell["name"])
        if cell["checks"] is None:
            error = _run(shell, cell["source"], request["seconds"])
            # What is not written yet is no mistake, and neither is what cells below miss of it.
            unfinished = unfinished or isinstance(error, NotImplementedError)
            if isinstance(error, TimeLimitExceeded):
                channel.say(cell=cell["name"], error=f"stopped after {request['seconds']:g} seconds")
            elif error is not None and (isinstance(error, SyntaxError) or not unfinished):
                channel.say(cell=cell["name"], error=f"{type(error).__name__}: {_short(error)}")
        else:
            _check(shell, cell["checks"], request["seconds"], channel)
    channel.say(done=True)


def _shell() -> Any:
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    return InteractiveShell.instance(config=config)


def _run(shell: Any, source: str, seconds: float) -> BaseException | None:
    """Run a cell as a notebook would; what it raised, if anything."""
    error: BaseException | None
    try:
        with _limit(seconds):
            result = shell.run_cell(source, store_history=False)
        error = result.error_before_exec or result.error_in_exec
    except BaseException as stop:  # noqa: BLE001 - whatever a student's code raises, the next cell runs
        error = stop
    plot = sys.modules.get("matplotlib.pyplot")
    if plot is not None:
        plot.close("all")
    return error


def _check(shell: Any, exercise: str, seconds: float, channel: Channel) -> None:
    from lab.check import findings
    from lab.checking.exercises import find

    asked = find(exercise)
    if asked is None:
        return
    try:
        with _limit(seconds):
            found = findings(asked.checks, exercise, shell.user_ns.get(exercise, _missing))
        channel.say(exercise=exercise, found=[_row(one) for one in found])
    except TimeLimitExceeded:
        channel.say(exercise=exercise, stopped=f"`{exercise}` was stopped after {seconds:g} seconds")
    except BaseException as error:  # noqa: BLE001 - a student's value may be anything, and break what looks at it
        channel.say(
            exercise=exercise, stopped=f"`{exercise}` gave something no check can read ({type(error).__name__})"
        )


def _row(one: Any) -> dict[str, str]:
    place = f" (in {one.place})" if one.place else ""
    return {"outcome": one.outcome, "message": f"{_short(one.message)}{_short(place)}", "hint": _short(one.hint)}


def _missing(*_: object, **__: object) -> None:
    """Stands where a notebook lost the function of an exercise: to its checks, it is not started."""
    raise NotImplementedError


@contextmanager
def _limit(seconds: float) -> Iterator[None]:
    """Context manager: raises TimeLimitExceeded after `seconds`; on Windows only the parent's limit applies."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeLimitExceeded

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _short(value: object) -> str:
    try:
        return "" if value is None else str(value)[:LONGEST]
    except Exception:  # noqa: BLE001 - an exception of a student's may not even know its own text
        return ""
