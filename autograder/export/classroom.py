"""A report in the formats of classroom services on GitHub: one row per exercise and prediction, in whole points.

Students can read these results, so rows name exercises only and say nothing about hidden checks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from lab.ci import classroom_formats
from lab.ci.classroom_formats import ResultRow

from autograder.errors import UsageError
from autograder.report import ExerciseResult, PredictionResult, Report

REQUIRED_KEYS = ("classroom", "assignment", "owner", "submission", "commit", "release", "review", "datetime")
OPTIONAL_KEYS = ("assignment_type", "graded_at")
WORD, WEB_PAGE, TIME = (
    re.compile(r"[\w.-]{1,200}"),
    re.compile(r"https://[\w./?&=#%+~:@-]{1,500}"),
    re.compile(r"[\dTZ:.+-]{1,40}"),
)
FORMS = {
    "classroom": WORD,
    "assignment": WORD,
    "assignment_type": re.compile("individual|group|team"),
    "owner": WORD,
    "submission": re.compile(r"submit/(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ)-[0-9a-f]{4,40}"),
    "commit": WEB_PAGE,
    "release": WEB_PAGE,
    "review": WEB_PAGE,
    "datetime": TIME,
    "graded_at": TIME,
}
WAITING, NOT_WRITTEN = "your instructor reads this text and gives its points", "nothing was written here"
"""Messages of a text that a person grades; its points are not in the result."""
LONGEST_DELAY = timedelta(days=1)
"""Between the time of a push and that in the submission's tag, which the service sets when its job runs."""


def grading_reporter_output(report: Report) -> str:
    """Return the line of a step's outputs that `autograding-grading-reporter` reads: `result=` and base64."""
    return f"result={classroom_formats.grading_reporter_result(_rows(report))}\n"


def classroom50_result(report: Report, identity: Mapping[str, str]) -> str:
    """Return `classroom50/result/v1` as JSON: the points, and the submission they belong to."""
    return (
        json.dumps(classroom_formats.classroom50_result(_rows(report), identity), indent=2, ensure_ascii=False) + "\n"
    )


def classroom50_identity(text: bytes, student: str, clone: str) -> dict[str, str]:
    """Return what a `result.json` of Classroom 50 says about the submission in the folder `clone`.

    A student can have written the file: UsageError unless every entry has the service's form and agrees with the name
    of the folder, which the service gave, and with the other entries.
    """
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
    folder = f"{texts['classroom']}-{texts['assignment']}-{student}"
    if texts["owner"].lower() != student.lower():
        raise UsageError(f"the result.json in the clone of '{student}' belongs to somebody else")
    if folder.lower() != clone.lower():
        raise UsageError(f"the result.json of '{student}' is of another assignment than the folder '{clone}'")
    invalid = [name for name, value in texts.items() if not FORMS[name].fullmatch(value)]
    if invalid or not _is_time_of(texts["datetime"], texts["submission"]):
        names = ", ".join(invalid) or "submission, datetime"
        raise UsageError(f"the result.json of '{student}' was not written by Classroom 50: {names}")
    return texts


def _is_time_of(time: str, tag: str) -> bool:
    """Return whether a submission's tag, `submit/2027-03-01T12-00-00Z-a1b2c3d`, holds this time."""
    match = FORMS["submission"].fullmatch(tag)
    try:
        tag_time = datetime.strptime(match[1], "%Y-%m-%dT%H-%M-%S%z") if match else None
        return tag_time is not None and abs(datetime.fromisoformat(time) - tag_time) <= LONGEST_DELAY
    except (ValueError, TypeError, OverflowError):
        return False


def _rows(report: Report) -> list[ResultRow]:
    parts: tuple[ExerciseResult | PredictionResult, ...] = (*report.exercises, *report.predictions)
    rows = [
        ResultRow(part.id, part.score, part.max_score, "pass" if part.score == part.max_score else "fail")
        for part in parts
    ]
    return rows + [
        ResultRow(answer.id, 0, answer.max_score, "fail", WAITING if answer.is_written else NOT_WRITTEN)
        for answer in report.manual_answers
    ]
