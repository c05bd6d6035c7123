"""Executors for grading tasks: threads of this machine or a Dask cluster, each with the number of its threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from itertools import cycle
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.errors import UsageError
from autograder.grading.worker_pool import WORKERS
from autograder.sandbox.host.cores import available_cores

CONNECT_SECONDS = 10.0


@contextmanager
def local_executor(jobs: int) -> Iterator[tuple[Executor, Callable[[], int]]]:
    """Context manager: an executor of `jobs` threads on this machine, and a function that returns their number."""
    with ThreadPoolExecutor(jobs, thread_name_prefix="grading", initializer=core_assignment(jobs)) as executor:
        try:
            yield executor, lambda: jobs
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            WORKERS.close()


def core_assignment(jobs: int) -> Callable[[], None]:
    """Return what each grading thread runs first: it binds the thread, and the processes it starts, to one core.

    The processes may use all cores until they have started.
    A grading process and the student's process take turns, so one core is enough; on two cores each turn would have to
    wake up the other core. Fewer threads than cores take the cores that had least to do since this module was
    imported, so that two commands at a time take different ones; none is bound where the system does not say.
    """
    cores, busy = sorted(available_cores()), _busy_ticks()
    if not cores:
        return lambda: None
    if jobs < len(cores) and not busy:
        return lambda: None
    order = cycle(sorted(cores, key=lambda core: busy.get(core, 0) - _TICKS_AT_IMPORT.get(core, 0)))
    return lambda: os.sched_setaffinity(0, {next(order)})


def _busy_ticks() -> dict[int, int]:
    """Return how long each core has been busy since the machine started; nothing where there is no /proc."""
    try:
        lines = Path("/proc/stat").read_text(encoding="ascii").splitlines()
    except OSError:
        return {}
    rows = [line.split() for line in lines if line.startswith("cpu")]
    # user, nice, system, idle, iowait, irq, softirq, steal
    return {int(name[3:]): sum(map(int, (*ticks[:3], *ticks[5:8]))) for name, *ticks in rows if name != "cpu"}


_TICKS_AT_IMPORT = _busy_ticks()


def cluster_executor(
    address: str, course: Course, unit: Unit, connect_seconds: float = CONNECT_SECONDS
) -> AbstractContextManager[tuple[Executor, Callable[[], int]]]:
    """Return a context manager: an executor on a scheduler's Dask cluster, and a function that returns its width.

    The width is the number of threads that its workers have at the time, and at least a minimum.
    """
    try:
        from autograder.grading.cluster import ClusterExecutor
    except ImportError:
        raise UsageError("grading on a cluster needs Dask", fix="run `pip install distributed`") from None
    return ClusterExecutor.connect(address, course, unit, connect_seconds)
