"""The executor of a Dask cluster: it brings the course to the workers, and submits again what a scheduler has lost.

Dask needs some milliseconds for a task, so several calls are one task, as long as there are enough for all workers.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, InvalidStateError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from distributed import Client, KilledWorker

from autograder.course.configuration import Course, Unit
from autograder.errors import AutograderError, UsageError
from autograder.grading import dask_client
from autograder.grading.course_archive import CourseArchive
from autograder.grading.course_plugin import CoursePlugin, NotRun, run_in_course, unit_versions
from autograder.grading.dask_client import LOST
from autograder.grading.json_subprocess import WorkerDied

GROUP_CALLS = 8
GATHER_SECONDS = 0.01
"""So long a call waits for others."""
MINIMUM_WIDTH = 16
"""So many tasks wait even without a worker, because a cluster that scales itself starts workers for waiting tasks."""
POLL_SECONDS = 1.0
NOTICE_SECONDS = 10.0
"""After this time without a worker, that is told once."""
NO_WORKER_SECONDS = 900.0
"""A queue of a computing centre may take its time, but not for ever."""
RECONNECT_SECONDS = 60.0
TRY_SECONDS = 3.0
RETRY_SECONDS = 0.5
MOST_RECOVERIES = 5
"""So often a connection may be lost before a task is finished."""


@dataclass(eq=False)
class Task:
    """A call, its result for the batch, and the latest future on the cluster of its group."""

    function: Callable[..., Any]
    args: tuple[Any, ...]
    options: dict[str, Any]
    result: Future[Any] = field(default_factory=Future)
    remote: Any = None


class ClusterExecutor(Executor):
    """Runs functions on a Dask cluster. Their first argument is the course's folder; a worker puts in its own."""

    def __init__(self, address: str, plugin: CoursePlugin, connect_seconds: float) -> None:
        self._address, self._plugin = address, plugin
        self._tasks: set[Task] = set()
        self._waiting: list[Task] = []
        self._lock = threading.RLock()
        self._wake, self._closed = threading.Event(), False
        self._idle_since, self._is_noticed = time.monotonic(), False
        self._is_lost, self._recoveries, self._threads = False, 0, 0
        try:
            self._client: Client | None = dask_client.connect(address, plugin, connect_seconds)
        except (OSError, ValueError, TypeError) as error:  # TypeError: tls:// without a certificate
            message = f"no Dask scheduler answers: {error}"
            raise UsageError(message, where=address, fix="check --scheduler") from None
        with suppress(*LOST):  # the watcher counts again
            self._threads = dask_client.count_threads(self._client)
        self._watcher = threading.Thread(target=self._watch, name="cluster", daemon=True)
        self._watcher.start()

    @classmethod
    @contextmanager
    def connect(
        cls, address: str, course: Course, unit: Unit, connect_seconds: float
    ) -> Iterator[tuple[ClusterExecutor, Callable[[], int]]]:
        """Context manager: an executor for a unit, and a function that returns the number of its threads."""
        archive = CourseArchive.pack(course.root)
        with tempfile.TemporaryDirectory(prefix="course-") as folder:
            archive.unpack(Path(folder, "course"))
            versions = unit_versions(Path(folder, "course"), unit.id)
        executor = cls(address, CoursePlugin(archive, unit.id, versions), connect_seconds)
        try:
            yield executor, executor.width
        finally:
            executor.shutdown()

    def width(self) -> int:
        """Return the number of the workers' threads, and at least the minimum."""
        return max(MINIMUM_WIDTH, self._threads)

    def submit(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Future[Any]:
        """Submit a call whose first argument is the folder of the course."""
        task = Task(function, args[1:], options)
        with self._lock:
            self._tasks.add(task)
            self._waiting.append(task)
            if len(self._waiting) >= GROUP_CALLS * max(1, self._threads):
                self._send_waiting()
            elif len(self._waiting) == 1 and self._client is not None:
                self._client.loop.add_callback(self._client.loop.call_later, GATHER_SECONDS, self._send_waiting)
        return task.result

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = True) -> None:
        """Cancel what is not finished, take the course away from the workers, and close the connection."""
        self._closed = True
        self._wake.set()
        self._watcher.join()
        with self._lock:
            client, self._client = self._client, None
            for task in self._tasks:
                task.remote = None
                task.result.cancel()
        if client is not None:
            dask_client.disconnect(client, self._plugin)

    def _send_waiting(self) -> None:
        """Send the calls that wait, in groups that leave none of the known threads without work."""
        with self._lock:
            tasks, self._waiting = self._waiting, []
            size = max(1, min(GROUP_CALLS, len(tasks) // max(1, self._threads)))
            for start in range(0, len(tasks), size):
                self._send(tasks[start : start + size])

    def _send(self, tasks: Sequence[Task]) -> None:
        """Submit a group to the scheduler; where that is lost, the watcher does it later."""
        client, calls = self._client, [(task.function, task.args, task.options) for task in tasks]
        if client is None:
            return
        try:
            remote = client.submit(run_in_course, self._plugin.name, calls, pure=False, retries=2)
        except LOST:
            self._is_lost = True
            self._wake.set()
            return
        for task in tasks:
            task.remote = remote
        client.loop.add_callback(self._follow, tasks, remote)

    async def _follow(self, tasks: Sequence[Task], remote: Any) -> None:
        """Wait for the end of a group, and finish it or notice that it is lost; runs in the client's event loop."""
        try:
            error = await remote.exception()
            outcomes = await remote.result() if remote.status == "finished" else ()
            is_lost = remote.status == "cancelled"
        except LOST:
            outcomes, error, is_lost = (), None, True
        with self._lock:
            tasks = [task for task in tasks if task.remote is remote]
            if tasks and is_lost:
                self._is_lost = True
                self._wake.set()
            elif tasks:
                self._recoveries = 0
                self._finish_group(tasks, outcomes, error)

    def _finish_group(self, tasks: Sequence[Task], outcomes: Sequence[Any], error: BaseException | None) -> None:
        """Finish the tasks of a group. Where it has failed as a whole, each is sent alone: most did nothing wrong."""
        if outcomes:
            for task, outcome in zip(tasks, outcomes, strict=True):
                if isinstance(outcome, NotRun):
                    self._send([task])
                else:
                    self._finish(task, outcome)
        elif len(tasks) > 1:
            for task in tasks:
                self._send([task])
        else:
            killed = isinstance(error, KilledWorker)
            self._finish(tasks[0], WorkerDied("every worker that graded it ended") if killed else error)

    def _finish(self, task: Task, outcome: Any) -> None:
        task.remote = None
        self._tasks.discard(task)
        with suppress(InvalidStateError):  # the batch has cancelled it
            if isinstance(outcome, Exception):
                task.result.set_exception(outcome)
            else:
                task.result.set_result(outcome)

    def _fail(self, error: AutograderError) -> None:
        """End all tasks with an error."""
        with self._lock:
            for task in [*self._tasks]:
                self._finish(task, error)

    def _watch(self) -> None:
        """Count the workers, and connect again after a loss, until the executor is closed."""
        while not self._closed:
            self._wake.wait(POLL_SECONDS)
            self._wake.clear()
            client = self._client
            if self._is_lost or (self._tasks and client is not None and client.status == "closed"):
                self._recover()
            elif client is not None:
                with suppress(*LOST, AttributeError):  # it is closing; the next round notices the loss
                    self._threads = dask_client.count_threads(client)
                    self._expect_workers()

    def _expect_workers(self) -> None:
        """Tell that there is no worker, once; UsageError for all tasks after a longer time."""
        now = time.monotonic()
        if self._threads or not self._tasks:
            self._idle_since = now
        elif now - self._idle_since > NO_WORKER_SECONDS:
            fix = f"start one: dask worker {self._address}; if one ends as soon as it starts, read what it prints"
            message = f"no Dask worker has come for {NO_WORKER_SECONDS:.0f} seconds"
            self._fail(UsageError(message, where=self._address, fix=fix))
        elif now - self._idle_since > NOTICE_SECONDS and not self._is_noticed:
            self._is_noticed = True
            sys.stderr.write(f"waiting for a Dask worker at {self._address}\n")

    def _recover(self) -> None:
        """Connect again, and submit all unfinished tasks again; UsageError for them if nobody answers."""
        with self._lock:
            client, self._client, self._is_lost = self._client, None, False
            for task in self._tasks:
                task.remote = None
        if client is not None:
            dask_client.close(client)
        self._recoveries += 1
        try:
            client = self._reconnect() if self._recoveries <= MOST_RECOVERIES else None
        except AutograderError as error:
            self._fail(error)
            return
        if client is None:
            fix = "start it and its workers, and run the same command again: it keeps the finished reports of --out"
            self._fail(UsageError("the Dask scheduler was lost", where=self._address, fix=fix))
            return
        with self._lock:
            self._client, self._waiting = client, [*self._tasks]
            self._send_waiting()

    def _reconnect(self) -> Client | None:
        """Return a new connection; None where the scheduler does not answer for some time."""
        sys.stderr.write(f"the Dask scheduler at {self._address} is lost; trying to reach it again\n")
        deadline = time.monotonic() + RECONNECT_SECONDS
        while not self._closed and (remaining := deadline - time.monotonic()) > 0:
            with suppress(*LOST):
                return dask_client.connect(self._address, self._plugin, min(remaining, TRY_SECONDS))
            time.sleep(RETRY_SECONDS)
        return None
