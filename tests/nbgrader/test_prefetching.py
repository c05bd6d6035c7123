"""The next submission is graded while nbgrader writes the last one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from autograder.course.configuration import Course
from autograder.grading import batch
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker, WorkerReply
from autograder.nbgrader.pipeline import Desk
from autograder.submissions.discovery import FoundSubmission


@dataclass
class Scribe(Worker):
    """Answers at once, and notes who was asked for."""

    asked: list[str] = field(default_factory=list)

    def grade(self, student: str, notebook: bytes, files: Mapping[str, bytes], **_: object) -> WorkerReply:
        self.asked.append(student)
        if student == "lost":
            raise WorkerDied("the grading process ended")
        return WorkerReply(
            batch.ungraded_report(self.course, self.course.unit(self.unit_id), student, "none").json_text(), ()
        )


def test_nbgrader_s_next_submission_is_graded_while_it_writes_the_last(course: Course, tmp_path: Path) -> None:
    worker = Scribe(course, "training-loop")
    desk = Desk(worker)
    ada, lost, zoe = (FoundSubmission(name, tmp_path / name) for name in ("ada", "lost", "zoë"))
    for found in (ada, lost, zoe):
        (tmp_path / found.student).write_text("{}")
    first = desk.grade(ada, lost)
    with pytest.raises(WorkerDied):
        desk.grade(lost, zoe)
    last = desk.grade(zoe, None)
    desk.close()

    assert (first.report.student, last.report.student) == ("ada", "zoë")
    assert worker.asked == ["ada", "lost", "zoë"]
