"""A report in the formats of classroom services on GitHub: one row per exercise and prediction, in whole points.

Students can read these results, so rows name exercises only and say nothing about hidden checks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lab.ci import classroom_formats
from lab.ci.classroom_formats import ResultRow

from autograder.errors import UsageError
from autograder.report import ExerciseResult, PredictionResult, Report

REQUIRED_KEYS = ("classroom", "assignment", "owner", "submission", "commit", "release", "review", "datetime")
OPTIONAL_KEYS = ("assignment_type", "graded_at")


def grading_reporter_output(report: Report) -> str:
    """Return the line of a step's outputs that `autograding-grading-reporter` reads: `result=` and base64."""
    return f"result={classroom_formats.grading_reporter_result(_rows(report))}\n"


def classroom50_result(report: Report, identity: Mapping[str, str]) -> str:
    """Return `classroom50/result/v1` as JSON: the points, and the submission they belong to."""
    return (
        json.dumps(classroom_formats.classroom50_result(_rows(report), identity), indent=2, ensure_ascii=False) + "\n"
    )


def classroom50_identity(text: bytes, student: str) -> dict[str, str]:
    """Return what a `result.json` of Classroom 50 says about the submission; UsageError unless it is this student's."""
    try:
        result: Any = json.loads(text)
    except (ValueError, RecursionError):
        result = None
    if not isinstance(result, dict) or result.get("schema") != classroom_formats.SCHEMA:
        raise UsageError(f"the result.json of '{student}' is not in the format {classroom_formats.SCHEMA}")
    texts = {
        name: result[name]
        for name in (*REQUIRED_KEYS, *OPTIONAL_KEYS)
        if isinstance(result.get(name), str) and result[name]
    }
    missing = [name for name in REQUIRED_KEYS if name not in texts]
    if missing:
        raise UsageError(f"the result.json of '{student}' does not say: {', '.join(missing)}")
    if texts["owner"].lower() != student.lower():
        raise UsageError(f"the result.json in the clone of '{student}' belongs to somebody else")
    return texts


def _rows(report: Report) -> list[ResultRow]:
    parts: tuple[ExerciseResult | PredictionResult, ...] = (*report.exercises, *report.predictions)
    return [
        ResultRow(part.id, part.score, part.max_score, "pass" if part.score == part.max_score else "fail")
        for part in parts
    ]
