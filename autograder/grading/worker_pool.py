"""The workers of a process, shared by the threads that grade in it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from autograder.course.configuration import Course
from autograder.course.notebook import Cell
from autograder.grading.worker import Worker
from autograder.sandbox.host.cores import available_cores

NO_THREAD = 0
"""The owner of a worker that no thread has used; no thread has this identifier."""


class WorkerPool:
    """Workers by course and unit: as many as threads that grade, each used by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[tuple[str, str, bool], list[tuple[int, Worker]]] = {}
        self._all: list[Worker] = []
        self._starts: list[threading.Thread] = []

    @contextmanager
    def worker(self, *key: *tuple[str, str, bool]) -> Iterator[Worker]:
        """Context manager: a worker for a course and unit, which then returns to the pool.

        If possible it is the one that this thread had last. The processes of another one are bound to this thread's
        core.
        """
        root, unit_id, require_sandbox = key
        thread = threading.get_ident()
        with self._lock:
            idle = self._idle.setdefault(key, [])
            place = next((place for place, (owner, _) in enumerate(idle) if owner == thread), -1)
            worker = idle.pop(place)[1] if idle else Worker(Course.load(Path(root)), unit_id, require_sandbox)
            self._all = [*(other for other in self._all if other is not worker), worker]
        if place < 0:
            worker.bind(available_cores())
        try:
            yield worker
        finally:
            with self._lock:
                idle.append((thread, worker))

    def start_ahead(self, course: Course, unit_id: str, require_sandbox: bool) -> None:
        """Start a worker in a thread, before there is anything to grade; the next `worker` is this one."""
        worker = Worker(course, unit_id, require_sandbox)
        with self._lock:
            self._all.append(worker)
            key = (str(course.root), unit_id, require_sandbox)
            self._idle.setdefault(key, []).append((NO_THREAD, worker))
        self._starts.append(threading.Thread(target=worker.start_ahead))
        self._starts[-1].start()

    def close(self, root: str | None = None) -> None:
        """End all workers, or those of the course in one folder, including those that are grading."""
        while self._starts:
            self._starts.pop().join()
        with self._lock:
            workers = [worker for worker in self._all if root in (None, str(worker.course.root))]
            self._all = [worker for worker in self._all if worker not in workers]
            self._idle = {key: idle for key, idle in self._idle.items() if root not in (None, key[0])}
        for worker in workers:
            worker.close()


WORKERS = WorkerPool()


GradedSubmission = tuple[str, tuple[Cell, ...]]
"""A report as JSON, and the cells of the notebook that was graded, where they were asked for."""


def grade_submission(
    root: str,
    unit_id: str,
    require_sandbox: bool,
    student: str,
    data: bytes,
    files: Mapping[str, bytes],
    *,
    cells: bool = False,
) -> GradedSubmission:
    """Grade a submission with a worker of this process; a task, also for a cluster."""
    with WORKERS.worker(root, unit_id, require_sandbox) as worker:
        show = cells and worker.course.policies.show_outputs
        reply = worker.grade(student, data, files, show=show, cells=cells)
        return reply.text, reply.cells
