"""Notes for the grader: in the autograded notebook, and not in the feedback that is made of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import nbformat
import pytest

from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from autograder.nbgrader.autograded_notebook import build_notebook
from autograder.nbgrader.grader_notes import REPORT_FILE, RemoveGraderNotes, about_the_file, failure_note, overview_cell
from autograder.report import CheckResult, CodeLine, ExerciseResult, Report

Grade = Callable[..., Report]

RAISES = 'def train_step(x, y, w, b, rate):\n    r = w * x + b - y\n    raise ValueError("secret words")\n'
BROKEN_CELL = "def gap_report(\n"
WRONG = {"closed_form_line": "def closed_form_line(x, y):\n    return 0.0, y.mean()"}
SCRIPT = "<script>alert(1)</script>"


def cell_outputs(notebook: Notebook, name: str) -> list[dict[str, Any]]:
    outputs: list[dict[str, Any]] = next(cell for cell in notebook["cells"] if cell["id"] == name)["outputs"]
    return outputs


def autograded(report: Report, solved: Notebook, cells: dict[str, str]) -> Notebook:
    sources = [dict(cell, source=cells.get(cell["id"], cell["source"])) for cell in solved["cells"]]
    return build_notebook(report, sources)


def test_the_line_that_raised_is_marked_in_its_code(grade: Grade, solved: Notebook) -> None:
    notebook = autograded(grade({"train_step": RAISES}), solved, {"train_step": RAISES})
    (note,) = cell_outputs(notebook, "train_step")
    text = note["data"]["text/plain"]

    assert "train_step raised ValueError: secret words" in text.replace("`", "")
    assert "→   3      raise ValueError" in text
    assert "    2      r = w * x" in text
    assert cell_outputs(notebook, "fit_line") == []


def test_a_cell_that_stopped_is_marked_at_its_line(grade: Grade, solved: Notebook) -> None:
    notebook = autograded(grade({"gap_report": BROKEN_CELL}), solved, {"gap_report": BROKEN_CELL})

    assert "→   1  def gap_report(" in cell_outputs(notebook, "gap_report")[0]["data"]["text/plain"]


def exercise_that_raised(line: CodeLine, message: str) -> ExerciseResult:
    check = CheckResult(
        name="test", title="It holds.", visible=True, outcome="failed", points=0, max_points=1, message=message,
        code_line=line,
    )  # fmt: skip
    return ExerciseResult(id="f", score=0, max_score=1, attempted=True, checks=(check,))


def test_a_line_of_another_cell_is_told_alone() -> None:
    note = failure_note(exercise_that_raised(CodeLine(number=2, text="return v / nothing"), "it raised"), "a\nb\nc")

    assert note is not None
    assert "return v / nothing   (in another cell)" in note["data"]["text/plain"]


@pytest.mark.parametrize("number", [-1, 0, 1, 10**9])
def test_what_student_code_says_about_its_line_is_text(number: int) -> None:
    line = CodeLine(number=number, text=SCRIPT + "\u202e")
    note = failure_note(exercise_that_raised(line, SCRIPT + "\u202e"), SCRIPT + "\u202e")

    assert note is not None
    assert "<script" not in note["data"]["text/html"]
    assert "\u202e" not in note["data"]["text/html"] + note["data"]["text/plain"]


def test_the_overview_says_what_was_found_and_links_to_the_report(grade: Grade) -> None:
    report = grade({**WRONG, "gap_report": BROKEN_CELL})
    hostile = report.with_repairs([SCRIPT]).model_copy(update={"problems": (SCRIPT,), "publishable": False})
    source = overview_cell(hostile)["source"]
    (file_cell,) = about_the_file(hostile)

    assert "cell &#x27;gap_report&#x27; raised SyntaxError" in source
    assert "the answer does not depend on" in source
    assert f'href="{REPORT_FILE}"' in source
    assert "Not final yet" in file_cell["source"]
    for text in (source, file_cell["source"]):
        assert "<script" not in text
        assert "\n" not in text, "a Markdown renderer passes on one line of HTML as it is"


def test_feedback_is_made_without_the_notes(grade: Grade, solved: Notebook, content: UnitContent) -> None:
    notebook = nbformat.from_dict(autograded(grade({"train_step": RAISES}), solved, {"train_step": RAISES}))
    feedback, _ = RemoveGraderNotes().preprocess(notebook, {})
    text = json.dumps([cell.get("outputs") for cell in feedback.cells])

    assert "secret words" not in text
    assert "For the grader" not in json.dumps(feedback)
    assert "train_step: 0 of 6 points" in text
    assert [cell.id for cell in feedback.cells[1:]] == [cell["id"] for cell in content.release["cells"]]
    assert "no prediction counts as locked in" in feedback.cells[0].source
