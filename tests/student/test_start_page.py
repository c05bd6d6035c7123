"""A student begins at the start page, in a real browser on a real JupyterLab, and goes on to a unit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from autograder.course.configuration import Course
from autograder.release import start_folder
from tests.student.conftest import UNIT
from tests.student.jupyter_server import running_server
from tests.student.notebook_page import CARD, CELL, NotebookPage

pytestmark = [pytest.mark.slow, pytest.mark.browser]

RECALL = 'lab.recall("every-row-twice")'


@pytest.fixture(scope="module")
def releases(handout: Path) -> Path:
    """The folder of the releases, with the start page and one unit."""
    start_folder.write(Course.load(handout.parents[1]), [])
    return handout.parent


def test_from_the_first_check_over_a_link_to_a_question_answered_by_keyboard(
    releases: Path, browser: Any, screenshots: Path, tmp_path: Path
) -> None:
    with running_server(releases, tmp_path) as server:
        address = server.notebook_address("start/start.ipynb")
        page = NotebookPage(browser.new_page(viewport={"width": 1280, "height": 1000}), address, screenshots)
        page.page.goto(address.replace("/doc/tree/", "/lab/tree/"))  # where a link opens a tab beside this one
        page.wait_until_ready()
        page.run("import lab")
        page.replace_and_run("def halfway", "def halfway(a, b):\n    return (a + b) / 2")
        page.run('lab.check("halfway"')
        first_check = page.wait_for_output('lab.check("halfway"', "checks hold")
        page.run("lab.progress()")
        page.output("lab.progress()").locator("dl, p").first.wait_for()
        page.page.locator(f"{CELL} a", has_text=re.compile("^The training loop$")).first.click()
        page.page.wait_for_function(f"() => jupyterapp.shell.currentWidget?.context?.path === '{UNIT}/{UNIT}.ipynb'")
        opened = page.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")
        expect(opened.locator("a", has_text="Many features").first).to_be_visible()
        page.page.close()

        notebook = server.notebook_address(f"{UNIT}/{UNIT}.ipynb")
        page = NotebookPage(browser.new_page(viewport={"width": 480, "height": 900}), notebook, screenshots)
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
