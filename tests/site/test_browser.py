"""The site in Chromium, served from a folder: the page opens, Python starts in it, and `lab` works there.

NumPy is a stand-in here, so no check of a unit is run. Nothing is loaded from elsewhere.
"""

from __future__ import annotations

import functools
import http.server
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import pyodide_runtime

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.alone]

UNIT = "line-and-loss"
PROMPT, OUTPUT = ".jp-InputArea-prompt", ".jp-OutputArea-output"
ADD_CELL = ".jp-NotebookPanel-toolbar [data-command='notebook:insert-cell-below']"
SELECTED_CODE = (
    "[...document.querySelectorAll('.jp-Notebook .jp-Cell.jp-mod-selected .cm-content')]"
    ".map(code => code.textContent.trim())"
)
START_SECONDS = 240
CELL_SECONDS = 120
EXERCISE = """
from lab.checking import exercises
from lab.checking.api import exercise, expect, points

@exercise("wait")
class TestWait:
    @points(1)
    def test_waits(self, student):
        'It comes back.'
        expect(student.wait(3.0).value == 3.0, 'it should come back')

exercises.find = lambda name: exercises.Exercise("wait", 1, TestWait) if name == "wait" else None
"""


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Serve the site below a folder, as GitHub Pages does."""
    parent = functools.partial(_QuietHandler, directory=str(folder.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), parent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    server.shutdown()
    server.server_close()


class Notebook:
    """A notebook in the page, and cells that are added to it and run."""

    def __init__(self, page: Any, address: str, path: str) -> None:
        self.page = page
        page.goto(f"{address}lab/index.html?path={path}")
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        self.page.wait_for_selector(".jp-NotebookPanel .jp-Notebook .jp-Cell", timeout=START_SECONDS * 1000)
        idle = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
        self.page.wait_for_selector(idle, timeout=START_SECONDS * 1000)
        self.page.locator(PROMPT).first.click()

    def run(self, code: str, expected: str) -> Any:
        """Run code in a new cell below the selected one; return it once it shows the expected text."""
        self.page.click(ADD_CELL)
        self.page.wait_for_function(
            f"() => {SELECTED_CODE}.join() === ''"
        )  # the new cell is selected, not the last one
        cell = self.page.locator(".jp-Cell.jp-mod-selected")
        cell.locator(".cm-content").click()
        self.page.keyboard.insert_text(code)
        self.page.wait_for_function(f"() => {SELECTED_CODE}.join() !== ''")
        self.page.keyboard.press("Control+Enter")
        cell.locator(OUTPUT, has_text=expected).first.wait_for(timeout=CELL_SECONDS * 1000)
        return cell


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Any]:
    """A page of one browser for all tests here: its storage is kept from one to the next."""
    if not pyodide_runtime.is_possible():
        pytest.skip("no Node.js with npm here, so no Python for the page")
    page = browser.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page.requested = set()
    page.on("request", lambda request: page.requested.add(request.url))
    yield page
    page.close()


@pytest.fixture(scope="module")
def notebook(page: Any, address: str) -> Notebook:
    """The notebook of a unit, with Python running."""
    return Notebook(page, address, f"{UNIT}.ipynb")


@pytest.mark.parametrize(("width", "scheme"), [(400, "dark"), (1280, "light")])
def test_the_first_page_fits_the_screen_and_leads_to_the_start_page(
    browser: Any, address: str, width: int, scheme: str
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(address)

    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.click("text=Open the course")
    heading = ".jp-Notebook h2:has-text('Begin here: run a cell')"
    page.wait_for_selector(heading, state="attached", timeout=START_SECONDS * 1000)
    page.wait_for_selector(f".jp-DirListing-item:has-text('{UNIT}')", state="attached")
    page.close()


def test_python_starts_and_lab_recognises_the_page(notebook: Notebook, address: str) -> None:
    code = """
import json, os, sys
import ipywidgets, lab
from lab.display import frontend
print(sys.platform, os.getcwd(), frontend.supports_widgets(), frontend.has_files_of_page())
"""
    notebook.run(code, "emscripten /drive True True")
    server = address.removesuffix("site/")

    assert not {url for url in notebook.page.requested if not url.startswith((server, "data:", "blob:"))}


def test_a_prediction_is_locked_in_by_buttons_and_kept_in_a_file(notebook: Notebook) -> None:
    cell = notebook.run('lab.predict("perfect-line")', "perfect-line: predict")
    cell.locator("button", has_text="no").click()
    cell.locator("button", has_text="Lock in").click()
    cell.locator(OUTPUT, has_text="perfect-line: locked in").wait_for(timeout=CELL_SECONDS * 1000)

    notebook.run('print(json.load(open("predictions.json"))["perfect-line"]["answer"], "is kept")', "no is kept")


def test_a_number_is_locked_in_by_enter(notebook: Notebook) -> None:
    cell = notebook.run('lab.predict("height-of-the-flat-line")', "height-of-the-flat-line: predict")
    field = cell.locator("input[type=text]")
    field.fill("2.5")
    field.press("Enter")

    cell.locator(OUTPUT, has_text="locked in").wait_for(timeout=CELL_SECONDS * 1000)


def test_an_endless_loop_is_stopped_in_a_check(notebook: Notebook) -> None:
    wait = "def wait(x):\n    while True:\n        x += 1\n"
    notebook.run(f"{EXERCISE}{wait}\nlab.check('wait', wait)", "still running after 10 seconds")

    notebook.run("def wait(x):\n    return x\n\nlab.check('wait', wait)", "1 of 1 visible point")


def test_the_work_is_handed_in_by_a_download(notebook: Notebook, tmp_path: Path) -> None:
    notebook.page.keyboard.press("Control+s")
    notebook.run(f'lab.hand_in("{UNIT}")', "right-click it in the list of files")
    notebook.page.click(".jp-FileBrowser [data-command='filebrowser:refresh']")
    item = notebook.page.locator(".jp-DirListing-item", has_text="hand-in.zip")
    item.wait_for(timeout=CELL_SECONDS * 1000)
    item.click(button="right")
    with notebook.page.expect_download() as download:
        notebook.page.click(".lm-Menu-itemLabel:text-is('Download')")
    download.value.save_as(tmp_path / "hand-in.zip")

    with zipfile.ZipFile(tmp_path / "hand-in.zip") as archive:
        assert sorted(archive.namelist()) == [f"{UNIT}.ipynb", "predictions.json"]
        assert json.loads(archive.read("predictions.json"))["perfect-line"]["answer"] == "no"


def test_predictions_are_there_after_the_page_is_loaded_again(page: Any, notebook: Notebook, address: str) -> None:
    again = Notebook(page, address, f"{UNIT}.ipynb")

    again.run('import lab\nlab.predict("perfect-line")', "perfect-line: locked in")
