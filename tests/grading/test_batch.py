"""A batch: one report per submission, the same bytes wherever it is graded, and one failure never stops the others."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import LocalCluster

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError
from autograder.grading.batch import Batch, ungraded_report
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.report_cache import ReportCache
from autograder.grading.worker import Worker
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission, find_submissions

UNIT = "training-loop"


@pytest.fixture(scope="module")
def submissions(
    tmp_path_factory: pytest.TempPathFactory, content: UnitContent, solved: Notebook
) -> list[FoundSubmission]:
    """A dozen: a right one, an untouched one, several mistakes, one that is unreadable, one without a notebook."""
    folder = tmp_path_factory.mktemp("class")
    wrong = [
        sample_submissions.with_cells(solved, {mistake.exercise: mistake.implementation.cell})
        for mistake in content.catalogue.mistakes[::9]
    ]
    for number, notebook in enumerate([solved, content.release, *wrong]):
        path = folder / f"s{number:02}" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(sample_submissions.notebook_bytes(notebook))
    (folder / "unreadable" / UNIT).mkdir(parents=True)
    (folder / "unreadable" / UNIT / f"{UNIT}.ipynb").write_bytes(b"\x00")
    (folder / "absent").mkdir()
    return find_submissions(folder, UNIT)


def sorted_texts(reports: Iterator[Report]) -> list[str]:
    """Return the reports by student, as JSON without the part that differs between two gradings."""
    ordered = sorted(reports, key=lambda report: report.student)
    return [json.dumps(report.model_dump(exclude={"seconds"}), sort_keys=True) for report in ordered]


@pytest.fixture(scope="module")
def expected(course: Course, submissions: list[FoundSubmission]) -> list[str]:
    """The reports that one worker makes."""
    return sorted_texts(Batch(course, course.unit(UNIT), jobs=1).grade(submissions))


def test_every_submission_has_one_report(expected: list[str], submissions: list[FoundSubmission]) -> None:
    assert [json.loads(text)["student"] for text in expected] == [submission.student for submission in submissions]


def test_more_stored_reports_than_are_queued_at_a_time_are_all_returned(
    course: Course, submissions: list[FoundSubmission], tmp_path: Path
) -> None:
    unit = course.unit(UNIT)
    cache = ReportCache(tmp_path, course, unit)
    many = [replace(submissions[0], student=f"s{number}") for number in range(20)]
    data, files = submissions[0].read()
    for submission in many:
        cache.store(ungraded_report(course, unit, submission.student, "none"), data, files)
    reports = list(Batch(course, unit, jobs=1, cache=cache).grade(many))

    assert [report.student for report in reports] == [submission.student for submission in many]


def test_several_workers_give_the_same_bytes_as_one(
    course: Course, submissions: list[FoundSubmission], expected: list[str]
) -> None:
    assert sorted_texts(Batch(course, course.unit(UNIT), jobs=3).grade(submissions)) == expected


def test_a_student_without_a_notebook_has_a_report_that_is_not_publishable(expected: list[str]) -> None:
    report = next(report for text in expected if (report := json.loads(text))["student"] == "absent")

    assert (report["publishable"], report["problems"]) == (False, ["no notebook was handed in"])


def test_a_grading_process_that_dies_costs_one_report_only(
    course: Course, submissions: list[FoundSubmission], expected: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Worker.grade

    def grade(worker: Worker, student: str, *args: object, **options: object) -> object:
        process = worker.start()
        if student != "s03":
            return original(worker, student, *args, **options)  # type: ignore[arg-type]
        process.kill()
        with monkeypatch.context() as patch:
            patch.setattr(worker, "start", lambda: process)
            return original(worker, student, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "grade", grade)
    texts = sorted_texts(Batch(course, course.unit(UNIT), jobs=2).grade(submissions))
    different = [json.loads(text) for text in texts if text not in expected]

    assert [report["student"] for report in different] == ["s03"]
    assert "grade this submission by hand" in different[0]["problems"][0]


def test_the_report_of_a_process_that_died_replaces_an_earlier_one_and_is_not_reused(
    course: Course, submissions: list[FoundSubmission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    batch = Batch(course, course.unit(UNIT), cache=cache)
    right = next(submission for submission in submissions if submission.student == "s00")
    (earlier,) = batch.grade([right])
    changed = FoundSubmission.at("s00", submissions[3].notebook or Path())

    def grade(worker: Worker, *_: object, **__: object) -> None:
        raise WorkerDied("the grading process ended")

    with monkeypatch.context() as patch:
        patch.setattr(Worker, "grade", grade)
        list(batch.grade([changed]))
    stored = Report.from_json((tmp_path / "s00.json").read_bytes())
    (last,) = batch.grade([changed])

    assert earlier.publishable
    assert not stored.publishable
    assert "grade this submission by hand" in stored.problems[0]
    assert last.publishable


def test_the_report_of_an_earlier_submission_is_removed_before_a_changed_one_is_graded(
    course: Course, submissions: list[FoundSubmission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run that is killed leaves no report that looks like the current one."""
    batch = Batch(course, course.unit(UNIT), cache=ReportCache(tmp_path, course, course.unit(UNIT)))
    right = next(submission for submission in submissions if submission.student == "s00")
    list(batch.grade([right]))

    def grade(worker: Worker, *_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Worker, "grade", grade)
    with pytest.raises(KeyboardInterrupt):
        list(batch.grade([FoundSubmission.at("s00", submissions[3].notebook or Path())]))

    assert not (tmp_path / "s00.json").exists()


def test_an_error_in_the_course_stops_the_batch(
    course: Course, submissions: list[FoundSubmission], tmp_path: Path
) -> None:
    copy_course(course, tmp_path / "course")
    broken = Course.load(tmp_path / "course")
    checks = broken.unit(UNIT).hidden_checks[0]
    checks.write_text(checks.read_text(encoding="utf-8").replace('"gap_report"', '"gaps"'), encoding="utf-8")

    with pytest.raises(AutograderError, match="'gaps' has no check cell"):
        list(Batch(broken, broken.unit(UNIT)).grade(submissions))


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Three worker processes, as on three machines."""
    options = {"n_workers": 3, "threads_per_worker": 1, "processes": True, "dashboard_address": "127.0.0.1:0"}
    with LocalCluster(**options, silence_logs=50) as cluster:
        yield cluster


@pytest.mark.whole_class
def test_a_cluster_that_loses_a_worker_grades_every_submission_once_and_gives_the_same_bytes(
    course: Course, submissions: list[FoundSubmission], expected: list[str], cluster: LocalCluster, tmp_path: Path
) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    reports = Batch(course, course.unit(UNIT), cache=cache, scheduler=cluster.scheduler_address).grade(submissions)
    first = next(reports)
    dask_worker = next(iter(cluster.workers.values()))
    os.kill(dask_worker.pid, signal.SIGKILL)
    rest = list(reports)

    assert sorted_texts(iter([first, *rest])) == expected
    assert len({report.student for report in [first, *rest]}) == len(submissions)
    assert not list(tmp_path.glob(".writing-*"))
