"""A report keeps to what the unit declares, whatever the runner process reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lab.checking.exercises import find
from lab.ci.notebook_file import NotebookFile, read_notebook
from lab.ci.report import MAX_TEXT_LENGTH, ExerciseReport, build_report


@pytest.fixture
def notebook(write_notebook: Callable[..., Path], right: str, stub: Callable[[str], str]) -> NotebookFile:
    return read_notebook(write_notebook({"train_step": right, "fit_line": stub("fit_line")}))


def exercise_report(notebook: NotebookFile, name: str, *records: dict[str, Any]) -> ExerciseReport:
    report = build_report(notebook, "training-loop.ipynb", list(records), "", "")
    return next(exercise for exercise in report.exercises if exercise.name == name)


def check_count(name: str) -> int:
    exercise = find(name)
    assert exercise
    return len(exercise.visible_checks)


STEP, FIT = check_count("train_step"), check_count("fit_line")
PASSED, FAILED = {"outcome": "passed"}, {"outcome": "failed", "message": "m" * 2 * MAX_TEXT_LENGTH}


def test_points_and_titles_are_the_courses(notebook: NotebookFile) -> None:
    rows = [PASSED | {"points": 1000, "title": "mine"}, *[FAILED] * (STEP - 1)]
    record = {"exercise": "train_step", "checks": rows}
    exercise = exercise_report(notebook, "train_step", record)

    assert (exercise.earned_points, exercise.visible_points, exercise.max_points) == (1, 2, 6)
    assert "mine" not in {check.title for check in exercise.checks}


def test_the_last_record_of_an_exercise_counts(notebook: NotebookFile) -> None:
    records = [{"exercise": "train_step", "checks": [row] * STEP} for row in (FAILED, PASSED)]

    assert exercise_report(notebook, "train_step", *records).outcome == "passed"


@pytest.mark.parametrize("checks", [[PASSED] * (STEP - 1), [PASSED] * (STEP + 1), "passed", None])
def test_a_record_with_the_wrong_number_of_checks_counts_as_not_reached(notebook: NotebookFile, checks: Any) -> None:
    record = {"exercise": "train_step", "checks": checks}

    assert exercise_report(notebook, "train_step", record).outcome == "not reached"


def test_an_unknown_outcome_is_a_failure(notebook: NotebookFile) -> None:
    record = {"exercise": "train_step", "checks": [{"outcome": "excellent"}, *[{"outcome": ["passed"]}] * (STEP - 1)]}

    assert exercise_report(notebook, "train_step", record).outcome == "failed"


def test_a_stub_that_fails_is_not_started(notebook: NotebookFile) -> None:
    record = {"exercise": "fit_line", "checks": [FAILED] * FIT}

    assert exercise_report(notebook, "fit_line", record).outcome == "not started"


def test_messages_are_cut(notebook: NotebookFile) -> None:
    record = {"exercise": "train_step", "checks": [FAILED] * STEP}
    messages = {check.message for check in exercise_report(notebook, "train_step", record).checks}

    assert {len(message) for message in messages} == {MAX_TEXT_LENGTH}


def test_a_stopped_run_is_an_error_of_the_cell_it_had_reached(notebook: NotebookFile) -> None:
    report = build_report(notebook, "training-loop.ipynb", [{"at": "setup"}, {"at": "fit_line"}], "too slow", "")
    (error,) = report.cell_errors

    assert (error.cell, error.line, error.message) == ("fit_line", notebook.line_of("fit_line"), "too slow")
    assert not report.nothing_failed
