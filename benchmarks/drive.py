"""What has no command of its own, as one: `python -m benchmarks.drive HOW UNIT SUBMITTED JOBS`, in a course's folder.

    shown    this engine, every cell run and its outputs kept
    here     cells and checks in this very process: no walls, no wire, no diagnosis
    floor    the needed cells and nothing else
    undrawn  all cells, `lab.show` and pyplot replaced by something that draws nothing

The last three print, as JSON, seconds of start-up and of work, and how many of the latter the processor had.
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
from typing import Any
from unittest.mock import MagicMock, patch

from autograder.checking import pytest_session
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import RUNNABLE, needed_cells
from autograder.grading.worker import Worker
from autograder.submissions.discovery import FoundSubmission, find_submissions
from autograder.submissions.merge import merge

Work = Callable[[FoundSubmission], object]
Times = tuple[float, float, float]
"""When the work began and ended, and its processor seconds."""


def main(arguments: list[str]) -> None:
    """Grade all submissions one way."""
    how, unit, submitted, jobs = arguments
    began = time.perf_counter()
    course = Course.load()
    found = find_submissions(Path(submitted).resolve(), unit)
    if how == "shown":
        _shown(course, unit, found, int(jobs))
        return
    started, ended, processor = {"floor": _floor, "here": _here, "undrawn": _undrawn}[how](course, unit, found)
    told = {"start": started - began, "work": ended - started, "processor": processor}
    sys.stdout.write(json.dumps(told) + "\n")


def _shown(course: Course, unit: str, found: list[FoundSubmission], jobs: int) -> None:
    idle: SimpleQueue[Worker] = SimpleQueue()

    def start(_: int) -> None:
        worker = Worker(course, unit)
        worker.start()
        idle.put(worker)

    def grade(one: FoundSubmission) -> None:
        worker = idle.get()
        worker.grade(one.student, *one.read(), show=True)
        idle.put(worker)

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(start, range(jobs)))
        list(pool.map(grade, found))
    for _ in range(jobs):
        idle.get().close()


def _floor(course: Course, unit: str, found: list[FoundSubmission]) -> Times:
    content = unit_content.load(course, unit)
    return _timed(found, lambda one: _executed(one, content))


def _undrawn(course: Course, unit: str, found: list[FoundSubmission]) -> Times:
    content = unit_content.load(course, unit)
    with patch("lab.show"), patch.dict(sys.modules, {"matplotlib.pyplot": MagicMock()}):
        return _timed(found, lambda one: _executed(one, content, every=True))


def _here(course: Course, unit: str, found: list[FoundSubmission]) -> Times:
    from lab.checking.api import Student
    from lab.checking.local_caller import LocalCaller

    content = unit_content.load(course, unit)

    def work(checker: pytest_session.Checker) -> Times:
        def grade(one: FoundSubmission) -> None:
            student = Student(LocalCaller(_executed(one, content)), checker.returns)
            for check in checker.checks:
                checker.run(check, student)

        return _timed(found, grade)

    there = content.unit
    return pytest_session.run_session(there.visible_checks, there.hidden_checks, work)


def _timed(found: list[FoundSubmission], work: Work) -> Times:
    """One submission first, unmeasured: the process is warm."""
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        os.chdir(folder)
        work(found[0])
        started, before = time.perf_counter(), time.process_time()
        for one in found:
            work(one)
        ended, after = time.perf_counter(), time.process_time()
        os.chdir("/")
    return started, ended, after - before


def _executed(one: FoundSubmission, content: UnitContent, *, every: bool = False) -> Mapping[str, Any]:
    data, _ = one.read()
    cells = merge(data, content.release, content.unit.id).cells
    wanted = {cell.name for cell in cells if cell.role in RUNNABLE} if every else needed_cells(cells)
    names: dict[str, Any] = {}
    for cell in cells:
        if cell.name in wanted:
            with contextlib.suppress(Exception):
                exec(cell.source, names)  # noqa: S102 - the class is our own, and this is what the walls are compared to
    return names


if __name__ == "__main__":
    main(sys.argv[1:])
