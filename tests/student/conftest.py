"""Fixtures for a student's work: a released handout inside a copy of the course."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.release import build
from tests.conftest import CHROMIUM, CHROMIUM_OPTIONS, playwright_chromium
from tests.student.jupyter_server import JupyterServer, running_server

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"
# Chromium finds no other address. Playwright could block requests too, but then the browser has no cache.
ONLY_THIS_MACHINE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@pytest.fixture(scope="package")
def handout(tmp_path_factory: pytest.TempPathFactory, course: Course) -> Path:
    """The folder that `autograder release` makes of a unit, in a copy of the course."""
    folder = tmp_path_factory.mktemp("student") / "course"
    copy_course(course, folder)
    course_copy = Course.load(folder)
    return build.generate_release(course_copy, course_copy.unit(UNIT))


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    """A server of all folders of these tests: a notebook sees no more than its own."""
    with running_server(tmp_path_factory.getbasetemp(), tmp_path_factory.mktemp("home")) as server:
        yield server


@pytest.fixture(scope="package")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the browser keeps what it has loaded, for the next page."""
    return tmp_path_factory.mktemp("profile")


@pytest.fixture(scope="module")
def browser(profile: Path) -> Iterator[Any]:
    """A headless browser with one profile, closed after each module as the browser of other tests."""
    options, viewport = [*CHROMIUM_OPTIONS, ONLY_THIS_MACHINE], {"width": 1280, "height": 1000}
    with playwright_chromium() as chromium:
        browser = chromium.launch_persistent_context(profile, executable_path=CHROMIUM, args=options, viewport=viewport)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def screenshots() -> Path | None:
    """The folder for screenshots, which people look at: where SCREENSHOTS is set. Tests ask nothing of them."""
    if not os.environ.get("SCREENSHOTS"):
        return None
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
