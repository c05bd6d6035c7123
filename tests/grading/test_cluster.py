"""A cluster whose workers do not have the course: it travels, versions are compared, and what is lost is repeated."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import psutil
import pytest
from distributed import Client, LocalCluster, get_worker

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.errors import SandboxError, UsageError
from autograder.grading import cluster as cluster_module
from autograder.grading import course_plugin, dask_client
from autograder.grading.batch import Batch
from autograder.grading.cluster import ClusterExecutor
from autograder.grading.course_archive import CourseArchive
from autograder.grading.course_plugin import CoursePlugin
from autograder.grading.executors import cluster_executor
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker
from autograder.grading.worker_pool import grade_submission
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission, find_submissions

UNIT = "training-loop"
WAIT_SECONDS = 60


def local_cluster(folder: Path, workers: int, *, processes: bool = False, threads: int = 1) -> LocalCluster:
    """Return a cluster with workers whose folders lie in `folder`."""
    options = {"threads_per_worker": threads, "dashboard_address": "127.0.0.1:0", "silence_logs": 50}
    return LocalCluster(n_workers=workers, processes=processes, local_directory=str(folder), **options)


@pytest.fixture
def threads(tmp_path: Path) -> Iterator[LocalCluster]:
    """A cluster of one worker in a thread of this process."""
    with local_cluster(tmp_path / "workers", 1) as cluster:
        yield cluster


@pytest.fixture
def no_workers(tmp_path: Path) -> Iterator[LocalCluster]:
    """A cluster that has no worker yet."""
    with local_cluster(tmp_path / "workers", 0) as cluster:
        yield cluster


@pytest.fixture
def own_course(course: Course, tmp_path: Path) -> Course:
    """A copy of the course, at a path that no worker knows."""
    copy_course(course, tmp_path / "course")
    return Course.load(tmp_path / "course")


@pytest.fixture
def submissions(solved: Notebook, tmp_path: Path) -> list[FoundSubmission]:
    """Six submissions that are right."""
    for number in range(6):
        path = tmp_path / "class" / f"s{number}" / UNIT / f"{UNIT}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_bytes(sample_submissions.notebook_bytes(solved))
    return find_submissions(tmp_path / "class", UNIT)


def course_folders(folder: Path) -> list[Path]:
    return sorted(folder.rglob("course-*"))


def wait_until(condition: Callable[[], Any], seconds: float = WAIT_SECONDS) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail(f"{condition} does not hold after {seconds} seconds")
        time.sleep(0.02)


def without_seconds(text: str) -> str:
    return json.dumps(Report.from_json(text).model_dump(exclude={"seconds"}), sort_keys=True)


@pytest.mark.slow
def test_workers_grade_alike_without_the_course_which_is_sent_to_each_once(
    own_course: Course, solved: Notebook, tmp_path: Path
) -> None:
    data = sample_submissions.notebook_bytes(solved)
    worker = Worker(own_course, UNIT)
    expected = without_seconds(worker.grade("ann", data, {}).text)
    worker.close()
    where = (str(own_course.root), UNIT, False, "ann", data, {})
    with local_cluster(tmp_path / "workers", 2, processes=True) as cluster:
        with cluster_executor(cluster.scheduler_address, own_course, own_course.unit(UNIT)) as (executor, _):
            own_course.root.rename(tmp_path / "removed")
            futures = [executor.submit(grade_submission, *where) for _ in range(8)]
            texts = [without_seconds(future.result(WAIT_SECONDS)[0]) for future in futures]
            folders = course_folders(tmp_path / "workers")
            modes = [folder.stat().st_mode & 0o777 for folder in folders]
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            children = client.run(lambda: len(psutil.Process().children()))

        assert texts == [expected] * 8
        assert modes == [0o700] * 2
        assert not course_folders(tmp_path / "workers")
        assert list(children.values()) == [0, 0]


@pytest.mark.slow
def test_a_batch_that_is_stopped_leaves_no_course_and_no_grading_process(
    own_course: Course, submissions: list[FoundSubmission], tmp_path: Path
) -> None:
    with local_cluster(tmp_path / "workers", 1, processes=True) as cluster:
        reports = Batch(own_course, own_course.unit(UNIT), scheduler=cluster.scheduler_address).grade(submissions)
        next(reports)
        reports.close()
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            wait_until(lambda: list(client.run(lambda: len(psutil.Process().children())).values()) == [0])

        assert not course_folders(tmp_path / "workers")


@pytest.fixture
def executor(threads: LocalCluster, course: Course) -> Iterator[ClusterExecutor]:
    """An executor on a cluster of one worker."""
    with cluster_executor(threads.scheduler_address, course, course.unit(UNIT)) as (executor, _):
        assert isinstance(executor, ClusterExecutor)
        yield executor


def test_a_task_gets_the_folder_of_the_course_on_its_worker(executor: ClusterExecutor, tmp_path: Path) -> None:
    folder = executor.submit(lambda root: root, "/elsewhere").result(WAIT_SECONDS)

    assert Path(folder).is_relative_to(tmp_path / "workers")


def test_tasks_wait_for_workers_that_start_later(
    no_workers: LocalCluster, course: Course, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster_module, "NOTICE_SECONDS", 0)
    monkeypatch.setattr(cluster_module, "POLL_SECONDS", 0.05)
    with cluster_executor(no_workers.scheduler_address, course, course.unit(UNIT)) as (executor, width):
        future = executor.submit(lambda root: (Path(root) / "course.yml").is_file(), "")
        initial_width = width()
        printed: list[str] = []
        wait_until(lambda: printed.append(capsys.readouterr().err) or "waiting for a Dask" in "".join(printed))
        no_workers.scale(1)
        result = future.result(WAIT_SECONDS)

    assert result is True
    assert initial_width == cluster_module.MINIMUM_WIDTH
    assert "waiting" not in capsys.readouterr().err


def test_no_worker_for_a_long_time_is_a_usage_error(
    no_workers: LocalCluster, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "NO_WORKER_SECONDS", 0.1)
    monkeypatch.setattr(cluster_module, "POLL_SECONDS", 0.05)
    with (
        cluster_executor(no_workers.scheduler_address, course, course.unit(UNIT)) as (executor, _),
        pytest.raises(UsageError, match=r"no Dask worker has come.*dask worker inproc"),
    ):
        executor.submit(lambda _: 0, "").result(WAIT_SECONDS)


@pytest.fixture
def another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this machine have a NumPy that no worker has."""
    original = cluster_module.unit_versions
    monkeypatch.setattr(cluster_module, "unit_versions", lambda *args: {**original(*args), "numpy": "1.0"})


@pytest.mark.usefixtures("another_version")
def test_another_version_on_a_worker_is_a_usage_error_with_both_and_the_worker(
    threads: LocalCluster, course: Course, tmp_path: Path
) -> None:
    with (
        pytest.raises(UsageError, match=r"numpy 2\.[\d.]+ there, 1\.0 here \(worker inproc://.*\)"),
        cluster_executor(threads.scheduler_address, course, course.unit(UNIT)),
    ):
        pass

    assert not course_folders(tmp_path / "workers")


@pytest.mark.usefixtures("another_version")
def test_another_version_on_a_worker_that_starts_later_is_the_same_error(
    no_workers: LocalCluster, course: Course
) -> None:
    with cluster_executor(no_workers.scheduler_address, course, course.unit(UNIT)) as (executor, _):
        future = executor.submit(lambda _: 0, "")
        no_workers.scale(1)
        error = future.exception(WAIT_SECONDS)

    assert isinstance(error, UsageError)
    assert "numpy" in error.message
    assert error.where.startswith("worker inproc://")


class OfAnotherVersion:
    """A function that a worker cannot load, as from a kit that it does not have."""

    def __reduce__(self) -> tuple[object, ...]:
        return __import__, ("autograder.grading.of_another_version",)


def test_a_worker_that_cannot_load_the_kit_is_a_usage_error_with_its_address(
    threads: LocalCluster, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_client, "load_kit", OfAnotherVersion())
    with (
        pytest.raises(UsageError, match=r"cannot load this version of the kit: ModuleNotFound.*worker inproc://"),
        cluster_executor(threads.scheduler_address, course, course.unit(UNIT)),
    ):
        pass


def test_a_sandbox_that_a_worker_lacks_is_an_error_with_its_address(
    threads: LocalCluster, course: Course, submissions: list[FoundSubmission], monkeypatch: pytest.MonkeyPatch
) -> None:
    def grade(*_: object, **__: object) -> None:
        raise SandboxError("no bubblewrap", where="sandbox", fix="install it")

    monkeypatch.setattr(Worker, "grade", grade)
    batch = Batch(course, course.unit(UNIT), require_sandbox=True, scheduler=threads.scheduler_address)
    with pytest.raises(SandboxError, match=r"no bubblewrap \(sandbox, worker inproc://.*\). Install it"):
        list(batch.grade(submissions))


def test_an_error_of_a_task_is_the_error_of_its_future(executor: ClusterExecutor) -> None:
    with pytest.raises(ZeroDivisionError):
        executor.submit(lambda _: 1 / 0, "").result(WAIT_SECONDS)


def current_task(_: str) -> str:
    """Return the name of Dask's task in which this call is run."""
    return str(get_worker().get_current_task())


def test_several_calls_are_one_task_of_dask(executor: ClusterExecutor) -> None:
    futures = [executor.submit(current_task, "") for _ in range(64)]
    keys = [future.result(WAIT_SECONDS) for future in futures]

    assert len(set(keys)) <= 16


def test_an_error_costs_the_others_of_its_group_nothing(executor: ClusterExecutor) -> None:
    futures = [executor.submit(lambda _, number=number: 1 / (number - 5), "") for number in range(16)]
    errors = [type(future.exception(WAIT_SECONDS)) for future in futures]

    assert errors == [ZeroDivisionError if number == 5 else type(None) for number in range(16)]


@pytest.mark.slow
def test_a_slow_call_keeps_the_others_of_its_group_not_for_long(
    executor: ClusterExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course_plugin, "GROUP_SECONDS", 0.0)

    futures = [executor.submit(current_task, "") for _ in range(16)]

    assert len({future.result(WAIT_SECONDS) for future in futures}) == 16


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system cannot bind a process to a core")
def test_with_a_thread_for_every_core_each_is_bound_to_its_own_during_a_task(course: Course, tmp_path: Path) -> None:
    cores = os.sched_getaffinity(0)

    def affinity(_: str, number: int) -> frozenset[int]:
        (tmp_path / f"begun-{number}").touch()
        wait_until(lambda: len([*tmp_path.glob("begun-*")]) == len(cores))
        return frozenset(os.sched_getaffinity(0))

    with (
        local_cluster(tmp_path / "workers", 1, threads=len(cores)) as cluster,
        cluster_executor(cluster.scheduler_address, course, course.unit(UNIT)) as (executor, _),
    ):
        futures = [executor.submit(affinity, "", number) for number in range(len(cores))]
        affinities = {future.result(WAIT_SECONDS) for future in futures}
        with Client(cluster.scheduler_address, set_as_default=False) as client:
            free = client.submit(lambda: os.sched_getaffinity(0)).result(WAIT_SECONDS)

    assert affinities == {frozenset({core}) for core in cores}
    assert free == cores


@pytest.mark.slow
def test_a_slow_worker_gets_fewer_tasks(course: Course, tmp_path: Path) -> None:
    """One task lasts; meanwhile the other worker does all the others."""
    with (
        local_cluster(tmp_path / "workers", 2) as cluster,
        cluster_executor(cluster.scheduler_address, course, course.unit(UNIT)) as (executor, _),
    ):
        file = tmp_path / "go"
        start_file = tmp_path / "begun"
        slow = executor.submit(lambda _: (start_file.touch(), wait_until(file.exists)), "")
        wait_until(start_file.exists)
        short_tasks = [executor.submit(lambda _: time.sleep(0.01), "") for _ in range(60)]
        not_done = wait(short_tasks, WAIT_SECONDS).not_done
        is_running = not slow.done()
        file.touch()
        slow.result(WAIT_SECONDS)

    assert not not_done
    assert is_running


@pytest.mark.slow
def test_a_submission_whose_workers_die_again_and_again_costs_one_result_only(course: Course, tmp_path: Path) -> None:
    with (
        local_cluster(tmp_path / "workers", 2, processes=True) as cluster,
        cluster_executor(cluster.scheduler_address, course, course.unit(UNIT)) as (executor, _),
    ):
        deadly = executor.submit(lambda _: os.kill(os.getpid(), signal.SIGKILL), "")
        error = deadly.exception(2 * WAIT_SECONDS)
        after = executor.submit(lambda _: 0, "").result(WAIT_SECONDS)

    assert isinstance(error, WorkerDied)
    assert after == 0


class ScheduledCluster:
    """A scheduler and a worker as programs of their own, which can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address, self._folder = f"tcp://127.0.0.1:{self.port}", folder
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        worker = ("worker", self.address, "--nthreads", "1", "--no-nanny", "--local-directory", str(self._folder))
        for options in (("scheduler", "--host", "127.0.0.1", "--port", str(self.port)), worker):
            command = [sys.executable, "-m", "dask", *options, "--no-dashboard"]
            self._processes.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    def stop_answering(self) -> None:
        """Stop the scheduler where it is; its connections stay open."""
        self._processes[0].send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        self._processes.clear()


@pytest.fixture
def programs(tmp_path: Path) -> Iterator[ScheduledCluster]:
    """A scheduler and a worker as programs."""
    cluster = ScheduledCluster(tmp_path / "workers")
    cluster.start()
    yield cluster
    cluster.kill()


@pytest.mark.slow
def test_what_a_scheduler_loses_is_submitted_again_when_it_is_back(
    programs: ScheduledCluster, course: Course, tmp_path: Path
) -> None:
    started, go = tmp_path / "started", tmp_path / "go"

    def run(root: str) -> bool:
        started.touch()
        while not go.exists():
            time.sleep(0.02)
        return (Path(root) / "course.yml").is_file()

    with cluster_executor(programs.address, course, course.unit(UNIT), WAIT_SECONDS) as (executor, _):
        futures = [executor.submit(run, "") for _ in range(20)]
        wait_until(started.exists)
        programs.kill()
        started.unlink()
        programs.start()
        wait_until(started.exists)
        go.touch()
        results = [future.result(WAIT_SECONDS) for future in futures]
        later = executor.submit(lambda _: "later", "").result(WAIT_SECONDS)

    assert results == [True] * 20
    assert later == "later"


@pytest.mark.slow
def test_a_scheduler_that_does_not_come_back_is_a_usage_error_that_says_how_to_continue(
    programs: ScheduledCluster, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_module, "RECONNECT_SECONDS", 1)
    with cluster_executor(programs.address, course, course.unit(UNIT), WAIT_SECONDS) as (executor, _):
        future = executor.submit(lambda _: ((tmp_path / "begun").touch(), time.sleep(WAIT_SECONDS)), "")
        wait_until((tmp_path / "begun").exists)
        programs.kill()
        error = future.exception(WAIT_SECONDS)

    assert isinstance(error, UsageError)
    assert "same command" in error.fix
    assert "--out" in error.fix


@pytest.mark.slow
def test_nobody_waits_for_a_scheduler_that_does_not_answer(
    programs: ScheduledCluster, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dask_client, "ANSWER_SECONDS", 0.1)
    plugin = CoursePlugin(CourseArchive.pack(course.root), UNIT, {})
    client = dask_client.connect(programs.address, plugin, WAIT_SECONDS)
    programs.stop_answering()
    with ThreadPoolExecutor(1) as thread:
        counting = thread.submit(dask_client.count_threads, client)
        disconnecting = thread.submit(dask_client.disconnect, client, plugin)
        finished, _ = wait((counting, disconnecting), timeout=20)
        programs.kill()

    assert finished == {counting, disconnecting}
    assert isinstance(counting.exception(), TimeoutError)
    assert client.status == "closed"
