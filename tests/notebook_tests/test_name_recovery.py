"""Notebooks whose cells have lost nbgrader's metadata: the names come back, and the work keeps its points."""

from __future__ import annotations

import json
from typing import Any

import pytest

from autograder.notebook_tests.merge import MergedNotebook, merge_submission
from autograder.notebook_tests.source_notebook import InstructorCell, SourceCell, SourceNotebook
from autograder.sandbox.host.sandbox import Sandbox
from autograder.submissions.recovery import SubmittedCell
from tests.notebook_tests.builders import check, grade_notebook, solution

TEST = "assert area(1) > 3\n### BEGIN HIDDEN TESTS\nassert area(0) == 0\n### END HIDDEN TESTS"
WHY = SourceCell("why", "markdown", "Explain.", grade=True, solution=True, points=3)
COURSE = SourceNotebook(
    "ps",
    "python",
    (
        SourceCell("given", "code", "import math", locked=True),
        solution("def area(r):\n    pass", "area"),
        check(TEST, "area-test"),
        WHY,
        solution("def twice(x):\n    pass", "twice"),
        check("assert twice(4) == 8", "twice-test"),
    ),
    (InstructorCell("", "markdown", "# Sheet 1"), InstructorCell("given", "code", "import math")),
)
AREA, TWICE = "def area(r):\n    return math.pi * r * r", "def twice(x):\n    return 2 * x"
RELEASED_TEST = "assert area(1) > 3"


def submission(*cells: tuple[str, str, str]) -> bytes:
    """Return a notebook of cells, each given by its name, kind and source."""
    nodes: list[dict[str, Any]] = [
        {"cell_type": kind, "metadata": {"nbgrader": {"grade_id": name}} if name else {}, "source": source}
        for name, kind, source in cells
    ]
    return json.dumps({"cells": nodes, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}).encode()


SOLVED = (
    ("", "markdown", "# Sheet 1"),
    ("given", "code", "import math"),
    ("area", "code", AREA),
    ("area-test", "code", RELEASED_TEST),
    ("why", "markdown", "Because."),
    ("twice", "code", TWICE),
    ("twice-test", "code", "assert twice(4) == 8"),
)


def without_names(*names: str) -> bytes:
    """Return the solved notebook in which these cells have lost their names."""
    return submission(*(("" if name in names else name, kind, source) for name, kind, source in SOLVED))


def names(merged: MergedNotebook) -> list[str]:
    return [cell.name for cell in merged.cells]


def test_without_any_metadata_the_work_keeps_its_points(sandbox: Sandbox) -> None:
    graded = grade_notebook(COURSE, sandbox, without_names(*(name for name, _, _ in SOLVED)))

    assert graded.points == {"area-test": 1, "why": None, "twice-test": 1}
    assert "had lost their names" in graded.result.notes[0]


def test_a_written_answer_without_its_name_is_the_cell_in_its_place() -> None:
    merged = merge_submission(COURSE, without_names("why"))

    assert names(merged) == ["", "given", "area", "area-test", "why", "twice", "twice-test"]
    assert merged.cells[4].source == "Because."
    assert not merged.answers_put_back


def test_an_answer_that_cannot_be_told_from_others_waits_for_a_person() -> None:
    cells = [("", kind, source) if name == "why" else (name, kind, source) for name, kind, source in SOLVED]
    merged = merge_submission(COURSE, submission(*cells[:4], ("", "markdown", "My notes"), *cells[4:]))

    assert list(merged.answers_put_back) == ["why"]
    assert "may be in another cell" in merged.answers_put_back["why"]


def test_a_missing_test_is_put_below_the_answer_that_has_lost_its_name() -> None:
    cells = [cell for cell in SOLVED if cell[0] not in ("area-test", "area", "given")]
    merged = merge_submission(COURSE, submission(cells[0], ("", "code", AREA), *cells[1:]))
    order = names(merged)

    assert order.index("area-test") > [cell.source for cell in merged.cells].index(AREA)
    assert order.index("given") == 0


def test_missing_tests_are_never_put_at_the_top() -> None:
    merged = merge_submission(COURSE, submission(("", "code", AREA), ("", "code", TWICE)))

    assert names(merged) == ["given", "", "", "area-test", "why", "twice-test"]


@pytest.mark.parametrize("text", ["", "assert area(1) > 2"])
def test_a_cell_with_another_text_gets_no_name(text: str) -> None:
    merged = merge_submission(COURSE, submission(("", "code", text), *SOLVED[:3]))

    assert merged.cells[0].name == ""


def test_names_are_given_to_nobody_twice() -> None:
    merged = merge_submission(COURSE, submission(*SOLVED, ("", "code", RELEASED_TEST)))

    assert names(merged).count("area-test") == 1
    assert SubmittedCell("", "code", RELEASED_TEST).name == merged.cells[-1].name
