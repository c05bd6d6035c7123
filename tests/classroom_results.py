"""Builders for the tests of classroom services: a report, and what Classroom 50 requires of a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.isolation import Isolation
from autograder.report import CheckResult, ExerciseResult, PredictionResult, Report, Seconds, SubmissionInfo

UNIT = "training-loop"
RESULT = {
    "schema": "classroom50/result/v1",
    "classroom": "ml",
    "assignment": "loops",
    "assignment_type": "individual",
    "owner": "Ada",
    "submission": "submit/2027-03-01T12-00-00Z-a1b2c3d",
    "commit": "https://example.invalid/commit/a1b2c3d",
    "release": "https://example.invalid/releases/tag/x",
    "review": "https://example.invalid/compare/x",
    "datetime": "2027-03-01T12:00:00Z",
    "score": 11,
    "max-score": 11,
    "tests": [],
}
"""A `result.json` of Classroom 50, as `gh teacher download` saves it in a clone."""


def report(student: str = "ada", *, score: int = 4, problems: Sequence[str] = ()) -> Report:
    """Return a report of one exercise with a failed hidden check, and of one prediction."""
    check = CheckResult(
        name="test_hidden",
        title="It holds on secret data.",
        visible=False,
        outcome="failed",
        points=0,
        max_points=10 - score,
        message="secret words",
        hint="a hint",
        mistake="uphill-step",
        mistake_title="A step uphill",
    )
    return Report(
        course="c",
        unit=UNIT,
        student=student,
        submission=SubmissionInfo(sha256="0"),
        score=score + 2,
        max_score=12,
        publishable=not problems,
        problems=tuple(problems),
        exercises=(ExerciseResult(id="train_step", score=score, max_score=10, attempted=True, checks=(check,)),),
        predictions=(PredictionResult(id="sign", committed=True, answer="w", right=True, explained=True, score=2),),
        isolation=Isolation(),
        seconds=Seconds(),
    )


def put(path: Path, data: bytes = b"{}") -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def require_collectable(result: Mapping[str, Any], classroom: str, assignment: str, owner: str) -> None:
    """Assert what Classroom 50 checks before it records the scores of a result."""
    assert result["schema"] == "classroom50/result/v1"
    assert (result["classroom"], result["assignment"]) == (classroom, assignment)
    assert result["owner"].lower() == owner.lower()
    assert result["assignment_type"] in ("individual", "group", "team")
    assert result["submission"].startswith("submit/")
    assert all(isinstance(result[name], str) and result[name] for name in ("commit", "release", "review"))
    assert datetime.fromisoformat(result["datetime"]).tzinfo is not None
    rows = result["tests"]
    assert rows
    assert all(isinstance(row["test-name"], str) and row["test-name"] for row in rows)
    assert all(type(row["passed"]) is bool for row in rows)
    assert all(type(row[name]) is int for row in [*rows, result] for name in ("score", "max-score"))
    assert all(0 <= row["score"] <= row["max-score"] <= 1000 for row in [*rows, result])
    assert sum(row["score"] for row in rows) == result["score"]
    assert sum(row["max-score"] for row in rows) == result["max-score"]
