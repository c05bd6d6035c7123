"""Reports in the formats of classroom services."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from autograder.errors import UsageError
from autograder.export.classroom import classroom50_identity, classroom50_result, grading_reporter_output
from autograder.report import ManualAnswer
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
    text = classroom50_result(report(), classroom50_identity(json.dumps(RESULT).encode(), "ada", "ml-loops-ada"))

    require_collectable(json.loads(text), "ml", "loops", "ada")
    assert (json.loads(text)["score"], json.loads(text)["max-score"]) == (6, 12)


def test_a_text_that_a_person_grades_is_a_row_without_points_yet() -> None:
    answers = (ManualAnswer(id="own-text", is_written=True, max_score=10),)
    line = grading_reporter_output(report().model_copy(update={"manual_answers": answers}))
    result = json.loads(base64.b64decode(line.removeprefix("result=")))

    assert result["max_score"] == 22
    assert (result["tests"][-1]["name"], result["tests"][-1]["score"]) == ("own-text", 0)
    assert "your instructor reads this text" in result["tests"][-1]["message"]


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
        ({"assignment": "gradient"}, "another assignment than the folder 'ml-loops-ada'"),
        ({"release": "javascript:alert(1)"}, "not written by Classroom 50: release"),
        ({"commit": "http://example.invalid/x"}, "not written by Classroom 50: commit"),
        ({"review": "https://example.invalid/\n::error::"}, "not written by Classroom 50: review"),
        ({"submission": "submission-1999"}, "not written by Classroom 50: submission"),
        ({"datetime": "1999-01-01T00:00:00Z"}, "not written by Classroom 50: submission, datetime"),
        ({"datetime": "2027-03-01T12:00:00"}, "not written by Classroom 50: submission, datetime"),
    ],
    ids=[
        "another student's",
        "another format",
        "a number in place of text",
        "gaps",
        "another assignment",
        "a script as a link",
        "an unencrypted link",
        "a command in a link",
        "a tag of another form",
        "a time long ago",
        "a time without a zone",
    ],
)
def test_a_result_json_must_be_complete_and_the_student_s_own(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        classroom50_identity(json.dumps(RESULT | changes).encode(), "ada", "ml-loops-ada")


@pytest.mark.parametrize("text", [b"", b"[]", b"\xff", b"[" * 5000], ids=["empty", "a list", "no text", "too deep"])
def test_other_files_are_refused_as_a_result_json(text: bytes) -> None:
    with pytest.raises(UsageError, match="not in the format"):
        classroom50_identity(text, "ada", "ml-loops-ada")
