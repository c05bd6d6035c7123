"""A student says who they are in a real JupyterLab; the saved notebook then says whose data it shows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lab.variants.variant import Variant

from autograder.course.configuration import Course
from autograder.course.notebook import parse_notebook
from autograder.release import contents
from autograder.submissions.data_ids import read_data_ids
from tests.student.jupyter_server import JupyterServer
from tests.student.notebook_page import NotebookPage

pytestmark = [pytest.mark.slow, pytest.mark.browser]

UNIT, SETUP, FREE_CELL = "capstone", "import lab", "my_seed = 1"


@pytest.fixture(scope="module")
def folder(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handout of a course with variants."""
    policies = course.policies.model_copy(update={"variants": True})
    unit = course.unit(UNIT)
    source = parse_notebook(unit.source.read_text(encoding="utf-8"), UNIT)
    files = contents.handout_files(course.model_copy(update={"policies": policies}), unit, source)
    folder = tmp_path_factory.mktemp("variants") / UNIT
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_a_student_is_asked_once_and_the_saved_notebook_names_the_id(
    folder: Path, server: JupyterServer, browser: Any, screenshots: Path | None
) -> None:
    notebook = folder / f"{UNIT}.ipynb"
    browser_page = browser.new_page()
    page = NotebookPage(browser_page, server.notebook_address(notebook), screenshots)
    page.run(SETUP)
    page.wait_for_output(SETUP, "Whose data is it?")
    page.take_screenshot("data-asked", SETUP)
    page.save()
    before = read_data_ids(notebook.read_bytes())
    page.replace_and_run(FREE_CELL, "lab.identify('Ada Ö')")
    page.wait_for_output("lab.identify", "Your id is saved")
    page.take_screenshot("data-saved", "lab.identify")
    page.restart_kernel()
    page.run(SETUP)
    card = page.wait_for_output(SETUP, "Your data")
    page.take_screenshot("data-own", SETUP)
    page.save()
    browser_page.close()

    assert before == ("",)
    assert Variant("ada ö", ()).mark in card
    assert read_data_ids(notebook.read_bytes()) == ("ada ö",)
