"""A submission that uses up its time or cannot be started costs its own result and nobody else's."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.errors import SandboxError
from autograder.grading.batch import Batch
from autograder.grading.grader import OUT_OF_TIME
from autograder.grading.json_subprocess import JsonSubprocess, WorkerTimeout
from autograder.grading.report_cache import ReportCache
from autograder.grading.worker import Worker
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission, find_submissions

UNIT = "training-loop"
SECONDS = 6
WAITING = {
    "gap_report": "import time\ndef gap_report(*numbers):\n    time.sleep(1.3)\n    return {}",
    "closed_form_line": "import time\ndef closed_form_line(x, y):\n    time.sleep(1.3)\n    return 0.0, 0.0",
    "fit_line": "import time\ndef fit_line(*a, **k):\n    time.sleep(1.3)\n    return 0.0, 0.0, np.zeros(3)",
}


@pytest.fixture(scope="module")
def quick_course(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy of the course in which a submission has few seconds."""
    folder = tmp_path_factory.mktemp("budget") / "course"
    copy_course(course, folder)
    path = folder / "course.yml"
    text = path.read_text(encoding="utf-8")
    for key, value in {"submission_seconds": SECONDS, "call_seconds": 0.5}.items():
        text = re.sub(rf"(?m)^  {key}: \S+", f"  {key}: {value}", text)
    path.write_text(text, encoding="utf-8")
    return Course.load(folder)


@pytest.fixture
def submissions(tmp_path: Path, solved: Notebook) -> list[FoundSubmission]:
    """Of Ada, Mallory and Zoe; Mallory's functions wait."""
    for student, cells in {"ada": {}, "mallory": WAITING, "zoe": {}}.items():
        path = tmp_path / "class" / student / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cells)))
    return find_submissions(tmp_path / "class", UNIT)


def by_student(reports: Any) -> dict[str, Report]:
    return {report.student: report for report in reports}


@pytest.fixture
def batch(quick_course: Course, tmp_path: Path) -> Batch:
    """A batch that keeps its reports."""
    unit = quick_course.unit(UNIT)
    return Batch(quick_course, unit, cache=ReportCache(tmp_path / "out", quick_course, unit))


@pytest.mark.slow
def test_what_was_graded_stays_and_is_not_graded_again(
    batch: Batch, submissions: list[FoundSubmission], monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = by_student(batch.grade(submissions))
    requests = fail_for("mallory", SandboxError("it was asked for again"), monkeypatch)
    again = by_student(batch.grade(submissions))
    mallory = reports["mallory"]
    skipped = [check for exercise in mallory.exercises for check in exercise.checks if "on the clock" in check.message]

    assert not requests
    assert again == reports
    assert mallory.points_of("train_step")[0] == mallory.points_of("train_step")[1] > 0
    assert mallory.score < reports["ada"].score == reports["zoe"].score
    assert not mallory.publishable
    assert mallory.problems == (
        OUT_OF_TIME.format("grading this notebook took all the 6 seconds that it may take on the clock"),
    )
    assert len(skipped) > 3
    assert reports["ada"].publishable
    assert reports["zoe"].publishable


def fail_for(student: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the grading process answer the requests of a student with an error; return who was asked for."""
    students: list[str] = []
    request: Callable[..., Any] = JsonSubprocess.request

    def failing_request(self: JsonSubprocess, message: Any, seconds: float) -> Any:
        students.extend([message["student"]] if message else [])
        if message and message["student"] == student:
            self.close()
            raise error
        return request(self, message, seconds)

    monkeypatch.setattr(JsonSubprocess, "request", failing_request)
    return students


def test_a_submission_whose_process_cannot_be_started_does_not_end_the_batch(
    batch: Batch, submissions: list[FoundSubmission], monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_for("mallory", SandboxError("the student's process cannot be started"), monkeypatch)
    reports = by_student(batch.grade(submissions))

    assert [student for student, report in reports.items() if report.publishable] == ["ada", "zoe"]
    assert "the student's process cannot be started" in reports["mallory"].problems[0]


def test_a_machine_without_a_sandbox_ends_the_batch(
    batch: Batch, submissions: list[FoundSubmission], monkeypatch: pytest.MonkeyPatch
) -> None:
    def start_process(worker: Worker) -> JsonSubprocess:
        raise SandboxError("no sandbox here")

    monkeypatch.setattr(Worker, "start_process", start_process)
    with pytest.raises(SandboxError, match="no sandbox here"):
        list(batch.grade(submissions))


def test_a_process_that_does_not_answer_in_time_is_not_asked_again(
    batch: Batch, submissions: list[FoundSubmission], monkeypatch: pytest.MonkeyPatch
) -> None:
    students = fail_for("mallory", WorkerTimeout("the grading process did not answer within 66 seconds"), monkeypatch)
    reports = by_student(batch.grade(submissions))
    students.clear()
    again = by_student(batch.grade(submissions))

    assert students == []
    assert again == reports
    assert not again["mallory"].publishable
