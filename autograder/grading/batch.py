"""A class of submissions: graded here by several workers or on a Dask cluster, kept in a journal as they come.

One submission can spoil its own report at worst: it never stops the others. Whoever runs the tasks, they are the same
function of the same bytes, so the reports are the same.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points
from autograder.errors import UsageError
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.report_cache import ReportCache
from autograder.grading.worker import Worker
from autograder.report import Isolation, Report, Seconds, SubmissionInfo
from autograder.submissions.discovery import Submission

NO_NOTEBOOK = "no notebook was handed in"
WAITING_EACH = 4
CONNECT_SECONDS = 10

Files = dict[str, bytes]


@dataclass
class Batch:
    """Grades many submissions to one unit, with `jobs` workers here or on the cluster at `scheduler`."""

    course: Course
    unit: Unit
    jobs: int = 1
    require_sandbox: bool = False
    cache: ReportCache | None = None
    scheduler: str | None = None

    def grade(self, submissions: Sequence[Submission]) -> Iterator[Report]:
        """Reports in the order they are done; AutograderError only where no submission at all could be graded.

        Few submissions are in memory at a time, however large the class.
        """
        coming = self._read(submissions)
        with self._executor() as (executor, width):
            running: dict[Future[str], tuple[Submission, bytes, Files]] = {}
            try:
                while True:
                    for found, data, files in islice(coming, WAITING_EACH * width - len(running)):
                        if isinstance(data, Report):
                            yield data
                        else:
                            running[self._submit(executor, found.student, data, files)] = (found, data, files)
                    if not running:
                        return
                    for future in wait(running, return_when=FIRST_COMPLETED).done:
                        yield self._kept(future, *running.pop(future))
            finally:
                for future in running:
                    future.cancel()

    def _read(self, submissions: Sequence[Submission]) -> Iterator[tuple[Submission, bytes | Report, Files]]:
        """The bytes of each submission, or at once the report that is known or has to say why there is none."""
        for found in submissions:
            try:
                data, files = found.read()
            except OSError as error:
                yield found, self._unread(found, f"the notebook cannot be read: {error.strerror}"), {}
                continue
            if found.notebook is None:
                yield found, self._unread(found, NO_NOTEBOOK), {}
            else:
                known = self.cache.get(found.student, data, files) if self.cache else None
                yield found, known or data, files

    def _unread(self, found: Submission, problem: str) -> Report:
        """Kept like any other report, under a key that no file can have."""
        report = ungraded_report(self.course, self.unit, found.student, problem)
        if self.cache:
            self.cache.store(report, problem.encode(), {"": b""})
        return report

    def _submit(self, executor: Executor, student: str, data: bytes, files: Files) -> Future[str]:
        where = (str(self.course.root), self.unit.id, self.require_sandbox)
        return executor.submit(grade_submission, *where, student, data, files)

    def _kept(self, future: Future[str], found: Submission, data: bytes, files: Files) -> Report:
        try:
            report = Report.from_json(future.result())
        except WorkerDied as death:
            problem = f"{death}: grade this submission by hand"
            return ungraded_report(self.course, self.unit, found.student, problem, data)
        if self.cache:
            self.cache.store(report, data, files)
        return report

    def _executor(self) -> AbstractContextManager[tuple[Executor, int]]:
        return _cluster(self.scheduler) if self.scheduler else _local(self.jobs)


def ungraded_report(course: Course, unit: Unit, student: str, problem: str, data: bytes = b"") -> Report:
    """A report that says why there is nothing to report. Never publishable: a person has to look."""
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


def grade_submission(root: str, unit_id: str, require_sandbox: bool, student: str, data: bytes, files: Files) -> str:
    """Grade one submission in this process's pool of workers; the report as JSON. What a cluster is sent."""
    with _POOL.worker(root, unit_id, require_sandbox) as worker:
        return worker.grade(student, data, files, cells=False).text


class _Pool:
    """The workers of this process: as many as there are threads that grade, each used by one thread at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: dict[tuple[str, str, bool], list[Worker]] = {}
        self._all: list[Worker] = []

    @contextmanager
    def worker(self, *kind: *tuple[str, str, bool]) -> Iterator[Worker]:
        """A worker for this course and unit, to be given back."""
        root, unit_id, require = kind
        with self._lock:
            idle = self._idle.setdefault(kind, [])
            worker = idle.pop() if idle else Worker(Course.load(Path(root)), unit_id, require)
            self._all = [*(known for known in self._all if known is not worker), worker]
        try:
            yield worker
        finally:
            with self._lock:
                idle.append(worker)

    def close(self) -> None:
        """End every worker, also those that are grading."""
        with self._lock:
            ending, self._all, self._idle = self._all, [], {}
        for worker in ending:
            worker.close()


_POOL = _Pool()


@contextmanager
def _local(jobs: int) -> Iterator[tuple[Executor, int]]:
    with ThreadPoolExecutor(jobs, thread_name_prefix="grading", initializer=_places(jobs)) as executor:
        try:
            yield executor, jobs
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            _POOL.close()


def _places(jobs: int) -> Callable[[], None]:
    """What gives each grading thread, and every process it starts, a core of its own, if there are workers enough.

    A worker's grader and child take turns, so they need one core; over two, each turn first has to wake the other up.
    """
    if not hasattr(os, "sched_setaffinity") or jobs < len(os.sched_getaffinity(0)):
        return lambda: None
    places = cycle(sorted(os.sched_getaffinity(0)))
    return lambda: os.sched_setaffinity(0, {next(places)})


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        from distributed import Client
    except ImportError:
        raise UsageError("grading on a cluster needs Dask", fix="pip install 'distributed'") from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise UsageError(f"no Dask scheduler answers: {error}", where=address, fix="check --scheduler") from None
    with client:
        threads = sum(client.nthreads().values())
        yield client.get_executor(pure=False, retries=2), max(1, threads)
