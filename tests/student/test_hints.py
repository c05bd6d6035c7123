"""A student asks for hints and gives up, by keyboard, in a real browser on a real JupyterLab."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from lab.solving import solution_file
from playwright.sync_api import expect

from autograder.course.configuration import Course
from autograder.course.worked_solutions import file_content
from tests.student.conftest import UNIT
from tests.student.jupyter_server import JupyterServer
from tests.student.notebook_page import CARD, NotebookPage

pytestmark = [pytest.mark.slow, pytest.mark.browser]

HINTS = ("Print the residuals first.", "Which sign has your step?", "First the slopes, then the step against them.")
WRONG = "def train_step(x, y, w, b, lr):\n    return float(w + lr), float(b), 1.0"
CHECK = 'lab.check("train_step"'
SOLUTION = 'lab.solution("train_step")'
VIEWS = (("Light", 1280), ("Light", 400), ("Dark", 1280), ("Dark", 400))


@pytest.fixture
def folder(handout: Path, course: Course, tmp_path: Path) -> Path:
    """A handout with hints for one exercise, and the file of the worked solutions beside the notebook."""
    folder = tmp_path / "handout"
    shutil.copytree(handout, folder)
    hints = folder / "lab" / "hints" / "training_loop.py"
    hints.write_text(f"HINTS = {{'train_step': {HINTS!r}}}\n", encoding="utf-8")
    (folder / f"{UNIT}{solution_file.SUFFIX}").write_bytes(file_content(course, course.unit(UNIT)))
    return folder


def press(page: NotebookPage, *names: str) -> None:
    for name in names:
        page.tab_to(name)
        page.page.keyboard.press("Enter")


def violations_in_all_views(page: NotebookPage) -> list[Any]:
    """Take a picture of both saved cards in light and dark, wide and narrow; return what axe finds."""
    violations = []
    page.reload()
    page.wait_for_output(CHECK, HINTS[2])
    page.wait_for_output(SOLUTION, "def train_step")
    for theme, width in VIEWS:
        page.use_theme(f"JupyterLab {theme}")
        page.page.set_viewport_size({"width": width, "height": 1400})
        page.take_screenshot(f"hints-{theme.lower()}-{width}", CHECK)
        page.take_screenshot(f"solution-{theme.lower()}-{width}", SOLUTION)
        violations += Axe().run(page.page, context=[[CARD]]).response["violations"]
    return violations


def test_hints_come_one_by_one_and_giving_up_opens_the_solution(
    folder: Path, server: JupyterServer, browser: Any, screenshots: Path | None
) -> None:
    browser_page = browser.new_page()
    page = NotebookPage(browser_page, server.notebook_address(folder / f"{UNIT}.ipynb"), screenshots)
    page.run("import lab")
    page.wait_for_output("import lab", "40 points")
    page.replace_and_run("def train_step", WRONG)
    page.run(CHECK)
    failure = page.wait_for_output(CHECK, "Stuck?")
    page.page.keyboard.press("Escape")
    press(page, "Show a hint")
    first = page.wait_for_output(CHECK, HINTS[0])
    press(page, "Another hint", "Another hint")
    last = page.wait_for_output(CHECK, HINTS[2])
    page.replace_and_run('lab.predict("gap-of-b")', SOLUTION)
    closed = page.wait_for_output(SOLUTION, "is closed")
    page.take_screenshot("solution-closed", SOLUTION)
    page.page.keyboard.press("Escape")
    press(page, "I give up", "Show the solution")
    opened = page.wait_for_output(SOLUTION, "You gave up on this exercise")
    page.run("import lab")
    expect(page.output(SOLUTION).get_by_role("button")).to_have_count(0)
    page.save()
    violations = violations_in_all_views(page)
    texts = [page.output(source).text_content() or "" for source in (CHECK, SOLUTION)]
    browser_page.close()
    saved = json.loads((folder / "predictions.json").read_text(encoding="utf-8"))

    assert [sum(hint in text for hint in HINTS) for text in (failure, first, last)] == [0, 1, 3]
    assert "That was the last hint" in last
    assert "def train_step" not in closed
    assert "def train_step" in opened
    assert HINTS[2] in texts[0]
    assert "def train_step" in texts[1]
    assert not [text for text in texts if "widget" in text]
    assert saved["help:train_step"]["hints"] == 3
    assert saved["help:train_step"]["gave_up"]
    assert violations == []
