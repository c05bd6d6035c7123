"""The next submissions are graded while nbgrader stores the current one."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.course.configuration import Course
from autograder.grading import batch
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker, WorkerReply
from autograder.nbgrader.prefetching_workers import PrefetchingWorkers
from autograder.submissions.discovery import FoundSubmission


@dataclass
class InstantWorker(Worker):
    """Replies at once, and notes whose submissions it was given; those of `li` kill it."""

    students: list[str] = field(default_factory=list)

    def grade(self, student: str, notebook: bytes, files: Mapping[str, bytes], **_: object) -> WorkerReply:
        self.students.append(student)
        if student == "li":
            raise WorkerDied("the grading process ended")
        report = batch.ungraded_report(self.course, self.course.unit(self.unit_id), student, "none")
        return WorkerReply(report, report.json_text(), ())


@pytest.fixture
def submissions(tmp_path: Path) -> list[FoundSubmission]:
    """The submissions of three students, in the order in which nbgrader converts them."""
    submissions = [FoundSubmission.at(name, tmp_path / name) for name in ("ada", "li", "zoë")]
    for submission in submissions:
        (tmp_path / submission.student).write_text("{}")
    return submissions


def test_each_submission_is_graded_once_and_a_lost_one_does_not_stop_the_next(
    course: Course, submissions: list[FoundSubmission]
) -> None:
    worker = InstantWorker(course, "training-loop")
    prefetching = PrefetchingWorkers(lambda: worker, 1)
    ada, li, zoe = submissions
    first = prefetching.grade(ada, [li, zoe])
    with pytest.raises(WorkerDied):
        prefetching.grade(li, [zoe])
    last = prefetching.grade(zoe, [])
    prefetching.close()

    assert (first.report.student, last.report.student) == ("ada", "zoë")
    assert worker.students == ["ada", "li", "zoë"]


def test_while_one_worker_is_busy_the_others_grade_the_following_submissions(
    course: Course, submissions: list[FoundSubmission]
) -> None:
    graded = threading.Event()

    class WaitingWorker(InstantWorker):
        def grade(self, student: str, notebook: bytes, files: Mapping[str, bytes], **options: object) -> WorkerReply:
            if student == "ada":
                assert graded.wait(30)
            reply = super().grade(student, notebook, files, **options)
            if student == "zoë":
                graded.set()
            return reply

    workers: list[WaitingWorker] = []

    def make_worker() -> WaitingWorker:
        workers.append(WaitingWorker(course, "training-loop"))
        return workers[-1]

    prefetching = PrefetchingWorkers(make_worker, 2)
    ada, _, zoe = submissions
    reply = prefetching.grade(ada, [zoe])
    prefetching.close()

    assert reply.report.student == "ada"
    assert sorted(worker.students for worker in workers) == [["ada"], ["zoë"]]


def test_a_worker_starts_when_there_is_work_for_it(course: Course, submissions: list[FoundSubmission]) -> None:
    workers: list[InstantWorker] = []

    def make_worker() -> InstantWorker:
        workers.append(InstantWorker(course, "training-loop"))
        return workers[-1]

    prefetching = PrefetchingWorkers(make_worker, 8)
    prefetching.grade(submissions[0], [])
    prefetching.close()

    assert len(workers) == 1
