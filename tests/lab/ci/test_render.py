"""Reports are shown as a table, as a page and as annotations."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lab.ci import render
from lab.ci.report import CellError, CheckReport, ExerciseReport, NotebookReport

PASSED = ExerciseReport("train_step", 3, 6, (CheckReport("a step is right", 2, "passed"),))
FAILED = ExerciseReport("fit_line", 9, 8, (CheckReport("a run is right", 4, "failed", "it is wrong", "Look again."),))
NOT_STARTED = ExerciseReport("gap_report", 12, 8, (CheckReport("a gap is right", 1, "not started"),))
REPORT = NotebookReport(
    "training-loop.ipynb",
    "training-loop",
    40,
    (PASSED, FAILED, NOT_STARTED),
    ("first-loss",),
    ("first-loss", "b"),
    (),
    "",
)


def test_the_table_has_a_line_per_exercise_and_the_messages_of_failed_checks() -> None:
    assert render.terminal_table(REPORT).splitlines() == [
        "training-loop.ipynb",
        "  ✓ train_step  2 of 2",
        "  ✗ fit_line    0 of 4  failed",
        "      a run is right",
        "      It is wrong.",
        "      Hint: Look again.",
        "  – gap_report  0 of 1  not started",
        "  Predictions locked in: 1 of 2 (first-loss); explained: 0.",
        "  Visible points: 2 of 7. The grader checks more, on other data: 33 of 40 points wait for it.",
    ]


def test_cells_that_failed_are_in_the_table_and_on_the_page() -> None:
    report = replace(REPORT, cell_errors=(CellError("mine", 20, "KeyError: *x*"),))

    assert "  ! cell mine: KeyError: *x*\n" in render.terminal_table(report)
    assert "- Cell <code>mine</code>: KeyError&#58; &#42;x&#42;" in render.summary_page([report])


def test_each_failed_exercise_has_an_annotation_and_the_rest_one_notice() -> None:
    error, notice = render.annotation_commands(REPORT)

    assert error.startswith("::error file=training-loop.ipynb,line=9,title=fit_line%3A 0 of 4 visible points::")
    assert notice.startswith("::notice file=training-loop.ipynb,line=1,")
    assert "not started yet: gap_report" in notice


def test_an_exercise_whose_visible_checks_are_worth_nothing_has_no_points() -> None:
    free = ExerciseReport("find_bug", 3, 6, (CheckReport("a bug is named", 0, "passed"),))
    report = replace(REPORT, exercises=(free,))

    assert "✓ find_bug  no points here\n" in render.terminal_table(report)
    assert "| <code>find&#95;bug</code> | no points here |" in render.summary_page([report])


def test_the_page_of_several_units_begins_with_their_sum() -> None:
    page = render.summary_page([replace(REPORT, explained=1), replace(REPORT, unit="gradient")])

    assert page.splitlines()[:5] == [
        "| unit | visible points | exercises that pass | predictions locked in | explained |",
        "|---|---|---|---|---|",
        "| training-loop | 2 of 7 | 1 of 3 | 1 of 2 | 1 of 2 |",
        "| gradient | 2 of 7 | 1 of 3 | 1 of 2 | 0 of 2 |",
        "| **all** | 4 of 14 | 2 of 6 | 2 of 4 | 1 of 4 |",
    ]
    assert "| **all** |" not in render.summary_page([REPORT])


def test_what_is_said_at_the_end_is_no_part_of_the_list_of_cells() -> None:
    report = replace(REPORT, cell_errors=(CellError("mine", 20, "KeyError"),))

    assert re.search(r"(?m)^- Cell .*\n\nPredictions locked in&#58; ", render.summary_page([report]))


def test_a_page_that_github_would_not_show_is_replaced_by_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "MAX_PAGE_BYTES", 100)

    assert render.summary_page([REPORT]) == "The results are too long for this page: see the log.\n"
