"""What a hostile student writes, wherever an instructor reads it: shown, and never obeyed."""

from __future__ import annotations

import io
import os
import subprocess
import sys
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
from autograder.views.results_table import mistakes_table, table

UNIT = "training-loop"
NAMES = {
    "escapes": "\x1b[31mred\x1b[0m\x9b2J",
    "a reading direction": "\u202egnp.exe\u2066",
    "a workflow command": "::set-output name=score::40",
    "an old workflow command": "x ##[set-output name=score]40",
    "markup of the table": "[bold red]x[/bold red]",
    "lines": "a\nb\r\t::error::c",
    "a formula": '=HYPERLINK("http://x")',
    "a script": "<img src=x onerror=document.title='owned'>",
    "an option": "-rf",
}  # fmt: skip
EVIL = (
    "\x1b]0;owned\x07\x9b31m \u202e ::error::owned ##[error]owned <script>document.title='owned'</script>"
    "<img src=x onerror=\"document.title='owned'\">"
)
PROSE = (
    "[click](javascript:document.title='owned') [too](java&#115;cript:document.title='owned') <javascript:owned>\n\n"
    "![](http://127.0.0.1:9/seen.png)\n\n[x]: javascript:owned\n\n[x]\n\n```mermaid\ngraph TD; A-->B\n```\n\n"
    f"$\\href{{javascript:document.title='owned'}}{{x}}$ </pre>{EVIL}\n<style>* {{ display: none }}</style>"
)
LOUD = f"""
from IPython.display import HTML, Javascript, Markdown, SVG, display
EVIL = {EVIL!r}
print(EVIL)
display(HTML(EVIL), Javascript("document.title = 'owned'"), Markdown(EVIL))
picture = "x\\" onload=\\"document.title='owned'\\"><script>document.title='owned'</script>"
display({{"image/png": picture, "image/jpeg": picture, "image/svg+xml": f"<svg>{{EVIL}}</svg>"}}, raw=True)
display({{"text/plain": EVIL}}, raw=True, metadata={{"image/png": {{"width": picture}}}})

def gap_report(*numbers):
    raise type(EVIL, (Exception,), {{}})(EVIL)

gap_report()
"""


def printed(reports: list[Report], width: int) -> str:
    console = Console(file=io.StringIO(), width=width, highlight=False)
    console.print(table(reports), mistakes_table(reports))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def assert_harmless(text: str) -> None:
    """Neither a terminal nor a CI runner finds anything in it to obey."""
    steering = {character for character in text if not character.isprintable()} - {"\n"}
    commands = [line for line in text.split("\n") if line.lstrip().startswith("::") or "##[" in line]

    assert not steering
    assert not commands


@pytest.fixture(scope="module")
def loud(shooting_range: Any, solved: Notebook) -> Any:
    """The answer to a submission that shouts wherever it can."""
    notebook = sample_submissions.with_cells(solved, {"gap_report": LOUD})
    notebook["cells"].insert(1, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": PROSE})
    return shooting_range.worker.grade("loud", sample_submissions.notebook_bytes(notebook), {}, show=True)


@pytest.mark.parametrize("width", [40, 80, 140])
@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_the_table_steers_nothing_at_any_width(loud: Any, name: str, width: int) -> None:
    text = printed([loud.report.model_copy(update={"student": name, "problems": (EVIL,)})], width)

    assert_harmless(text)


def test_what_the_report_says_of_an_exception_holds_no_control_character(loud: Any) -> None:
    said = [check.message for exercise in loud.report.exercises for check in exercise.checks]

    assert any("owned" in message for message in said)
    assert all(message.isprintable() for message in said)
    assert all(error.isprintable() for error in loud.report.submission.cell_errors)


def test_the_report_as_json_is_ascii_to_a_terminal_or_plain_text(loud: Any) -> None:
    lines = loud.report.json_text().split("\n")

    assert all(line.isprintable() for line in lines)
    assert Report.from_json(loud.report.json_text()) == loud.report


def test_outputs_keep_text_and_real_pictures_only(loud: Any) -> None:
    notebook = autograded_notebook.notebook(loud.report, loud.cells)
    students = [cell for cell in notebook["cells"] if cell["cell_type"] == "code" and "gap_report" in cell["source"]]
    kinds = {kind for cell in students for output in cell["outputs"] for kind in output.get("data", ())}

    assert kinds <= {"text/plain", "image/png", "image/jpeg", "text/html"}
    assert "onload" not in str([o for c in students for o in c["outputs"] if "image/png" in o.get("data", ())])


def test_a_student_s_own_prose_is_shown_as_it_was_written(loud: Any) -> None:
    notebook = autograded_notebook.notebook(loud.report, loud.cells)
    prose = next(cell["source"] for cell in notebook["cells"] if "mermaid" in cell["source"])

    assert prose.startswith("<pre>")
    assert prose.count("<") == 2, "its own two tags and no other"


@pytest.mark.parametrize("name", [b"\xff\xfe", b"::error::", b"\x1b[2J"], ids=["no UTF-8", "command", "escape"])
def test_a_folder_of_any_name_stops_no_batch(hurried: Course, solved: Notebook, tmp_path: Path, name: bytes) -> None:
    for folder in (name, b"honest"):
        place = tmp_path / os.fsdecode(folder) / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(solved))
    reports = list(Batch(hurried, hurried.unit(UNIT)).grade(find_submissions(tmp_path, UNIT)))

    assert [report.score for report in reports] == [32, 32]
    assert_harmless(printed(reports, 80))


def nbgrader(folder: Path, command: str) -> None:
    line = [sys.executable, "-m", "nbgrader", command, UNIT]
    ran = subprocess.run(line, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr


@pytest.fixture(scope="module")
def pages(course: Course, solved: Notebook, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """nbgrader's feedback for an honest and for a hostile submission, by the stock commands."""
    folder = tmp_path_factory.mktemp("pages") / "course"
    copy_course(course, folder)
    hostile = sample_submissions.with_cells(solved, {"gap_report": LOUD})
    hostile["cells"].insert(1, {"cell_type": "markdown", "id": "mine", "metadata": {}, "source": PROSE})
    students = {"honest": solved, NAMES["a script"]: hostile}
    for student, notebook in students.items():
        place = folder / "submitted" / student / UNIT
        place.mkdir(parents=True)
        (place / f"{UNIT}.ipynb").write_bytes(sample_submissions.notebook_bytes(notebook))
    for command in ("generate_assignment", "autograde", "generate_feedback"):
        nbgrader(folder, command)
    made = {student: folder / "feedback" / student / UNIT / f"{UNIT}.html" for student in students}
    return {"honest": made["honest"], "hostile": made[NAMES["a script"]]}


SCRIPTED = "all => all.map(one => one.href || one.action || one.src).filter(url => `${url}`.startsWith('javascript:'))"


def visited(browser: Any, path: Path) -> tuple[str, set[str], list[str]]:
    """Title, requests, and dialogs or links to scripts of a page that was loaded to its end."""
    page = browser.new_page()
    asked: set[str] = set()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    page.route("**/*", lambda route: (asked.add(route.request.url), route.abort()))
    page.set_content(path.read_text(encoding="utf-8"), wait_until="load")
    dialogs += page.eval_on_selector_all("a, area, form, iframe, embed", SCRIPTED)
    title = page.title()
    page.close()
    return title, asked, dialogs


@pytest.mark.browser
def test_the_browser_notices_what_runs(browser: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<img src='http://127.0.0.1:9/x' onerror='document.title=`owned`'><a href='java&#115;cript:x'>x</a>"
    )

    assert visited(browser, page) == ("owned", {"http://127.0.0.1:9/x"}, ["javascript:x"])


@pytest.mark.slow
@pytest.mark.browser
def test_a_feedback_page_runs_nothing_and_asks_for_nothing_of_a_student_s(browser: Any, pages: dict[str, Path]) -> None:
    """The honest page shows what the page itself asks for: nbconvert's own scripts."""
    honest, hostile = visited(browser, pages["honest"]), visited(browser, pages["hostile"])

    assert "owned" in pages["hostile"].read_text(encoding="utf-8"), "what was printed is shown"
    assert hostile == honest
    assert hostile[0] != "owned"
    assert not hostile[2]
