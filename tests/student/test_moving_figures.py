"""A student sees a film and moves a line in a real JupyterLab; the saved notebook keeps a picture of both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from autograder.course.configuration import Course
from autograder.course.notebook import parse_notebook
from autograder.release import contents
from tests.student.jupyter_server import JupyterServer
from tests.student.notebook_page import NotebookPage

pytestmark = [pytest.mark.slow, pytest.mark.browser]

LINE_UNIT, LOOP_UNIT = "line-and-loss", "training-loop"
MODEL = """
def predict_line(x, w, b): return w * x + b
def mse(y, y_pred): return float(np.mean((y_pred - y) ** 2))
"""
RUN = """
def decay(n): return 1 - np.exp(-np.arange(101) / n)
run = {"w": 1.5 * decay(10), "b": 2 * decay(40), "loss": 22 - 20 * decay(20)}
"""
SLIDERS = "lab.show.sliders("
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}


@pytest.fixture(scope="module")
def root(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The handouts of both units, and no list of the course."""
    root = tmp_path_factory.mktemp("handouts")
    for name in (LINE_UNIT, LOOP_UNIT):
        unit = course.unit(name)
        source = parse_notebook(unit.source.read_text(encoding="utf-8"), name)
        for path, data in contents.handout_files(course, unit, source).items():
            (root / name / path).parent.mkdir(parents=True, exist_ok=True)
            (root / name / path).write_bytes(data)
    return root


def open_notebook(server: JupyterServer, folder: Path, browser: Any, screenshots: Path | None) -> NotebookPage:
    """Open the unit of a folder and run its setup."""
    page = browser.new_page()
    notebook = NotebookPage(page, server.notebook_address(folder / f"{folder.name}.ipynb"), screenshots)
    notebook.run("import lab")
    notebook.wait_for_output("import lab", "points")
    return notebook


def look(notebook: NotebookPage, name: str, cell: str) -> None:
    """Load the saved notebook, and take pictures in both themes and on a small screen."""
    notebook.reload()
    if notebook.screenshots is None:
        return
    for theme, label in THEMES.items():
        notebook.use_theme(label)
        for width in (1280, 400):
            notebook.page.set_viewport_size({"width": width, "height": 1000})
            notebook.take_screenshot(f"{name}-{theme}-{width}", cell)
    notebook.use_theme(THEMES["light"])
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})


def saved_pictures(root: Path, unit: str, source: str) -> list[str]:
    cells = json.loads((root / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))["cells"]
    outputs = next(cell["outputs"] for cell in cells if "".join(cell["source"]).startswith(source))
    return [output["data"]["image/png"] for output in outputs if "image/png" in output.get("data", {})]


def test_a_film_plays_pauses_and_is_a_picture_after_all(
    server: JupyterServer, root: Path, browser: Any, screenshots: Path | None
) -> None:
    notebook = open_notebook(server, root / LOOP_UNIT, browser, screenshots)
    notebook.replace_and_run("my_film", f"{RUN.strip()}\nlab.show.watch_line(line.x, line.y, run)")
    film = notebook.output("def decay")
    film.get_by_role("button", name="Pause").wait_for()
    notebook.page.wait_for_function(
        "() => jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'idle'", timeout=1000
    )
    film.get_by_role("button", name="Replay").wait_for()
    film.get_by_role("slider").fill("12")
    visible = film.locator("img:visible").count()
    notebook.save()
    look(notebook, "film", "def decay")

    assert visible == 1
    assert len(saved_pictures(root, LOOP_UNIT, "def decay")) == 1
    expect(notebook.output("def decay").locator("img:visible")).to_have_count(1)
    expect(notebook.output("def decay").get_by_role("button", name="Replay")).to_have_count(1)
    notebook.page.close()


def test_the_line_of_the_sliders_stays_in_the_saved_notebook(
    server: JupyterServer, root: Path, browser: Any, screenshots: Path | None
) -> None:
    notebook = open_notebook(server, root / LINE_UNIT, browser, screenshots)
    notebook.replace_and_run("def predict_line", MODEL.strip())
    notebook.run(SLIDERS)
    output = notebook.output(SLIDERS)
    picture = output.locator("img")
    first = picture.get_attribute("src")
    output.get_by_role("slider").first.focus()
    notebook.page.keyboard.press("PageUp")
    expect(picture).not_to_have_attribute("src", first)
    notebook.page.set_viewport_size({"width": 400, "height": 1000})
    notebook.take_screenshot("sliders-400", SLIDERS)
    readout = output.locator(".widget-readout").first.bounding_box()
    frame = output.bounding_box()
    notebook.page.set_viewport_size({"width": 1280, "height": 1000})
    notebook.take_screenshot("sliders-1280", SLIDERS)
    notebook.save()
    notebook.restart_kernel()
    notebook.reload()

    assert readout["x"] + readout["width"] <= frame["x"] + frame["width"]
    assert len(saved_pictures(root, LINE_UNIT, SLIDERS)) == 1
    expect(notebook.output(SLIDERS).locator("img:visible")).to_have_count(1)
    notebook.take_screenshot("sliders-reopened", SLIDERS)
    notebook.page.close()
