"""A student begins at the start page, in a real browser on a real JupyterLab, and goes on to a unit."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from autograder.course.configuration import Course
from autograder.release import start_folder
from tests.student.conftest import UNIT
from tests.student.jupyter_server import JupyterServer
from tests.student.notebook_page import CARD, CELL, NotebookPage

pytestmark = [pytest.mark.slow, pytest.mark.browser]

RECALL = 'lab.recall("every-row-twice")'


@pytest.fixture(scope="module")
def releases(handout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of releases, with the start page and one unit."""
    start_folder.write(Course.load(handout.parents[1]), [])
    return shutil.copytree(handout.parent, tmp_path_factory.mktemp("releases") / "release")


def test_from_the_first_check_over_a_link_to_a_question_answered_by_keyboard(
    releases: Path, server: JupyterServer, browser: Any, screenshots: Path | None
) -> None:
    # In this interface a link opens a tab beside the page.
    start = server.notebook_address(releases / "start" / "start.ipynb", "lab")
    page = NotebookPage(browser.new_page(), start, screenshots)
    page.run("import lab")
    page.replace_and_run("def halfway", "def halfway(a, b):\n    return (a + b) / 2")
    page.run('lab.check("halfway"')
    first_check = page.wait_for_output('lab.check("halfway"', "checks hold")
    page.run("lab.progress()")
    page.output("lab.progress()").locator("dl, p").first.wait_for()
    page.page.locator(f"{CELL} a", has_text=re.compile("^The training loop$")).first.click()
    page.page.wait_for_function(f"() => jupyterapp.shell.currentWidget?.context?.path.endsWith('/{UNIT}/{UNIT}.ipynb')")
    opened = page.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
    expect(opened.locator("a", has_text="Many features").first).to_be_visible()
    page.page.close()

    notebook = server.notebook_address(releases / UNIT / f"{UNIT}.ipynb")
    browser_page = browser.new_page()
    browser_page.set_viewport_size({"width": 480, "height": 900})
    page = NotebookPage(browser_page, notebook, screenshots)
    page.run("import lab")
    page.wait_for_output("import lab", "40 points")
    page.page.keyboard.press("Escape")
    page.move_to(RECALL)
    page.page.keyboard.press("Control+Enter")
    page.wait_for_output(RECALL, "do you remember?")
    page.tab_to("half")
    page.page.keyboard.press("Enter")
    page.tab_to("Answer")
    page.page.keyboard.press("Enter")
    answer = page.wait_for_output(RECALL, "not this one")
    violations = Axe().run(page.page, context=[[CARD]]).response["violations"]
    page.take_screenshot("recall-answered", RECALL)
    page.page.close()

    assert "2 of 2 checks hold" in first_check
    assert "It stays the same." in answer
    assert violations == []
