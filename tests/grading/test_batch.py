"""A class: several workers or a cluster, the same bytes whoever graded, nothing lost and nothing graded twice."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import LocalCluster

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.errors import AutograderError, UsageError
from autograder.grading import batch
from autograder.grading.batch import Batch
from autograder.grading.report_cache import ReportCache
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission, find_submissions

UNIT = "training-loop"


@pytest.fixture(scope="module")
def handed_in(
    tmp_path_factory: pytest.TempPathFactory, content: UnitContent, solved: Notebook
) -> list[FoundSubmission]:
    """A dozen students: right, each with another mistake, one untouched, one unreadable, one without a notebook."""
    folder = tmp_path_factory.mktemp("class")
    wrong = [
        sample_submissions.with_cells(solved, {mistake.exercise: mistake.variant.cell})
        for mistake in content.catalogue.mistakes[::9]
    ]
    for number, notebook in enumerate([solved, content.release, *wrong]):
        place = folder / f"s{number:02}" / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(notebook))
    (folder / "torn" / UNIT).mkdir(parents=True)
    (folder / "torn" / UNIT / f"{UNIT}.ipynb").write_bytes(b"\x00")
    (folder / "absent").mkdir()
    return find_submissions(folder, UNIT)


def timeless(reports: Iterator[Report]) -> list[str]:
    ordered = sorted(reports, key=lambda report: report.student)
    return [json.dumps(report.model_dump(exclude={"seconds"}), sort_keys=True) for report in ordered]


@pytest.fixture(scope="module")
def alone(course: Course, handed_in: list[FoundSubmission]) -> list[str]:
    """What one worker makes of the class."""
    return timeless(Batch(course, course.unit(UNIT), jobs=1).grade(handed_in))


def test_every_student_has_one_report(alone: list[str], handed_in: list[FoundSubmission]) -> None:
    assert [json.loads(text)["student"] for text in alone] == [found.student for found in handed_in]


def test_several_workers_give_the_same_bytes_as_one(
    course: Course, handed_in: list[FoundSubmission], alone: list[str]
) -> None:
    assert timeless(Batch(course, course.unit(UNIT), jobs=3).grade(handed_in)) == alone


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system lets nobody choose a core")
def test_workers_that_fill_the_machine_keep_to_a_core_each() -> None:
    cores = os.sched_getaffinity(0)
    meeting = threading.Barrier(len(cores), timeout=30)

    def place() -> frozenset[int]:
        meeting.wait()
        return frozenset(os.sched_getaffinity(0))

    with batch._local(len(cores)) as (executor, _):
        placed = {future.result() for future in [executor.submit(place) for _ in cores]}

    assert placed == {frozenset({core}) for core in cores}
    assert os.sched_getaffinity(0) == cores


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system lets nobody choose a core")
def test_fewer_workers_go_wherever_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    moved: list[object] = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2})
    monkeypatch.setattr(os, "sched_setaffinity", lambda *where: moved.append(where))
    with batch._local(2) as (executor, _):
        executor.submit(int).result()

    assert moved == []


def test_a_student_without_a_notebook_is_told_apart_from_a_zero(alone: list[str]) -> None:
    absent = next(report for text in alone if (report := json.loads(text))["student"] == "absent")

    assert (absent["publishable"], absent["problems"]) == (False, ["no notebook was handed in"])


def test_a_grading_process_that_dies_costs_one_report_and_no_more(
    course: Course, handed_in: list[FoundSubmission], alone: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.grading.worker import Worker

    honest = Worker.grade

    def grade(worker: Worker, student: str, *rest: object, **options: object) -> object:
        worker.start()
        if student == "s03" and worker.subprocess is not None:
            worker.subprocess.process.kill()
        return honest(worker, student, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Worker, "grade", grade)
    reports = timeless(Batch(course, course.unit(UNIT), jobs=2).grade(handed_in))
    different = [json.loads(text) for text in reports if text not in alone]

    assert [report["student"] for report in different] == ["s03"]
    assert "grade this submission by hand" in different[0]["problems"][0]


@pytest.mark.parametrize(
    ("changed", "counts"), [("layouts.py", True), ("training_loop/cases.py", True), ("gradient/cases.py", False)]
)
def test_a_report_is_kept_until_something_changes_that_its_unit_is_checked_by(
    course: Course, tmp_path: Path, changed: str, counts: bool
) -> None:
    folder = tmp_path / "course"
    copy_course(course, folder)
    unit = Course.load(folder).unit(UNIT)
    report = batch.ungraded_report(course, unit, "ada", "none")
    ReportCache(tmp_path, Course.load(folder), unit).store(report, b"{}", {})
    before = ReportCache(tmp_path, Course.load(folder), unit).get("ada", b"{}", {})
    with (folder / "autograder" / "checks" / changed).open("a") as file:
        file.write("# another check\n")
    after = ReportCache(tmp_path, Course.load(folder), unit).get("ada", b"{}", {})

    assert before == report
    assert (after is None) is counts


def test_a_report_of_a_dead_process_is_not_kept(
    course: Course, handed_in: list[FoundSubmission], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from autograder.grading.json_subprocess import WorkerDied
    from autograder.grading.worker import Worker

    def grade(worker: Worker, *_: object, **__: object) -> None:
        raise WorkerDied("the grading process ended")

    with monkeypatch.context() as patch:
        patch.setattr(Worker, "grade", grade)
        cache = ReportCache(tmp_path, course, course.unit(UNIT))
        list(Batch(course, course.unit(UNIT), cache=cache).grade(handed_in[2:3]))

    assert not list(tmp_path.glob("*.json"))


def test_a_course_that_cannot_be_graded_stops_everything(
    course: Course, handed_in: list[FoundSubmission], tmp_path: Path
) -> None:
    copy_course(course, tmp_path / "course")
    broken = Course.load(tmp_path / "course")
    checks = broken.unit(UNIT).hidden_checks[0]
    checks.write_text(checks.read_text(encoding="utf-8").replace('"gap_report"', '"gaps"'), encoding="utf-8")

    with pytest.raises(AutograderError, match="'gaps' has no check cell"):
        list(Batch(broken, broken.unit(UNIT)).grade(handed_in))


def test_a_scheduler_that_does_not_answer_is_said(
    course: Course, handed_in: list[FoundSubmission], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.grading.batch.CONNECT_SECONDS", 1)

    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        list(Batch(course, course.unit(UNIT), scheduler="tcp://127.0.0.1:9").grade(handed_in))


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Three worker processes, as on three machines."""
    options = {"n_workers": 3, "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    with LocalCluster(**options, silence_logs=50) as cluster:
        yield cluster


@pytest.mark.cohort
def test_a_cluster_gives_the_same_bytes_as_one_machine(
    course: Course, handed_in: list[FoundSubmission], alone: list[str], cluster: LocalCluster
) -> None:
    reports = Batch(course, course.unit(UNIT), scheduler=cluster.scheduler_address).grade(handed_in)

    assert timeless(reports) == alone


@pytest.mark.cohort
def test_a_cluster_that_loses_a_worker_loses_no_report_and_grades_none_twice(
    course: Course, handed_in: list[FoundSubmission], alone: list[str], cluster: LocalCluster, tmp_path: Path
) -> None:
    cache = ReportCache(tmp_path, course, course.unit(UNIT))
    reports = Batch(course, course.unit(UNIT), cache=cache, scheduler=cluster.scheduler_address).grade(handed_in)
    first = next(reports)
    victim = next(iter(cluster.workers.values()))
    os.kill(victim.pid, signal.SIGKILL)
    rest = list(reports)

    assert timeless(iter([first, *rest])) == alone
    assert len({report.student for report in [first, *rest]}) == len(handed_in)
    assert not list(tmp_path.glob(".writing-*"))
