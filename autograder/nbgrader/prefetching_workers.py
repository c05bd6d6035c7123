"""Workers that grade ahead of nbgrader, which takes longer to store a graded notebook than the grading takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from queue import SimpleQueue

from autograder.grading.worker import Worker, WorkerReply
from autograder.submissions.discovery import FoundSubmission

AHEAD_PER_WORKER = 2
"""Submissions that are graded or waiting for each worker, so that a slow one delays nobody else."""


def default_count() -> int:
    """Return the number of workers for this machine: one core is nbgrader's own."""
    return max(1, (os.cpu_count() or 1) - 1)


class PrefetchingWorkers:
    """Grades the next submissions with `count` workers while nbgrader stores the current one."""

    def __init__(self, make_worker: Callable[[], Worker], count: int) -> None:
        self.ahead = AHEAD_PER_WORKER * count
        self._make_worker = make_worker
        self._executor = ThreadPoolExecutor(count)
        self._workers: list[Worker] = []
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        for _ in range(count):
            self._idle.put(None)
        self._futures: dict[FoundSubmission, Future[WorkerReply]] = {}

    def grade(self, submission: FoundSubmission, following: Iterable[FoundSubmission]) -> WorkerReply:
        """Return the reply for a submission and start on the following ones, which are asked for next.

        WorkerDied where the grading process did not survive the submission.
        """
        future = self._futures.pop(submission, None) or self._start(submission)
        self._futures = {other: self._futures.get(other) or self._start(other) for other in following}
        return future.result()

    def wait(self, submission: FoundSubmission, following: Iterable[FoundSubmission]) -> None:
        """Wait until a submission is graded, and start on the following ones; `grade` returns the reply then."""
        future = self._futures.get(submission) or self._start(submission)
        self._futures = {other: self._futures.get(other) or self._start(other) for other in following}
        self._futures[submission] = future
        wait([future])

    def _start(self, submission: FoundSubmission) -> Future[WorkerReply]:
        return self._executor.submit(self._grade, submission)

    def _grade(self, submission: FoundSubmission) -> WorkerReply:
        worker = self._idle.get() or self._add_worker()
        try:
            show = worker.course.policies.show_outputs
            return worker.grade(submission.student, *submission.read(), show=show)
        finally:
            self._idle.put(worker)

    def _add_worker(self) -> Worker:
        worker = self._make_worker()
        self._workers.append(worker)
        return worker

    def close(self) -> None:
        """End the grading processes, even while they grade."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        for worker in self._workers:
            worker.close()
