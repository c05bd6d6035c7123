"""A worker that grades ahead of nbgrader, which takes longer to store a graded notebook than the grading takes."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from autograder.grading.worker import Worker, WorkerReply
from autograder.submissions.discovery import FoundSubmission


class PrefetchingWorker:
    """Grades the next submission while nbgrader stores the current one."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._executor = ThreadPoolExecutor(1)
        self._prefetched: dict[FoundSubmission, Future[WorkerReply]] = {}

    def grade(self, submission: FoundSubmission, following: FoundSubmission | None) -> WorkerReply:
        """Return the reply for a submission and start on the following one.

        WorkerDied where the grading process did not survive the submission.
        """
        future = self._prefetched.pop(submission, None) or self._start(submission)
        if following is not None and following not in self._prefetched:
            self._prefetched = {following: self._start(following)}
        return future.result()

    def _start(self, submission: FoundSubmission) -> Future[WorkerReply]:
        show = self._worker.course.policies.show_outputs
        return self._executor.submit(lambda: self._worker.grade(submission.student, *submission.read(), show=show))

    def close(self) -> None:
        """End the grading process, even while it grades."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._worker.close()
