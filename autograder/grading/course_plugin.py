"""What a Dask worker does for a batch: it unpacks the course, compares versions and runs the tasks there."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from distributed import Reschedule, WorkerPlugin, get_worker

from autograder.course.configuration import Course
from autograder.errors import AutograderError, UsageError
from autograder.grading.course_archive import CourseArchive
from autograder.grading.executors import core_assignment
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.provenance import unit_provenance
from autograder.grading.worker_pool import WORKERS
from autograder.sandbox.host.cores import available_cores

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]
"""A function, its arguments but the first, and its options."""

GROUP_SECONDS = 2.0
SAME_VERSIONS = "install the same version of the kit, in the same way, and of its libraries on all machines"


class NotRun(Exception):
    """A call was given back, because others of its group took long."""


class CoursePlugin(WorkerPlugin):  # type: ignore[misc]
    """Brings a course to a worker. Dask sends it once to every worker, also to those that start later.

    Its name is new for each batch, so that the end of one batch does not take the course away from another one.
    """

    idempotent = True
    """Registered a second time, after a lost connection, it is not sent again."""

    def __init__(self, archive: CourseArchive, unit_id: str, versions: Mapping[str, str]) -> None:
        self.name = f"course-{archive.digest[:16]}-{unit_id}-{secrets.token_hex(4)}"
        self.archive, self.unit_id, self.versions = archive, unit_id, versions
        self.folder = Path()
        self.problem: AutograderError | None = None
        self.closed = False
        self._assign_core: Callable[[], None] | None = None
        self._cores: dict[int, set[int]] = {}

    async def setup(self, worker: Any) -> None:
        """Unpack the course into the worker's folder; UsageError where it would not grade as the others do."""
        self.folder = Path(worker.local_directory, f"{self.name}-{secrets.token_hex(4)}")
        if worker.state.nthreads == len(available_cores()):
            self._assign_core = core_assignment(worker.state.nthreads)
        try:
            await asyncio.to_thread(self._unpack, worker.address)
        except AutograderError as error:
            self.problem = error
            raise
        finally:
            if self.closed or self.problem:
                self.remove()

    def _unpack(self, address: str) -> None:
        try:
            self.archive.unpack(self.folder)
            versions = unit_versions(self.folder, self.unit_id)
        except OSError as error:
            fix = "free space there, or give the worker another --local-directory"
            raise UsageError(f"the course cannot be unpacked: {error}", where=f"worker {address}", fix=fix) from None
        if differences := [
            f"{name} {versions.get(name, 'none')} there, {version} here"
            for name, version in self.versions.items()
            if versions.get(name) != version
        ]:
            message = f"a worker has other versions: {'; '.join(differences)}"
            raise UsageError(message, where=f"worker {address}", fix=SAME_VERSIONS)

    @contextmanager
    def core_of_thread(self) -> Iterator[None]:
        """Context manager: this thread, and what it starts, is bound to one core, where each has one of its own.

        That is so where a worker has as many threads as there are cores; then nobody else should need them.
        """
        if self._assign_core is None:
            yield
            return
        cores, thread = available_cores(), threading.get_ident()
        if thread in self._cores:
            os.sched_setaffinity(0, self._cores[thread])
        else:
            self._assign_core()
            self._cores[thread] = available_cores()
        try:
            yield
        finally:
            os.sched_setaffinity(0, cores)

    async def teardown(self, worker: Any) -> None:
        """End the grading processes of the course, and remove it."""
        self.closed = True
        await asyncio.to_thread(self.remove)

    def remove(self) -> None:
        """End the grading processes of the course, and remove its folder."""
        WORKERS.close(str(self.folder))
        shutil.rmtree(self.folder, ignore_errors=True)


def unit_versions(root: Path, unit_id: str) -> dict[str, str]:
    """Return the versions of the kit and of the libraries that grade a unit, each by a name for people."""
    course = Course.load(root)
    provenance = unit_provenance(course, course.unit(unit_id))
    kit = {"kit" if name == "version" else f"files of {name}": version for name, version in provenance.kit.items()}
    return {**kit, **provenance.libraries}


def load_kit() -> None:
    """Do nothing; where a worker cannot load this module, that is an error with the worker's address."""


def run_in_course(name: str, calls: Sequence[Call]) -> list[Any]:
    """Run functions with the folder of the course as their first argument, as a task of a worker.

    An error that another worker would meet, too, is returned: Dask repeats what raises one. A task of a worker that is
    closing goes to another worker. What is not run soon is given back, so that it need not wait for the slow ones.
    """
    deadline = time.monotonic() + GROUP_SECONDS
    results = [_run_in_course(name, *calls[0])]
    results += [_run_in_course(name, *call) if time.monotonic() < deadline else NotRun() for call in calls[1:]]
    return results


def _run_in_course(name: str, function: Callable[..., Any], args: Sequence[Any], options: Mapping[str, Any]) -> Any:
    worker = get_worker()
    plugin: CoursePlugin | None = worker.plugins.get(name)
    if plugin is None or plugin.closed:
        time.sleep(0.1)  # until the scheduler knows, too
        raise Reschedule
    if plugin.problem is not None:
        return plugin.problem
    try:
        with plugin.core_of_thread():
            return function(str(plugin.folder), *args, **options)
    except AutograderError as error:
        place = error.where.replace(f"{plugin.folder}/", "")
        problem: Exception = type(error)(
            error.message, where=", ".join(filter(None, [place, f"worker {worker.address}"])), fix=error.fix
        )
    except WorkerDied as error:
        problem = error
    finally:
        if plugin.closed:
            plugin.remove()
    if plugin.closed:
        raise Reschedule
    return problem
