"""A report in the shapes of GitHub classrooms, one row per exercise and prediction. Whole points, nothing hidden.

Rows name exercises only: these results reach places where students read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from lab.ci import classroom_formats
from lab.ci.classroom_formats import Row

from autograder.errors import UsageError
from autograder.report import ExerciseResult, PredictionResult, Report

WHO = ("classroom", "assignment", "owner", "submission", "commit", "release", "review", "datetime")
ALSO = ("assignment_type", "graded_at")


def reporter(report: Report) -> str:
    """The line for a step's outputs that `autograding-grading-reporter` reads: `result=` and base64."""
    return f"result={classroom_formats.reporter(_rows(report))}\n"


def classroom50(report: Report, identity: Mapping[str, str]) -> str:
    """`classroom50/result/v1` as JSON: these points, and the submission they are for."""
    return json.dumps(classroom_formats.classroom50(_rows(report), identity), indent=2, ensure_ascii=False) + "\n"


def identity(text: bytes, student: str) -> dict[str, str]:
    """Whose submission a `result.json` of Classroom 50 is about. UsageError unless it is this student's, and whole."""
    try:
        known: Any = json.loads(text)
    except (ValueError, RecursionError):
        known = None
    if not isinstance(known, dict) or known.get("schema") != classroom_formats.SCHEMA:
        raise UsageError(f"the result.json of '{student}' is not in the shape {classroom_formats.SCHEMA}")
    texts = {name: known[name] for name in (*WHO, *ALSO) if isinstance(known.get(name), str) and known[name]}
    missing = [name for name in WHO if name not in texts]
    if missing:
        raise UsageError(f"the result.json of '{student}' does not say: {', '.join(missing)}")
    if texts["owner"].lower() != student.lower():
        raise UsageError(f"the result.json in the clone of '{student}' is by somebody else")
    return texts


def _rows(report: Report) -> list[Row]:
    parts: tuple[ExerciseResult | PredictionResult, ...] = (*report.exercises, *report.predictions)
    return [
        Row(part.id, part.score, part.max_score, "pass" if part.score == part.max_score else "fail") for part in parts
    ]
