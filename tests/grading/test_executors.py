"""Executors: a core for each thread where there are as many threads as cores, and an error where no cluster answers."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping

import pytest

from autograder.course.configuration import Course
from autograder.errors import UsageError
from autograder.grading import executors
from autograder.grading.executors import cluster_executor, local_executor

needs_core_affinity = pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="this system cannot bind a process to a core"
)


@needs_core_affinity
def test_with_a_thread_for_every_core_each_is_bound_to_its_own() -> None:
    cores = os.sched_getaffinity(0)
    barrier = threading.Barrier(len(cores), timeout=30)

    def affinity() -> frozenset[int]:
        barrier.wait()
        return frozenset(os.sched_getaffinity(0))

    with local_executor(len(cores)) as (executor, _):
        affinities = {future.result() for future in [executor.submit(affinity) for _ in cores]}

    assert affinities == {frozenset({core}) for core in cores}
    assert os.sched_getaffinity(0) == cores


def affinity_calls(monkeypatch: pytest.MonkeyPatch, busy_ticks: Mapping[int, int]) -> list[object]:
    """Return how two threads are bound on a machine with three cores that were busy for some ticks."""
    calls: list[object] = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    monkeypatch.setattr(os, "sched_setaffinity", lambda _, cores: calls.append(cores))
    monkeypatch.setattr(executors, "_TICKS_AT_IMPORT", {})
    monkeypatch.setattr(executors, "_busy_ticks", lambda: busy_ticks)
    barrier = threading.Barrier(2, timeout=30)
    with local_executor(2) as (executor, _):
        for future in [executor.submit(barrier.wait) for _ in range(2)]:
            future.result()
    return calls


@needs_core_affinity
def test_fewer_threads_than_cores_are_bound_to_those_that_had_least_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert affinity_calls(monkeypatch, {0: 90, 1: 10, 2: 50}) == [{1}, {2}]


@needs_core_affinity
def test_no_thread_is_bound_where_the_system_does_not_say_what_its_cores_do(monkeypatch: pytest.MonkeyPatch) -> None:
    assert affinity_calls(monkeypatch, {}) == []


def test_a_scheduler_that_does_not_answer_is_a_usage_error(course: Course) -> None:
    unit = course.units[0]
    with (
        pytest.raises(UsageError, match="no Dask scheduler answers"),
        cluster_executor("tcp://127.0.0.1:9", course, unit, 1),
    ):
        pass
