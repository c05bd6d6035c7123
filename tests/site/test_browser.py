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

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNIT = "line-and-loss"
OUTPUT = ".jp-OutputArea-output"
KERNEL_IS_IDLE = "() => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle'"
RUN_IN_NEW_CELL = """
async ([code, number]) => {
    await jupyterapp.commands.execute("notebook:insert-cell-below");
    const cell = jupyterapp.shell.currentWidget.content.activeCell;
    cell.model.sharedModel.setSource(code);
    cell.node.dataset.number = number;
    void jupyterapp.commands.execute("notebook:run-cell");
}
"""
REPLACE_BY_UNIT = """
async (path) => {
    const start = jupyterapp.shell.currentWidget;
    const { id } = start.sessionContext.session.kernel;
    await jupyterapp.commands.execute("docmanager:open", { path, kernel: { id } });
    start.dispose();
}
"""
START_HEADING = ".jp-Notebook h2:has-text('Begin here: run a cell')"
PAGE_WIDTH = "document.documentElement.scrollWidth"
WIDE, SMALL = {"width": 1280, "height": 900}, {"width": 400, "height": 900}
SETTINGS = "jupyter-lite.json"
SAVE = "jupyterapp.commands.execute('docmanager:save')"
START_SECONDS = 240
POLLING_MILLISECONDS = 250  # not at every frame, which a page that starts Python would then have to draw
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
SHORT_LIMIT = """
from lab.checking import check_runner
from lab.checking.timeout import DEFAULT_SECONDS

assert check_runner.check_exercise.__defaults__ == (DEFAULT_SECONDS,)
check_runner.check_exercise.__defaults__ = (0.7,)
"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the site, with settings that let the page give its application to tests; it writes no log."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.name != SETTINGS or path.parent.name != "site":
            return super().do_GET()
        settings = json.loads(path.read_text(encoding="utf-8"))
        settings["jupyter-config-data"]["exposeAppInBrowser"] = "true"
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(settings).encode())
        return None

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Serve the site below a folder, as GitHub Pages does."""
    parent = functools.partial(_Handler, directory=str(folder.parent))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), parent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/{folder.name}/"
    server.shutdown()
    server.server_close()


class Notebook:
    """The notebook of the page, and cells that are added to it and run, as soon as it has a kernel.

    They are set and run by JupyterLab's own model and commands: keys that are pressed before a busy page has the new
    cell would be lost. Cards are used as a student uses them.
    """

    def __init__(self, page: Any) -> None:
        self.page = page
        self._number = 0
        page.wait_for_function(KERNEL_IS_IDLE, timeout=START_SECONDS * 1000, polling=POLLING_MILLISECONDS)

    def run(self, code: str, expected: str) -> Any:
        """Run code in a new cell below the last one that was added; return it once it shows the expected text."""
        self._number += 1
        self.page.evaluate(RUN_IN_NEW_CELL, [code, self._number])
        cell = self.page.locator(f".jp-Cell[data-number='{self._number}']")
        cell.locator(OUTPUT, has_text=expected).first.wait_for(timeout=CELL_SECONDS * 1000)
        return cell


@pytest.fixture(scope="module")
def page(browser: Any, address: str) -> Iterator[Any]:
    """The first page, from which all tests here go on: its storage is kept from one to the next."""
    page = browser.new_page(viewport=WIDE, color_scheme="light", accept_downloads=True)
    page.requested = set()
    page.on("request", lambda request: page.requested.add(request.url))
    page.goto(address)
    yield page
    page.close()


@pytest.fixture(scope="module")
def widths(page: Any) -> list[int]:
    """The widths of the first page on a wide and on a small screen."""
    widths = [page.evaluate(PAGE_WIDTH)]
    page.set_viewport_size(SMALL)
    page.emulate_media(color_scheme="dark")
    widths.append(page.evaluate(PAGE_WIDTH))
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    return widths


@pytest.fixture(scope="module")
def start_page(page: Any, widths: list[int]) -> Any:
    """The page of the course, to which the first page leads; the first page has been measured before."""
    page.click("text=Open the course")
    page.wait_for_selector(START_HEADING, state="attached", timeout=START_SECONDS * 1000)
    return page


@pytest.fixture(scope="module")
def notebook(start_page: Any) -> Notebook:
    """The notebook of a unit with the Python that was started for the start page, which would need as long again."""
    if not pyodide_runtime.is_possible():
        pytest.skip("no Node.js with npm here, so no Python for the page")
    start = Notebook(start_page)
    start.page.evaluate(REPLACE_BY_UNIT, f"{UNIT}.ipynb")
    return Notebook(start.page)


def test_the_first_page_fits_every_screen_and_leads_to_the_start_page(widths: list[int], start_page: Any) -> None:
    assert widths == [1280, 400]
    start_page.wait_for_selector(f".jp-DirListing-item:has-text('{UNIT}')", state="attached")


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
    notebook.run(f"{EXERCISE}{SHORT_LIMIT}{wait}\nlab.check('wait', wait)", "still running after 0.7 seconds")

    notebook.run("def wait(x):\n    return x\n\nlab.check('wait', wait)", "1 of 1 visible point")


def test_the_work_is_handed_in_by_a_download(notebook: Notebook, tmp_path: Path) -> None:
    notebook.page.evaluate(SAVE)
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
    page.goto(f"{address}lab/index.html?path={UNIT}.ipynb")
    again = Notebook(page)

    again.run('import lab\nlab.predict("perfect-line")', "perfect-line: locked in")
