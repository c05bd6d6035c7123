"""What most tests need: the course, its first unit, and a grading process that is started once."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring import sample_submissions
from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.grading.worker import Worker
from autograder.report import Report

ROOT = Path(__file__).parents[1]
UNIT = "training-loop"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

# Commands that tests start must find their own tools first, as an activated environment would have it.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with slow tests come first: several processes then end at nearly the same time."""
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: item.path not in slow)


@pytest.fixture(scope="session")
def course() -> Course:
    """The course of this repository."""
    return Course.load(ROOT)


@pytest.fixture(scope="session")
def content(course: Course) -> UnitContent:
    """Everything the grader knows of the unit."""
    return unit_content.load(course, UNIT)


@pytest.fixture(scope="session")
def solved(content: UnitContent) -> Notebook:
    """A notebook that a student handed in with the reference's lines."""
    return sample_submissions.solved_notebook(content)


@pytest.fixture(scope="session")
def worker(course: Course) -> Iterator[Worker]:
    """One grading process for the whole run."""
    worker = Worker(course, UNIT)
    yield worker
    worker.close()


Grade = Callable[..., Report]


@pytest.fixture(scope="session")
def grade(worker: Worker, solved: Notebook) -> Grade:
    """Grade the solved notebook with some cells replaced, or any bytes."""

    def grade(
        cells: Mapping[str, str] | None = None, *, data: bytes | None = None, predictions: bytes | None = None
    ) -> Report:
        notebook = (
            sample_submissions.notebook_bytes(sample_submissions.with_cells(solved, cells or {}))
            if data is None
            else data
        )
        files = {"predictions.json": predictions} if predictions is not None else {}
        return worker.grade("somebody", notebook, files).report

    return grade


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A browser without a window, gone with its module: Playwright keeps an event loop that others must not meet."""
    playwright = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM:
        pytest.skip("no Chromium here")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()
