"""What a hostile student writes is shown wherever an instructor reads it, and never executed or interpreted."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from autograder.authoring import sample_submissions
from autograder.authoring.course_copy import copy_course
from autograder.course.configuration import Course
from autograder.course.notebook import Notebook
from autograder.grading.batch import Batch
from autograder.nbgrader import autograded_notebook
from autograder.report import Report
from autograder.submissions.discovery import find_submissions
from autograder.views.results_table import tables
from autograder.views.safe_markdown import safe_markdown
from tests.browser_page import load_page
from tests.commands import run_command
from tests.hostile_markdown import HOSTILE

UNIT = "training-loop"
NAMES = {
    "escapes": "\x1b[31mred\x1b[0m\x9b2J",
    "bidirectional controls": "\u202egnp.exe\u2066",
    "a workflow command": "::set-output name=score::40",
    "an old workflow command": "x ##[set-output name=score]40",
    "markup of the table": "[bold red]x[/bold red]",
    "lines": "a\nb\r\t::error::c",
    "a formula": '=HYPERLINK("http://x")',
    "a script": "<img src=x onerror=document.title='owned'>",
    "an option": "-rf",
}  # fmt: skip
HOSTILE_TEXT = (
    "\x1b]0;owned\x07\x9b31m \u202e ::error::owned ##[error]owned <script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\">"
)
HOSTILE_MARKDOWN = (
    "[click](javascript:document.title='owned') [too](java&#115;cript:document.title='owned') <javascript:owned>\n\n"
    "![](http://127.0.0.1:9/seen.png)\n\n[x]: javascript:owned\n\n[x]\n\n```mermaid\ngraph TD; A-->B\n```\n\n"
    f"$\\href{{javascript:document.title='owned'}}{{x}}$ </pre>{HOSTILE_TEXT}\n<style>* {{ display: none }}</style>"
)
HOSTILE_CELL = f"""
from IPython.display import HTML, Javascript, Markdown, SVG, display
HOSTILE_TEXT = {HOSTILE_TEXT!r}
print(HOSTILE_TEXT)
display(HTML(HOSTILE_TEXT), Javascript("document.title = 'owned'"), Markdown(HOSTILE_TEXT))
picture = "x\\" onload=\\"document.title='owned'\\"><script>document.title='owned'</script>"
display({{"image/png": picture, "image/jpeg": picture, "image/svg+xml": f"<svg>{{HOSTILE_TEXT}}</svg>"}}, raw=True)
display({{"text/plain": HOSTILE_TEXT}}, raw=True, metadata={{"image/png": {{"width": picture}}}})

def gap_report(*numbers):
    raise type(HOSTILE_TEXT, (Exception,), {{}})(HOSTILE_TEXT)

gap_report()
"""


def printed(reports: list[Report], width: int) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(*tables(reports))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def assert_harmless(text: str) -> None:
    """The text holds no control character for a terminal and no command for a CI runner."""
    controls = {character for character in text if not character.isprintable()} - {"\n"}
    commands = [line for line in text.split("\n") if line.lstrip().startswith("::") or "##[" in line]

    assert not controls
    assert not commands


def write_prose(notebook: Notebook, texts: list[str]) -> None:
    """Add cells with these texts, and replace the course's own text by the first one."""
    cells = notebook["cells"]
    own = next(cell for cell in cells if cell["cell_type"] == "markdown" and not cell["metadata"].get("nbgrader"))
    own["source"] = texts[0]
    cells += [
        {"cell_type": "markdown", "id": f"mine-{index}", "metadata": {}, "source": text}
        for index, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def hostile(attacked_worker: Any, solved: Notebook) -> Any:
    """The worker's reply to a submission with hostile text wherever a student can put text."""
    notebook = sample_submissions.with_cells(solved, {"gap_report": HOSTILE_CELL})
    write_prose(notebook, [HOSTILE_MARKDOWN])
    return attacked_worker.grade("hostile", sample_submissions.notebook_bytes(notebook), {}, show=True)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_table_holds_no_control_character_at_any_width(hostile: Any, name: str, width: int) -> None:
    text = printed([hostile.report.model_copy(update={"student": name, "problems": (HOSTILE_TEXT,)})], width)

    assert_harmless(text)


def test_messages_about_exceptions_hold_no_control_character(hostile: Any) -> None:
    messages = [check.message for exercise in hostile.report.exercises for check in exercise.checks]

    assert any("owned" in message for message in messages)
    assert all(message.isprintable() for message in messages)
    assert all(error.isprintable() for error in hostile.report.submission.cell_errors)


def test_the_json_report_is_printable(hostile: Any) -> None:
    lines = hostile.report.json_text().split("\n")

    assert all(line.isprintable() for line in lines)
    assert Report.from_json(hostile.report.json_text()) == hostile.report


def test_only_text_and_valid_images_are_kept_of_outputs(hostile: Any) -> None:
    notebook = autograded_notebook.build_notebook(hostile.report, hostile.cells)
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "gap_report" in cell["source"]]
    outputs = [output for cell in cells for output in cell["outputs"]]
    mime_types = {mime_type for output in outputs for mime_type in output.get("data", ())}
    images = [output for output in outputs if "image/png" in output.get("data", ())]

    assert mime_types <= {"text/plain", "image/png", "image/jpeg", "text/html"}
    assert "onload" not in str(images)


def test_a_students_markdown_is_made_safe_in_new_cells_and_in_those_of_the_course(hostile: Any) -> None:
    notebook = autograded_notebook.build_notebook(hostile.report, hostile.cells)
    sources = [cell["source"] for cell in notebook["cells"] if "graph TD" in cell["source"]]

    assert len(sources) == 2
    assert sources == [safe_markdown(HOSTILE_MARKDOWN)] * 2


@pytest.mark.parametrize("name", [b"\xff\xfe", b"::error::", b"\x1b[2J"], ids=["no UTF-8", "command", "escape"])
def test_no_folder_name_stops_a_batch(short_course: Course, solved: Notebook, tmp_path: Path, name: bytes) -> None:
    for folder in (name, b"honest"):
        path = tmp_path / os.fsdecode(folder) / UNIT
        path.mkdir(parents=True)
        (path / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(solved))
    reports = list(Batch(short_course, short_course.unit(UNIT)).grade(find_submissions(tmp_path, UNIT)))

    assert [report.score for report in reports] == [32, 32]
    assert_harmless(printed(reports, 80))


def run_nbgrader(folder: Path, command: str) -> None:
    process = run_command(folder, "nbgrader", command, UNIT)
    assert process.returncode == 0, process.stderr


@pytest.fixture(scope="module")
def pages(course: Course, solved: Notebook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Feedback of nbgrader's own commands for an honest and a hostile submission."""
    folder = tmp_path_factory.mktemp("pages") / "course"
    copy_course(course, folder)
    hostile = sample_submissions.with_cells(solved, {"gap_report": HOSTILE_CELL})
    write_prose(hostile, [HOSTILE_MARKDOWN, *HOSTILE.values(), "![x](attachment:none.png)"])
    students = {"honest": solved, NAMES["a script"]: hostile}
    for student, notebook in students.items():
        path = folder / "submitted" / student / UNIT
        path.mkdir(parents=True)
        (path / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(notebook))
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        run_nbgrader(folder, command)
    paths = {student: folder / "feedback" / student / UNIT / f"{UNIT}.html" for student in students}
    return {"honest": paths["honest"], "hostile": paths[NAMES["a script"]]}


@pytest.mark.browser
def test_load_page_notices_scripts_and_requests(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<img src='http://127.0.0.1:9/x' onerror='document.title=`owned`'><a href='java&#115;cript:x'>x</a>"
    )

    assert load_page(browser, page) == ("owned", {"http://127.0.0.1:9/x"}, ["javascript:x"])


@pytest.mark.slow
@pytest.mark.browser
def test_a_hostile_feedback_page_runs_and_requests_no_more_than_an_honest_one(
    browser: Any, pages: dict[str, Path]
) -> None:
    """An honest page requests nbconvert's own scripts."""
    honest, hostile = load_page(browser, pages["honest"]), load_page(browser, pages["hostile"])

    assert "owned" in pages["hostile"].read_text(encoding="utf-8"), "the student's text is shown"
    assert hostile == honest
    assert hostile[0] != "owned"
    assert not hostile[2]
