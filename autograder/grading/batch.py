"""Grading of a batch of submissions, by several workers on this machine or on a Dask cluster.

A submission can spoil its own report at most: it never stops the others. Every task is the same function of the same
bytes, so the reports do not depend on where it runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cached_property

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Cell
from autograder.course.points import read_release, read_unit_points
from autograder.course.student_entries import StudentEntries
from autograder.grading.executors import cluster_executor, local_executor
from autograder.grading.json_subprocess import WorkerDied, WorkerTimeout
from autograder.grading.provenance import unit_provenance, with_provenance
from autograder.grading.report_cache import ReportCache
from autograder.grading.worker_pool import GradedSubmission, grade_submission
from autograder.hand_in import HandIn
from autograder.isolation import Isolation
from autograder.provenance import Provenance
from autograder.report import Report, Seconds, SubmissionInfo
from autograder.submissions.discovery import FoundSubmission, Submission
from autograder.submissions.hand_in_times import reliable_time
from autograder.submissions.notebook_choice import NO_NOTEBOOK

QUEUED_PER_WORKER = 4

Files = dict[str, bytes]
Store = Callable[[Report, Sequence[Cell]], None]
"""Takes a report with the cells of the notebook that was graded."""
NO_FILES: Mapping[str, bytes] = {}


@dataclass
class Batch:
    """Grades submissions to one unit, with `jobs` workers on this machine or on the cluster at `scheduler`.

    `store` gets each report as soon as it is finished; then every submission is graded, also one with a stored report.
    """

    course: Course
    unit: Unit
    jobs: int = 1
    require_sandbox: bool = False
    cache: ReportCache | None = None
    scheduler: str | None = None
    store: Store | None = None

    def grade(self, submissions: Sequence[Submission]) -> Iterator[Report]:
        """Yield the reports as they are finished; AutograderError only where no submission at all could be graded.

        Few submissions are in memory at a time, however many there are.
        """
        with self._executor() as (executor, width):
            running: dict[Future[GradedSubmission], tuple[Submission, bytes, Files]] = {}
            try:
                for submission, data, files in self._read(submissions):
                    if isinstance(data, Report):
                        yield data
                        continue
                    running[self._submit(executor, submission.student, data, files)] = (submission, data, files)
                    if len(running) >= QUEUED_PER_WORKER * width():
                        yield from self._finish_first(running)
                while running:
                    yield from self._finish_first(running)
            finally:
                for future in running:
                    future.cancel()

    def _finish_first(
        self, running: dict[Future[GradedSubmission], tuple[Submission, bytes, Files]]
    ) -> Iterator[Report]:
        """Wait for the first tasks that are done, and yield their reports."""
        _ = self._provenance  # read now, while workers start or grade
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            yield self._finish(future, *running.pop(future))

    def _read(self, submissions: Sequence[Submission]) -> Iterator[tuple[Submission, bytes | Report, Files]]:
        """Yield the bytes of each submission; or its report, if that is in the cache or there is nothing to grade."""
        for submission in submissions:
            try:
                data, files = submission.read()
            except OSError as error:
                problem = f"the notebook cannot be read: {error.strerror}"
                yield submission, self._report_without_grading(submission, problem), {}
                continue
            if submission.notebook is None:
                yield submission, self._report_without_grading(submission, submission.problem or NO_NOTEBOOK), {}
                continue
            report = self._cached_report(submission, data, files)
            if self.cache and report is None:
                self.cache.remove(submission.student)
            yield submission, report or data, files

    def _cached_report(self, submission: Submission, data: bytes, files: Files) -> Report | None:
        if self.cache is None or self.store is not None:
            return None
        return self.cache.get(
            submission.student, data, files, submission.repairs, hand_in=lambda: self._hand_in(submission)
        )

    def _hand_in(self, submission: Submission) -> HandIn | None:
        """Return when a submission was handed in; None where the time changes nothing."""
        due = self._students.due(self.unit, submission.student)
        if due is None or self.unit.late is None or not isinstance(submission, FoundSubmission):
            return None
        time = reliable_time(submission, due.tzinfo)
        return self._students.hand_in(
            self.unit, submission.student, time.time if time else None, time.source if time else ""
        )

    @cached_property
    def _students(self) -> StudentEntries:
        return StudentEntries.load(self.course)

    def _report_without_grading(
        self, submission: Submission, problem: str, data: bytes = b"", files: Mapping[str, bytes] = NO_FILES
    ) -> Report:
        report = ungraded_report(self.course, self.unit, submission.student, problem, data)
        report = report.with_repairs(submission.repairs).with_hand_in(self._hand_in(submission))
        report = with_provenance(report, self._provenance, data, files)
        if self.cache:
            report = self.cache.store_ungraded(report)
        if self.store:
            self.store(report, read_release(self.unit)["cells"])
        return report

    def _submit(self, executor: Executor, student: str, data: bytes, files: Files) -> Future[GradedSubmission]:
        where = (str(self.course.root), self.unit.id, self.require_sandbox)
        return executor.submit(grade_submission, *where, student, data, files, cells=self.store is not None)

    def _finish(self, future: Future[GradedSubmission], submission: Submission, data: bytes, files: Files) -> Report:
        try:
            text, cells = future.result()
            report = Report.from_json(text).with_repairs(submission.repairs)
            report = report.with_hand_in(self._hand_in(submission))
            report = with_provenance(report, self._provenance, data, files)
        except WorkerDied as error:
            report = self._report_without_grading(submission, f"{error}: grade this submission by hand", data, files)
            if not isinstance(error, WorkerTimeout):
                return report
        else:
            if self.store:
                self.store(report, cells)
        return self.cache.store(report, data, files, submission.repairs) if self.cache else report

    @cached_property
    def _provenance(self) -> Provenance:
        """What all reports of this batch depend on, read once."""
        return self.cache.provenance if self.cache else unit_provenance(self.course, self.unit)

    def _executor(self) -> AbstractContextManager[tuple[Executor, Callable[[], int]]]:
        if self.scheduler:
            return cluster_executor(self.scheduler, self.course, self.unit)
        return local_executor(self.jobs)


def ungraded_report(course: Course, unit: Unit, student: str, problem: str, data: bytes = b"") -> Report:
    """Return a report that says why the submission was not graded. It is not publishable: a person must look at it."""
    return Report(
        course=course.id,
        unit=unit.id,
        student=student,
        submission=SubmissionInfo(sha256=hashlib.sha256(data).hexdigest()),
        score=0,
        max_score=read_unit_points(unit).total,
        publishable=False,
        problems=(problem,),
        exercises=(),
        predictions=(),
        isolation=Isolation(),
        seconds=Seconds(),
    )
