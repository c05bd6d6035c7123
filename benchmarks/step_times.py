"""Where the time of one graded submission goes: `python -m benchmarks.step_times UNIT SUBMITTED`.

The grading process runs here, in this process. The time of a step is that without the steps inside it; it includes the
time that the step waits for the student's process.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from autograder.checking.pytest_session import Checker, run_session
from autograder.checking.reference_cache import memoized
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.grading import cell_execution, grader
from autograder.grading.grader import Grader
from autograder.grading.mistake_naming import MistakeNaming
from autograder.grading.worker import preparation
from autograder.report import Report
from autograder.sandbox.host.rpc import RpcClient
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.submissions.discovery import FoundSubmission, find_submissions

DIAGNOSIS = "naming the mistakes"
STEPS: Mapping[str, tuple[tuple[Any, str], ...]] = {
    "reading and repairing the notebook": ((grader, "merge"),),
    "choosing the needed cells": ((cell_execution, "needed_cells"),),
    "preparing the student's process": ((Sandbox, "open"),),
    "running the cells": ((StudentProcess, "run_cell"),),
    "calls of the student's functions": (
        (StudentProcess, "call"),
        (StudentProcess, "fetch"),
        (StudentProcess, "substitute"),
        (RpcClient, "replay"),
    ),
    "the checks themselves, their arithmetic and comparisons": ((Checker, "run"),),
    DIAGNOSIS: ((MistakeNaming, "name_mistakes"),),
    "predictions": ((grader, "score_predictions"),),
    "ending the student's process": ((StudentProcess, "close"),),
    "report and JSON": ((Grader, "grade"), (Report, "json_text")),
}
OTHER = "the rest of the grading process"


class Stopwatch:
    """Adds up the seconds of each step, without those of the steps inside it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = time.perf_counter()

    def timed(self, step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time counts for `step`. What the diagnosis calls counts for the diagnosis."""

        def timed(*args: Any, **kwargs: Any) -> Any:
            if DIAGNOSIS in self._running:
                return function(*args, **kwargs)
            self.record()
            self._running.append(step)
            try:
                return function(*args, **kwargs)
            finally:
                self.record()
                self._running.pop()

        return timed

    def record(self) -> None:
        """Add the time since the last call to the innermost running step."""
        now = time.perf_counter()
        step = self._running[-1] if self._running else OTHER
        self.seconds[step] = self.seconds.get(step, 0.0) + now - self._since
        self._since = now


def measure_steps(course: Course, unit_id: str, submissions: Sequence[FoundSubmission]) -> dict[str, float]:
    """Return the seconds of each step per submission, longest first.

    A first round is not measured: it fills the caches that last for the whole class.
    """
    watch = Stopwatch()
    unit, content = course.unit(unit_id), unit_content.load(course, unit_id)

    def work(checker: Checker) -> None:
        with (
            Sandbox(unit.limits, preparation(course, unit)) as sandbox,
            memoized(content.reference_module),
        ):
            unit_grader = Grader(content, checker, sandbox)
            _grade_all(unit_grader, submissions)
            watch.record()
            watch.seconds.clear()
            _grade_all(unit_grader, submissions)
            watch.record()

    with _all_steps_timed(watch), _muted_stdout():
        run_session(unit.visible_checks, unit.hidden_checks, work)
    longest_first = sorted(watch.seconds.items(), key=lambda step: -step[1])
    return {step: seconds / len(submissions) for step, seconds in longest_first}


def table(steps: Mapping[str, float]) -> str:
    """Return the steps as a Markdown table."""
    total = sum(steps.values())
    rows = [f"| {step} | {seconds * 1e3:.1f} | {seconds / total:.0%} |" for step, seconds in steps.items()]
    head = "| step | ms per submission | share |\n|---|---:|---:|\n"
    return head + "\n".join([*rows, f"| **all** | **{total * 1e3:.1f}** | |"])


@contextmanager
def _all_steps_timed(watch: Stopwatch) -> Iterator[None]:
    """Context manager: the functions of all steps are timed."""
    originals = [(owner, name, getattr(owner, name)) for functions in STEPS.values() for owner, name in functions]
    for step, functions in STEPS.items():
        for owner, name in functions:
            setattr(owner, name, watch.timed(step, getattr(owner, name)))
    try:
        yield
    finally:
        for owner, name, function in originals:
            setattr(owner, name, function)


@contextmanager
def _muted_stdout() -> Iterator[None]:
    """Context manager: what is written to file descriptor 1 is discarded; the replies of the grading process are."""
    original, null = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    try:
        yield
    finally:
        os.dup2(original, 1)
        os.close(original)
        os.close(null)


def _grade_all(unit_grader: Grader, submissions: Sequence[FoundSubmission]) -> None:
    for submission in submissions:
        unit_grader.grade(submission.student, *submission.read()).report.json_text()


if __name__ == "__main__":
    unit_id, submitted = sys.argv[1:]
    sys.stdout.write(table(measure_steps(Course.load(), unit_id, find_submissions(Path(submitted), unit_id))) + "\n")
