"""Where the time of one graded submission goes: `python -m benchmarks.profile [FOLDER OF SUBMISSIONS]`.

The grading process, in this one; the time of every step without the steps inside it. What a step waits for in the
student's process counts as its own.
"""

from __future__ import annotations

import base64
import io
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.checking.pytest_session import Checker
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading import cell_execution, grader, worker_main
from autograder.grading.grader import Grader
from autograder.sandbox import Child, Sandbox
from autograder.submissions.discovery import FoundSubmission, find_submissions
from benchmarks import classroom

DIAGNOSIS = "naming the mistakes"
STEPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("reading and mending the notebook", grader, ("merge",)),
    ("choosing the needed cells", cell_execution, ("needed_cells",)),
    ("a child behind its walls", Sandbox, ("open",)),
    ("running the cells", Child, ("run_cell",)),
    ("questions by the wire, the student's functions included", Child, ("call", "fetch", "substitute", "restore")),
    ("the checks themselves, their arithmetic and comparisons", Checker, ("run",)),
    (DIAGNOSIS, Grader, ("_named",)),
    ("predictions", grader, ("score_predictions",)),
    ("ending the child", Child, ("close",)),
    ("report and JSON", worker_main, ("_answer", "_write")),
)
OTHER = "the rest of the grader"


class Stopwatch:
    """Seconds of each step, those of inner steps taken off."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._open: list[str] = []
        self._since = time.perf_counter()

    def around(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, timed; what happens inside the diagnosis belongs to it."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            if DIAGNOSIS in self._open:
                return function(*args, **kwargs)
            self.turn()
            self._open.append(name)
            try:
                return function(*args, **kwargs)
            finally:
                self.turn()
                self._open.pop()

        return timed

    def turn(self) -> None:
        """Book the time since the last turn on the innermost open step."""
        now = time.perf_counter()
        step = self._open[-1] if self._open else OTHER
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._since
        self._since = now


def profile(content: UnitContent, found: list[FoundSubmission]) -> dict[str, float]:
    """Seconds of each step per submission, after a first round that fills what is kept for the whole class."""
    watch = Stopwatch()
    asked = [_line(one) for one in found]

    def lines() -> Iterator[bytes]:
        yield from asked
        watch.turn()
        watch.seconds.clear()
        yield from asked
        watch.turn()

    with pytest.MonkeyPatch.context() as patch:
        for name, owner, functions in STEPS:
            for function in functions:
                patch.setattr(owner, function, watch.around(name, getattr(owner, function)))
        patch.setattr(sys, "stdin", SimpleNamespace(buffer=lines()))
        worker_main._serve(content.course.root, content.unit.id, False, io.BytesIO())
    longest = sorted(watch.seconds.items(), key=lambda step: -step[1])
    return {name: seconds / len(found) for name, seconds in longest}


def _line(one: FoundSubmission) -> bytes:
    data, files = one.read()
    beside = {name: base64.b64encode(content).decode() for name, content in files.items()}
    notebook = base64.b64encode(data).decode()
    asked = {"student": one.student, "notebook": notebook, "files": beside, "show": False, "cells": False}
    return json.dumps(asked).encode()


def table(steps: dict[str, float]) -> str:
    """The steps as Markdown, longest first."""
    whole = sum(steps.values())
    rows = [f"| {name} | {seconds * 1e3:.1f} | {seconds / whole:.0%} |" for name, seconds in steps.items()]
    head = "| step | ms per submission | share |\n|---|---:|---:|\n"
    return head + "\n".join([*rows, f"| **all** | **{whole * 1e3:.1f}** | |"])


if __name__ == "__main__":
    its = classroom.load_content(Course.load())
    sys.stdout.write(table(profile(its, find_submissions(Path(sys.argv[1]), its.unit.id))) + "\n")
