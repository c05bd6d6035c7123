"""Fixtures for most tests: the course, the content of one unit, and a grading process for the whole run."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# Before NumPy is imported here, or by what tests start: its threads would only take time from other tests.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from autograder.authoring import sample_submissions
from autograder.book.pdf import installed_chromium
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.worker import Worker
from autograder.report import Report
from tests import parallel_groups
from tests.kept_workers import KeptProcesses, kept_processes
from tests.real_course import COURSE, content_of

ROOT = Path(__file__).parents[1]
UNIT = "training-loop"
CHROMIUM = installed_chromium()
CHROMIUM_OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# Commands that tests start find the tools of this environment, as if it were activated, and the stand-ins.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
STAND_INS = ROOT / "tests" / "stand_ins"  # pyproject.toml names it for the tests themselves
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(STAND_INS), os.environ.get("PYTHONPATH")]))
collect_ignore = [str(STAND_INS)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let files with slow tests come first, so that parallel processes end at about the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow") or item.get_closest_marker("whole_class")}
    items.sort(key=lambda item: item.path not in slow)


def pytest_collection_finish() -> None:
    """Keep the garbage collector from the thousands of collected tests: it would look at all of them each time."""
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Let one process run all tests of a group."""
    from xdist.scheduler import LoadScopeScheduling

    class GroupScheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return parallel_groups.group_of(nodeid)

    return GroupScheduling(config, log)


@pytest.fixture(scope="session", autouse=True)
def _quick_gradebooks() -> None:
    """Let tests with a gradebook of their own create it quickly; that importing nbgrader takes long is their matter."""
    if "nbgrader.api" in sys.modules:
        from tests import gradebook_version

        gradebook_version.ask_no_process()


@pytest.fixture(scope="session")
def course() -> Course:
    """The course of this repository."""
    return COURSE


@pytest.fixture(scope="session")
def content(course: Course) -> UnitContent:
    """The content of the unit that most tests grade."""
    return content_of(UNIT)


@pytest.fixture(scope="session")
def solved(content: UnitContent) -> Notebook:
    """A submitted notebook in which every exercise is solved as in the reference."""
    return sample_submissions.solved_notebook(content)


@pytest.fixture(scope="session")
def worker(course: Course) -> Iterator[Worker]:
    """A grading process for the whole test run."""
    worker = Worker(course, UNIT)
    yield worker
    worker.close()


@pytest.fixture(scope="session")
def all_kept_processes() -> Iterator[KeptProcesses]:
    """The grading processes that this test run keeps."""
    processes = KeptProcesses()
    yield processes
    processes.end()


@pytest.fixture(scope="module")
def kept_grading_processes(all_kept_processes: KeptProcesses) -> Iterator[None]:
    """Let the workers of a module, and those of the next modules, share grading processes."""
    with kept_processes(all_kept_processes):
        yield


Grade = Callable[..., Report]


@pytest.fixture(scope="session")
def grade(worker: Worker, solved: Notebook) -> Grade:
    """Return a function that grades the solved notebook with some cells replaced, or any bytes."""

    def grade(
        cells: Mapping[str, str] | None = None, *, data: bytes | None = None, predictions: bytes | None = None
    ) -> Report:
        notebook = sample_submissions.with_cells(solved, cells or {})
        submission = sample_submissions.notebook_bytes(notebook) if data is None else data
        files = {"predictions.json": predictions} if predictions is not None else {}
        return worker.grade("somebody", submission, files).report

    return grade


@contextmanager
def playwright_chromium() -> Iterator[Any]:
    """Context manager: Playwright's launcher of Chromium; tests are skipped where one of the two is missing."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as playwright_api:
        yield playwright_api.chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A headless browser, closed after each module: Playwright's event loop must not meet that of other tests."""
    with playwright_chromium() as chromium:
        browser = chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
