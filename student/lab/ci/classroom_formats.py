"""Results for programs: what GitHub Classroom's reporter reads, and Classroom 50's `result.json`.

In a student's repository neither is the grade of record: a student can change everything there, this file too. The
instructor's side writes the same two shapes from its own reports.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from lab.ci.render import plain
from lab.ci.report import Outcome

SCHEMA = "classroom50/result/v1"
NAMED = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
"""What Classroom 50 tells an autograder about a submission, in variables of these names."""


class NotTold(LookupError):
    """A variable that Classroom 50 sets is not there."""


@dataclass(frozen=True)
class ResultRow:
    """One line of a result, in whole points."""

    name: str
    score: int
    worth: int
    ending: Literal["pass", "fail", "error"]
    message: str = ""


def grading_reporter_result(rows: Sequence[ResultRow]) -> str:
    """The `result` of the actions in classroom-resources, version 1, as base64 on one line.

    The reporter adds up scores whatever the status says, prints `line_no` unless it is 0, and needs one row at least.
    """
    endings = {row.ending for row in rows}
    result = {
        "version": 1,
        "status": "error" if "error" in endings else "fail" if "fail" in endings else "pass",
        "max_score": sum(row.worth for row in rows),
        "tests": [
            {
                "name": plain(row.name),
                "status": row.ending,
                "score": row.score,
                "message": plain(row.message) or None,
                "test_code": "",
                "filename": "",
                "line_no": 0,
                "duration": 0,
            }
            for row in rows
        ],
    }
    return base64.b64encode(json.dumps(result).encode()).decode("ascii")


def classroom50_result(rows: Sequence[ResultRow], identity: Mapping[str, str]) -> dict[str, Any]:
    """`classroom50/result/v1` with the texts that say whose submission it is."""
    tests = [
        {"test-name": row.name, "passed": row.ending == "pass", "score": row.score, "max-score": row.worth}
        for row in rows
    ]
    score, worth = sum(row.score for row in rows), sum(row.worth for row in rows)
    return {"schema": SCHEMA, **identity, "score": score, "max-score": worth, "tests": tests}


def identity(told: Mapping[str, str]) -> dict[str, str]:
    """Whose submission it is, from the variables of Classroom 50's runner. NotTold where one is missing.

    The runner stamps owner and type anew, so that a result cannot claim to be somebody else's.
    """
    missing = [name for name in NAMED if not told.get(name)]
    if missing:
        raise NotTold(f"Classroom 50 sets {', '.join(NAMED)}; missing here: {', '.join(missing)}")
    known = {
        "classroom": told["CLASSROOM"],
        "assignment": told["ASSIGNMENT"],
        "assignment_type": told.get("ASSIGNMENT_TYPE", ""),
        "owner": told.get("OWNER") or told.get("USERNAME", ""),
        "submission": told["SUBMISSION_TAG"],
        "commit": told["COMMIT_URL"],
        "release": told["RELEASE_URL"],
        "review": told.get("REVIEW_URL") or told["COMMIT_URL"],
        "datetime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {name: value for name, value in known.items() if value}


def by_check(outcomes: Sequence[Outcome]) -> list[ResultRow]:
    """A row for every visible check; and one without points for a cell that failed."""
    endings: Mapping[str, Literal["pass", "error"]] = {"passed": "pass", "not reached": "error"}
    rows = [
        ResultRow(
            f"{exercise.name}: {check.title}",
            check.points if check.ending == "passed" else 0,
            check.points,
            endings.get(check.ending, "fail"),
            check.message,
        )
        for outcome in outcomes
        for exercise in outcome.exercises
        for check in exercise.checks
    ]
    return rows + [
        ResultRow(f"cell {t.cell}", 0, 0, "fail", t.message) for outcome in outcomes for t in outcome.troubles
    ]


def by_exercise(outcomes: Sequence[Outcome]) -> list[ResultRow]:
    """A row for every exercise."""
    return [
        ResultRow(exercise.name, exercise.earned, exercise.visible, "pass" if exercise.ending == "passed" else "fail")
        for outcome in outcomes
        for exercise in outcome.exercises
    ]
