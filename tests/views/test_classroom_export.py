"""Reports in the formats of classroom services."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.views.classroom_export import classroom50_identity, classroom50_result, grading_reporter_output
from tests.classroom_results import RESULT, report, require_collectable


def test_the_grading_reporter_reads_version_1_in_base64() -> None:
    line = grading_reporter_output(report())
    result = json.loads(base64.b64decode(line.removeprefix("result=")))

    assert line.count("\n") == 1
    assert (result["version"], result["status"], result["max_score"]) == (1, "fail", 12)
    assert sum(row["score"] for row in result["tests"]) == 6
    assert {row["status"] for row in result["tests"]} == {"pass", "fail"}
    assert {row["line_no"] for row in result["tests"]} == {0}


def test_classroom_50_collects_the_result() -> None:
    text = classroom50_result(report(), classroom50_identity(json.dumps(RESULT).encode(), "ada"))

    require_collectable(json.loads(text), "ml", "loops", "ada")
    assert (json.loads(text)["score"], json.loads(text)["max-score"]) == (6, 12)


def test_results_name_exercises_and_nothing_of_their_hidden_checks() -> None:
    texts = [
        base64.b64decode(grading_reporter_output(report()).removeprefix("result=")).decode(),
        classroom50_result(report(), {}),
    ]

    assert not [word for word in ("test_hidden", "secret", "hint", "uphill") for text in texts if word in text]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"owner": "eve"}, "belongs to somebody else"),
        ({"schema": "classroom50/result/v2"}, "not in the format"),
        ({"commit": 7}, "does not say: commit"),
        ({"review": "", "release": None}, "does not say: release, review"),
    ],
    ids=["another student's", "another format", "a number in place of text", "gaps"],
)
def test_a_result_json_must_be_complete_and_the_student_s_own(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        classroom50_identity(json.dumps(RESULT | changes).encode(), "ada")


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"[" * 5000], ids=["empty", "a list", "no text", "too deep"])
def test_other_files_are_refused_as_a_result_json(text: bytes) -> None:
    with pytest.raises(UsageError, match="not in the format"):
        classroom50_identity(text, "ada")
