"""Grading processes that tests keep: used again for the same course only, and ended where nobody may use them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.grading.worker import Worker
from tests.kept_workers import KeptProcesses, kept_processes
from tests.stub_processes import StubProcess, start_stubs

UNIT = "training-loop"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[StubProcess]:
    """The processes that were started, in this order."""
    return start_stubs(monkeypatch)


def test_a_copy_of_the_course_takes_the_process_and_one_with_another_check_does_not(
    course: Course, tmp_path: Path, started: list[StubProcess]
) -> None:
    for name in ("first", "same", "changed"):
        copy_course(course, tmp_path / name)
    checks = tmp_path / "changed" / "hidden_checks" / "training_loop" / "test_training_loop.py"
    checks.write_text(checks.read_text(encoding="utf-8") + "\n# another check\n", encoding="utf-8")
    with kept_processes(KeptProcesses()):
        for name in ("first", "same", "changed"):
            worker = Worker(Course.load(tmp_path / name), UNIT)
            worker.start()
            worker.close()

    assert [process.alive for process in started] == [True, True]


def test_a_process_that_is_in_use_or_has_ended_is_not_given_to_another_worker(
    course: Course, started: list[StubProcess]
) -> None:
    workers = [Worker(course, UNIT) for _ in range(3)]
    with kept_processes(KeptProcesses()):
        workers[0].start()
        workers[1].start()
        started[0].alive = False
        workers[0].close()
        workers[2].start()

    assert len(started) == 3


def test_a_process_from_elsewhere_is_ended(course: Course, started: list[StubProcess]) -> None:
    worker = Worker(course, UNIT)
    worker.start()
    with kept_processes(KeptProcesses()):
        worker.close()

    assert not started[0].alive


def test_at_the_end_all_are_ended(course: Course, started: list[StubProcess]) -> None:
    processes, worker = KeptProcesses(), Worker(course, UNIT)
    with kept_processes(processes):
        worker.start()
        worker.close()
    processes.end()

    assert not started[0].alive
