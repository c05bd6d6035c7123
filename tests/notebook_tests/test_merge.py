"""Damaged submissions: they are repaired, the repairs are noted, and the work keeps its points."""

from __future__ import annotations

import json

import pytest

from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.sandbox.host.sandbox import Sandbox
from tests.notebook_tests.builders import GradedNotebook, check, grade_notebook, notebook, solution

SOURCE_NOTEBOOK = SourceNotebook("ps", "python", (solution("def f(): pass"), check("assert f() == 1")))


def grade(sandbox: Sandbox, data: bytes) -> GradedNotebook:
    return grade_notebook(SOURCE_NOTEBOOK, sandbox, data)


@pytest.mark.parametrize(
    ("cells", "repair"),
    [
        ([("answer", "def f(): return 1")], "cell 'test' was missing: it was put back"),
        ([("answer", "def f(): return 1"), ("test", ""), ("test", "x")], "cell 'test' stood more than once"),
        (
            [("answer", "def f(): return 0"), ("answer", "def f(): return 1"), ("test", "")],
            "cell 'answer' stood more",
        ),
        ([("", "def f(): return 1"), ("test", "assert True")], ""),
    ],
    ids=["a deleted test", "a duplicated test", "a duplicated answer", "an answer without its name"],
)
def test_damaged_work_keeps_its_points(cells: list[tuple[str, str]], repair: str, sandbox: Sandbox) -> None:
    graded = grade(sandbox, notebook(cells))

    assert graded.points == {"test": 1}
    assert repair in " ".join(graded.result.notes)


def test_the_complete_cells_of_a_truncated_file_are_graded(sandbox: Sandbox) -> None:
    data = notebook([("answer", "def f(): return 1"), ("test", ""), ("", "x" * 500)])

    assert grade(sandbox, data[:-400]).points == {"test": 1}


def test_a_written_answer_keeps_its_pictures(sandbox: Sandbox) -> None:
    submission = json.loads(notebook([("answer", "def f(): return 1")]))
    attachments = {"photo.png": {"image/png": "aGVsbG8=", "text/html": "<script>"}}
    submission["cells"].append({"cell_type": "markdown", "source": "See", "metadata": {}, "attachments": attachments})
    graded = grade(sandbox, json.dumps(submission).encode())

    assert [cell["attachments"] for cell in graded.cells if "attachments" in cell] == [
        {"photo.png": {"image/png": "aGVsbG8="}}
    ]


def test_an_empty_file_needs_manual_grading(sandbox: Sandbox) -> None:
    graded = grade(sandbox, b"")

    assert graded.points == {"test": 0}
    assert graded.result.manual_grading == {"test": "the file is empty"}
