"""Grading processes that are kept: whoever grades next, with the same course, finds one that has started already.

What has to be the same is what a report says it was made from. A process starts anew for a changed check.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakKeyDictionary

import pytest

from autograder.grading.json_subprocess import JsonSubprocess
from autograder.grading.provenance import fingerprint
from autograder.grading.worker import Worker
from autograder.sandbox.host.cores import available_cores

Key = tuple[str, str, bool]
ALL_CORES = available_cores()


class KeptProcesses:
    """The processes that nobody uses, by what they grade with."""

    def __init__(self) -> None:
        self._idle: dict[Key, list[JsonSubprocess]] = defaultdict(list)
        self._keys: WeakKeyDictionary[JsonSubprocess, Key] = WeakKeyDictionary()
        self._start = Worker.start_process

    def start(self, worker: Worker) -> JsonSubprocess:
        """Return a process for a worker."""
        unit = worker.course.unit(worker.unit_id)
        key = (unit.id, fingerprint(worker.course, unit), worker.require_sandbox)
        if self._idle[key]:
            return self._idle[key].pop()
        if ALL_CORES:
            os.sched_setaffinity(0, ALL_CORES)  # a grading thread has one core, which is not that of the next thread
        process = self._start(worker)
        self._keys[process] = key
        return process

    def take_back(self, worker: Worker) -> None:
        """Keep the process of a worker that is closed, if it is still alive and comes from here."""
        process, worker.subprocess = worker.subprocess, None
        if process is None:
            return
        if process.alive and process in self._keys:
            self._idle[self._keys[process]].append(process)
        else:
            process.close()

    def end(self) -> None:
        """End all processes."""
        for processes in self._idle.values():
            for process in processes:
                process.close()


@contextmanager
def kept_processes(processes: KeptProcesses) -> Iterator[None]:
    """Context manager: every worker of this process takes its grading process from here, and leaves it here.

    A worker that is closed must have its answer: the next one would read it.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worker, "start_process", lambda worker: processes.start(worker))  # noqa: PLW0108 - a method
        patch.setattr(Worker, "close", lambda worker: processes.take_back(worker))  # noqa: PLW0108
        yield
