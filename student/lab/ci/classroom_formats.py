"""Results for programs: the input of GitHub Classroom's reporter, and Classroom 50's `result.json`.

In a student's repository neither is the grade of record: a student can change everything there, this file too. The
instructor's side writes the same two formats from its own reports.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from lab.ci.report import NotebookReport
from lab.ci.sanitize import plain_line

SCHEMA = "classroom50/result/v1"
REQUIRED_VARIABLES = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "COMMIT_URL", "RELEASE_URL")
"""Environment variables in which Classroom 50 describes a submission to an autograder."""


class MissingVariable(LookupError):
    """An environment variable that Classroom 50 sets is missing."""


@dataclass(frozen=True)
class ResultRow:
    """One row of a result, in whole points."""

    name: str
    score: int
    max_score: int
    status: Literal["pass", "fail", "error"]
    message: str = ""


def grading_reporter_result(rows: Sequence[ResultRow]) -> str:
    """Return the `result` of the actions in classroom-resources, version 1, as base64 on one line.

    The reporter adds up scores whatever the status says, prints `line_no` unless it is 0, and needs one row at least.
    """
    statuses = {row.status for row in rows}
    result = {
        "version": 1,
        "status": "error" if "error" in statuses else "fail" if "fail" in statuses else "pass",
        "max_score": sum(row.max_score for row in rows),
        "tests": [
            {
                "name": plain_line(row.name),
                "status": row.status,
                "score": row.score,
                "message": plain_line(row.message) or None,
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
    """Return `classroom50/result/v1`; `identity` says whose submission it is."""
    tests = [
        {"test-name": row.name, "passed": row.status == "pass", "score": row.score, "max-score": row.max_score}
        for row in rows
    ]
    score, max_score = sum(row.score for row in rows), sum(row.max_score for row in rows)
    return {"schema": SCHEMA, **identity, "score": score, "max-score": max_score, "tests": tests}


def submission_identity(variables: Mapping[str, str]) -> dict[str, str]:
    """Return whose submission it is, from the variables of Classroom 50's runner. Raises MissingVariable.

    The runner overwrites owner and type, so that a result cannot claim to be somebody else's.
    """
    missing = [name for name in REQUIRED_VARIABLES if not variables.get(name)]
    if missing:
        raise MissingVariable(f"Classroom 50 sets {', '.join(REQUIRED_VARIABLES)}; missing here: {', '.join(missing)}")
    identity = {
        "classroom": variables["CLASSROOM"],
        "assignment": variables["ASSIGNMENT"],
        "assignment_type": variables.get("ASSIGNMENT_TYPE", ""),
        "owner": variables.get("OWNER") or variables.get("USERNAME", ""),
        "submission": variables["SUBMISSION_TAG"],
        "commit": variables["COMMIT_URL"],
        "release": variables["RELEASE_URL"],
        "review": variables.get("REVIEW_URL") or variables["COMMIT_URL"],
        "datetime": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    return {name: value for name, value in identity.items() if value}


def rows_by_check(reports: Sequence[NotebookReport]) -> list[ResultRow]:
    """Return a row for every visible check, and one without points for every cell that failed."""
    statuses: Mapping[str, Literal["pass", "error"]] = {"passed": "pass", "not reached": "error"}
    rows = [
        ResultRow(
            f"{exercise.name}: {check.title}",
            check.points if check.outcome == "passed" else 0,
            check.points,
            statuses.get(check.outcome, "fail"),
            check.message,
        )
        for report in reports
        for exercise in report.exercises
        for check in exercise.checks
    ]
    errors = [error for report in reports for error in report.cell_errors]
    return rows + [ResultRow(f"cell {error.cell}", 0, 0, "fail", error.message) for error in errors]


def rows_by_exercise(reports: Sequence[NotebookReport]) -> list[ResultRow]:
    """Return a row for every exercise."""
    return [
        ResultRow(
            exercise.name,
            exercise.earned_points,
            exercise.visible_points,
            "pass" if exercise.outcome == "passed" else "fail",
        )
        for report in reports
        for exercise in report.exercises
    ]
