"""Results have the forms that GitHub Classroom's reporter and Classroom 50 read."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from lab.ci.classroom_formats import (
    REQUIRED_VARIABLES,
    MissingVariable,
    ResultRow,
    classroom50_result,
    grading_reporter_result,
    rows_by_check,
    rows_by_exercise,
    submission_identity,
)
from lab.ci.report import CellError, CheckReport, ExerciseReport, NotebookReport

ROWS = [ResultRow("train_step", 2, 2, "pass"), ResultRow("fit_line", 1, 4, "fail", "::error::x")]
CHECKS = (CheckReport("first", 2, "passed"), CheckReport("second", 1, "not reached", "m"))
REPORT = NotebookReport(
    "u.ipynb", "u", 9, (ExerciseReport("f", 1, 5, CHECKS),), (), (), (CellError("mine", 1, "KeyError"),), ""
)
VARIABLES = {name: name.lower() for name in REQUIRED_VARIABLES}


def reporter_result(rows: list[ResultRow]) -> Any:
    return json.loads(base64.b64decode(grading_reporter_result(rows)))


@pytest.mark.parametrize(
    ("statuses", "status"),
    [(("pass", "pass"), "pass"), (("pass", "fail"), "fail"), (("fail", "error"), "error")],
)
def test_the_reporters_status_is_the_worst_of_all_rows(statuses: tuple[Any, ...], status: str) -> None:
    assert reporter_result([ResultRow("f", 0, 1, each) for each in statuses])["status"] == status


def test_the_reporter_gets_points_and_messages_without_commands() -> None:
    result = reporter_result(ROWS)

    assert (result["version"], result["max_score"]) == (1, 6)
    assert [(test["score"], test["message"]) for test in result["tests"]] == [(2, None), (1, ": :error: :x")]


def test_classroom_50_gets_points_and_identity() -> None:
    result = classroom50_result(ROWS, submission_identity(VARIABLES))

    assert (result["schema"], result["score"], result["max-score"]) == ("classroom50/result/v1", 3, 6)
    assert result["tests"][1] == {"test-name": "fit_line", "passed": False, "score": 1, "max-score": 4}
    assert (result["submission"], result["review"]) == ("submission_tag", "commit_url")


def test_a_missing_variable_is_an_error_that_names_it() -> None:
    with pytest.raises(MissingVariable, match="missing here: ASSIGNMENT"):
        submission_identity({**VARIABLES, "ASSIGNMENT": ""})


def test_rows_are_made_for_checks_and_for_cells_that_failed() -> None:
    assert rows_by_check([REPORT]) == [
        ResultRow("f: first", 2, 2, "pass"),
        ResultRow("f: second", 0, 1, "error", "m"),
        ResultRow("cell mine", 0, 0, "fail", "KeyError"),
    ]


def test_rows_are_made_for_exercises() -> None:
    assert rows_by_exercise([REPORT]) == [ResultRow("f", 2, 3, "fail")]
