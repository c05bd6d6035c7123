"""The next submission is graded while nbgrader stores the current one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.course.configuration import Course
from autograder.grading import batch
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker, WorkerReply
from autograder.nbgrader.prefetching_worker import PrefetchingWorker
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


def test_each_submission_is_graded_once_and_a_lost_one_does_not_stop_the_next(course: Course, tmp_path: Path) -> None:
    worker = InstantWorker(course, "training-loop")
    prefetching = PrefetchingWorker(worker)
    ada, li, zoe = (FoundSubmission.at(name, tmp_path / name) for name in ("ada", "li", "zoë"))
    for submission in (ada, li, zoe):
        (tmp_path / submission.student).write_text("{}")
    first = prefetching.grade(ada, li)
    with pytest.raises(WorkerDied):
        prefetching.grade(li, zoe)
    last = prefetching.grade(zoe, None)
    prefetching.close()

    assert (first.report.student, last.report.student) == ("ada", "zoë")
    assert worker.students == ["ada", "li", "zoë"]
