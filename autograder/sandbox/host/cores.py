"""The processor cores that a thread and the processes it starts may use."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def available_cores() -> set[int]:
    """Return the cores that this thread may use; none where the system cannot bind a thread."""
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()


@contextmanager
def on_all_cores() -> Iterator[set[int]]:
    """Context manager: this thread, and what it starts, may use all cores of the process. Yield those it had before."""
    cores = available_cores()
    if not cores:
        yield cores
        return
    os.sched_setaffinity(0, os.sched_getaffinity(os.getpid()))
    try:
        yield cores
    finally:
        os.sched_setaffinity(0, cores)


def bind_processes(pid: int, cores: set[int]) -> None:
    """Bind a process and all that it has started to these cores, as far as the system allows."""
    if not cores:
        return
    with suppress(OSError):
        os.sched_setaffinity(pid, cores)
    for child in _children(pid):
        bind_processes(child, cores)


def _children(pid: int) -> list[int]:
    """Return the processes that a process has started; none where there is no /proc."""
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []
