"""Ways to grade that have no command of their own: `python -m benchmarks.baselines NAME UNIT SUBMITTED JOBS`.

    all-outputs     this engine; every cell is run and its outputs are kept
    not-isolated    cells and checks in this process: no sandbox, no protocol, no diagnosis of mistakes
    needed-cells    only the cells that an exercise depends on, in this process; no checks
    no-figures      all cells, in this process; `lab.show` and pyplot are replaced by mocks

Run in a course's folder. All but the first print their own times as one line of JSON: `startup` and `work` in
wall-clock seconds, and the work's CPU seconds, `cpu`.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NamedTuple
from unittest.mock import MagicMock, patch

from autograder.checking import pytest_session
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import RUNNABLE, needed_cells
from autograder.grading.worker import Worker
from autograder.submissions.discovery import FoundSubmission, find_submissions
from autograder.submissions.merge import merge

Submissions = list[FoundSubmission]


class Times(NamedTuple):
    """When the work started and ended, by the performance counter, and the CPU seconds it took."""

    started: float
    ended: float
    cpu: float


def main(arguments: list[str]) -> None:
    """Grade all submissions with one baseline."""
    name, unit, submitted, jobs = arguments
    process_started = time.perf_counter()
    course = Course.load()
    submissions = find_submissions(Path(submitted).resolve(), unit)
    if name == "all-outputs":
        grade_with_outputs(course, unit, submissions, int(jobs))
        return
    content = unit_content.load(course, unit)
    times = BASELINES[name](content, submissions)
    seconds = {"startup": times.started - process_started, "work": times.ended - times.started, "cpu": times.cpu}
    sys.stdout.write(json.dumps(seconds) + "\n")


def grade_with_outputs(course: Course, unit: str, submissions: Submissions, jobs: int) -> None:
    """Grade with this engine's workers, and have them keep the outputs of all cells."""
    idle: SimpleQueue[Worker] = SimpleQueue()

    def start(_: int) -> None:
        worker = Worker(course, unit)
        worker.start()
        idle.put(worker)

    def grade(submission: FoundSubmission) -> None:
        worker = idle.get()
        worker.grade(submission.student, *submission.read(), show=True)
        idle.put(worker)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(start, range(jobs)))
        list(pool.map(grade, submissions))
    for _ in range(jobs):
        idle.get().close()


def run_needed_cells(content: UnitContent, submissions: Submissions) -> Times:
    """Run the cells that an exercise depends on."""
    return _measure(submissions, lambda submission: _run_cells(submission, content))


def run_all_cells_without_figures(content: UnitContent, submissions: Submissions) -> Times:
    """Run all cells, with mocks in place of what draws figures."""
    with patch("lab.show"), patch.dict(sys.modules, {"matplotlib.pyplot": MagicMock()}):
        return _measure(submissions, lambda submission: _run_cells(submission, content, all_cells=True))


def check_without_isolation(content: UnitContent, submissions: Submissions) -> Times:
    """Run the needed cells and all checks in this process."""
    from lab.checking.api import Student
    from lab.checking.local_caller import LocalCaller

    def check_all(checker: pytest_session.Checker) -> Times:
        def grade(submission: FoundSubmission) -> None:
            student = Student(LocalCaller(_run_cells(submission, content)), checker.returns)
            for check in checker.checks:
                checker.run(check, student)

        return _measure(submissions, grade)

    return pytest_session.run_session(content.unit.visible_checks, content.unit.hidden_checks, check_all)


BASELINES: Mapping[str, Callable[[UnitContent, Submissions], Times]] = {
    "needed-cells": run_needed_cells,
    "not-isolated": check_without_isolation,
    "no-figures": run_all_cells_without_figures,
}


def _measure(submissions: Submissions, grade: Callable[[FoundSubmission], object]) -> Times:
    """Grade the first submission to load everything, then measure all of them."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        os.chdir(folder)
        grade(submissions[0])
        started, cpu_before = time.perf_counter(), time.process_time()
        for submission in submissions:
            grade(submission)
        ended, cpu_after = time.perf_counter(), time.process_time()
        os.chdir("/")
    return Times(started, ended, cpu_after - cpu_before)


def _run_cells(submission: FoundSubmission, content: UnitContent, *, all_cells: bool = False) -> Mapping[str, Any]:
    """Execute cells in a new namespace, ignore their exceptions, and return the namespace."""
    data, _ = submission.read()
    cells = merge(data, content.release, content.unit.id).cells
    names = {cell.name for cell in cells if cell.role in RUNNABLE} if all_cells else needed_cells(cells)
    namespace: dict[str, Any] = {}
    for cell in cells:
        if cell.name in names:
            with contextlib.suppress(Exception):
                exec(cell.source, namespace)  # noqa: S102 - our own sample class; the baseline is a run without sandbox
    return namespace


if __name__ == "__main__":
    main(sys.argv[1:])
