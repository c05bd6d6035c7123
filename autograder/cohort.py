"""A class of submissions: several workers, results as they come, a journal so that a killed run goes on where it was.

One submission can spoil its own report at worst: it never stops the others.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field

from autograder.collection import Found
from autograder.course import Course, Unit
from autograder.journal import Journal
from autograder.report import IsolationInfo, Report, Seconds, SubmissionInfo
from autograder.worker import Worker, WorkerDied

NO_NOTEBOOK = "no notebook was handed in"


@dataclass
class Cohort:
    """Grades many submissions to one unit with `jobs` workers."""

    course: Course
    unit: Unit
    jobs: int = 1
    require_sandbox: bool = False
    journal: Journal | None = None
    _workers: list[Worker] = field(default_factory=list)
    _idle: list[Worker] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def grade(self, submissions: Sequence[Found]) -> Iterator[Report]:
        """Reports in the order they are done. AutograderError only where no submission at all could be graded."""
        with ThreadPoolExecutor(self.jobs, thread_name_prefix="grading") as pool:
            waiting: list[Future[Report]] = [pool.submit(self._one, found) for found in submissions]
            try:
                for future in as_completed(waiting):
                    yield future.result()
            finally:
                for future in waiting:
                    future.cancel()
                for worker in self._workers:
                    worker.close()

    def _one(self, found: Found) -> Report:
        try:
            data, files = found.read()
        except OSError as error:
            return unreadable(self.course, self.unit, found.student, f"the notebook cannot be read: {error.strerror}")
        if found.notebook is None:
            return unreadable(self.course, self.unit, found.student, NO_NOTEBOOK)
        if self.journal and (known := self.journal.find(found.student, data, files)):
            return known
        try:
            report = self._graded(found.student, data, files)
        except WorkerDied as death:
            return unreadable(self.course, self.unit, found.student, f"{death}: grade this submission by hand", data)
        if self.journal:
            self.journal.keep(report, data, files)
        return report

    def _graded(self, student: str, data: bytes, files: dict[str, bytes]) -> Report:
        with self._lock:
            if not self._idle:
                self._workers.append(Worker(self.course, self.unit.id, self.require_sandbox))
                self._idle.append(self._workers[-1])
            worker = self._idle.pop()
        try:
            return worker.grade(student, data, files).report
        finally:
            with self._lock:
                self._idle.append(worker)


def unreadable(course: Course, unit: Unit, student: str, problem: str, data: bytes = b"") -> Report:
    """A report that says why there is nothing to report. Never publishable: a person has to look."""
    return Report(
        course=course.id,
        unit=unit.id,
        student=student,
        submission=SubmissionInfo(sha256=hashlib.sha256(data).hexdigest()),
        score=0,
        max_score=unit.points,
        publishable=False,
        problems=(problem,),
        exercises=(),
        predictions=(),
        isolation=IsolationInfo(
            process=True, bubblewrap=False, namespaces=False, landlock=0, seccomp=False, limits=False
        ),
        seconds=Seconds(),
    )
