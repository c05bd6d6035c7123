"""What students of an ordinary course write is shown by feedback and formgrader, where it runs and loads nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.server_extensions.formgrader import handlers

from tests.browser_page import load_page
from tests.commands import run_command
from tests.hostile_markdown import HOSTILE

pytestmark = [pytest.mark.slow, pytest.mark.browser]

CONFIGURATION = "from autograder.notebook_tests.pipeline import configure\n\nc = get_config()\nconfigure(c)\n"
OUTPUTS = """
from IPython.display import HTML, Javascript, Markdown, SVG, display
text = "<img src='http://127.0.0.1:9/x' onerror='document.title=`owned`'>"
display(HTML(text), Javascript("document.title = 'owned'"), Markdown(text), SVG(f"<svg>{text}</svg>"))
raise ValueError(text)
"""
MARKS = {"grade": True, "solution": True, "locked": False, "task": False, "schema_version": 3, "points": 2}


def nbgrader(folder: Path, *arguments: str) -> None:
    process = run_command(folder, "nbgrader", *arguments)
    assert process.returncode == 0, process.stderr


def hand_in(folder: Path, student: str, answer: str, cells: list[Any]) -> None:
    notebook = nbformat.read(folder / "release" / "ps" / "ps.ipynb", 4)
    notebook.cells[0].source = answer
    notebook.cells += cells
    path = folder / "submitted" / student / "ps" / "ps.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(notebook), encoding="utf-8")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prose")
    (folder / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")
    (folder / "source" / "ps").mkdir(parents=True)
    question = new_markdown_cell("YOUR ANSWER HERE", metadata={"nbgrader": {**MARKS, "grade_id": "question"}})
    nbformat.write(new_notebook(cells=[question]), folder / "source" / "ps" / "ps.ipynb")
    nbgrader(folder, "generate_assignment", "ps", "--create")
    raw = {"cell_type": "raw", "metadata": {"format": "text/html"}, "source": "<script>document.title='owned'</script>"}
    cells = [new_markdown_cell(text) for text in HOSTILE.values()] + [new_code_cell(OUTPUTS), raw]
    hand_in(folder, "honest", "It is *0.5*.", [])
    hand_in(folder, "hostile", "\n\n".join(["*owned*", *HOSTILE.values()]), cells)
    hand_in(folder, "missing", "My plot: ![x](attachment:none.png)", [])
    nbgrader(folder, "autograde", "ps")
    nbgrader(folder, "generate_feedback", "ps")
    return folder


def formgrader_page(course: Path, student: str) -> Path:
    """Write the page that the formgrader shows."""
    names = ("assignment_id", "notebook_id", "submission_id", "base_url", "student", "first_name", "last_name")
    resources = {**dict.fromkeys((*names, "notebook_path"), "x"), "index": 0, "total": 1}
    exporter = HTMLExporter(template_name="formgrade", extra_template_basedirs=[handlers.template_path])
    notebook = course / "autograded" / student / "ps" / "ps.ipynb"
    path = course / f"{student}.html"
    path.write_text(exporter.from_filename(str(notebook), resources=resources)[0], encoding="utf-8")
    return path


def feedback_page(course: Path, student: str) -> Path:
    return course / "feedback" / student / "ps" / "ps.html"


@pytest.mark.parametrize("page", [feedback_page, formgrader_page], ids=["feedback", "formgrader"])
def test_a_hostile_page_runs_and_requests_no_more_than_an_honest_one(page: Any, course: Path, browser: Any) -> None:
    honest, hostile = load_page(browser, page(course, "honest")), load_page(browser, page(course, "hostile"))

    assert "owned" in page(course, "hostile").read_text(encoding="utf-8"), "the student's text is shown"
    assert hostile == honest
    assert hostile[0] != "owned"
    assert not hostile[2]


def test_a_picture_that_is_not_attached_does_not_stop_the_feedback(course: Path) -> None:
    assert "attachment:none.png" in feedback_page(course, "missing").read_text(encoding="utf-8")
