"""Validation of what a grading process replies. Code of a student that got into it could reply anything."""

from __future__ import annotations

import hashlib
from typing import Any

from pydantic import ValidationError

from autograder.grading.json_subprocess import WorkerDied
from autograder.report import Report
from autograder.sandbox.host.output_validation import cell_outputs
from autograder.views.sanitize import safe_outputs

CELL_TYPES = frozenset({"code", "markdown", "raw"})


def require_report(text: Any, course: str, unit: str, student: str, notebook: bytes) -> Report:
    """Return the report; WorkerDied unless it is one, about this submission."""
    try:
        report = Report.from_json(text)
    except (ValidationError, TypeError):
        raise WorkerDied("the grading process sent something that is no report") from None
    identity = (report.course, report.unit, report.student, report.submission.sha256)
    if identity != (course, unit, student, hashlib.sha256(notebook).hexdigest()):
        raise WorkerDied("the grading process sent a report about something else")
    return report


def require_cells(cells: Any, max_output_bytes: int) -> tuple[dict[str, Any], ...]:
    """Return the cells of a graded notebook, their outputs reduced to text and pictures; WorkerDied if it is none."""
    if not isinstance(cells, list) or not all(map(_is_cell, cells)):
        raise WorkerDied("the grading process sent something that is no notebook")
    return tuple(
        dict(cell, outputs=list(safe_outputs(cell_outputs(cell.get("outputs"), max_output_bytes))))
        if cell["cell_type"] == "code"
        else cell
        for cell in cells
    )


def require_texts(value: Any) -> dict[str, str]:
    """Return a dictionary of texts; WorkerDied if it is none."""
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise WorkerDied("the grading process sent something that is no reply")
    return value


def _is_cell(cell: Any) -> bool:
    return (
        isinstance(cell, dict)
        and cell.get("cell_type") in CELL_TYPES
        and isinstance(cell.get("source"), str)
        and isinstance(cell.get("metadata"), dict)
    )
