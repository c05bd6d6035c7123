"""The pool of workers: each is used by one thread at a time, and a worker that was started ahead is used first."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from autograder.course.configuration import Course
from autograder.errors import SandboxError
from autograder.grading.json_subprocess import JsonSubprocess
from autograder.grading.worker import Worker
from autograder.grading.worker_pool import WorkerPool
from autograder.sandbox.host.cores import available_cores
from tests.stub_processes import StubProcess, start_stubs

UNIT = "training-loop"


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[StubProcess]:
    """The processes that workers have started."""
    return start_stubs(monkeypatch)


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    pool = WorkerPool()
    yield pool
    pool.close()


def test_a_worker_that_was_started_ahead_is_the_first_that_is_used(
    pool: WorkerPool, course: Course, processes: list[StubProcess]
) -> None:
    pool.start_ahead(course, UNIT, False)

    with pool.worker(str(course.root), UNIT, False) as first, pool.worker(str(course.root), UNIT, False) as second:
        assert first.start() is processes[0]
        assert second.start() is processes[1]

    assert len(processes) == 2


def test_a_worker_of_another_thread_is_bound_to_the_cores_of_this_one(
    pool: WorkerPool, course: Course, processes: list[StubProcess]
) -> None:
    cores = available_cores()
    if not cores:
        pytest.skip("this system cannot bind a process to a core")
    pool.start_ahead(course, UNIT, False)
    os.sched_setaffinity(0, {min(cores)})
    try:
        with pool.worker(str(course.root), UNIT, False) as worker:
            worker.start()
    finally:
        os.sched_setaffinity(0, cores)

    assert processes[0].cores == {min(cores)}


def test_a_worker_that_was_started_ahead_for_nothing_is_ended(
    pool: WorkerPool, course: Course, processes: list[StubProcess]
) -> None:
    pool.start_ahead(course, UNIT, False)
    pool.close()

    assert not any(process.alive for process in processes)


def test_a_problem_of_a_worker_that_was_started_ahead_is_raised_where_it_is_used(
    pool: WorkerPool, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_worker: Worker) -> JsonSubprocess:
        raise SandboxError("there is no sandbox")

    monkeypatch.setattr(Worker, "start_process", fail)
    pool.start_ahead(course, UNIT, False)

    with pool.worker(str(course.root), UNIT, False) as worker, pytest.raises(SandboxError, match="no sandbox"):
        worker.start()
