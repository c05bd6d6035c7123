"""The autograded notebook of a unit: the student's work, with the results where nbgrader looks for them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import nbformat
from nbgrader.utils import compute_checksum
from pydantic import ValidationError

from autograder.course.notebook import KERNELSPEC, LANGUAGE, Cell, Notebook, Role, cell_role, checked_name, grade_id
from autograder.course.points import GRADED
from autograder.report import Report
from autograder.views import sanitize
from autograder.views.feedback_cards import result_card
from autograder.views.regrade_causes import Origin
from autograder.views.safe_markdown import safe_markdown

METADATA_KEY = "autograder"
"""The key of the engine's own entries in the notebook's metadata."""


def build_notebook(report: Report, cells: Sequence[Cell]) -> Notebook:
    """Return the graded cells with the results of the report. Nothing in the notebook runs in a browser."""
    graded_cells = [cell for cell in cells if cell_role(cell) in GRADED]
    manual = [grade_id(cell) for cell in graded_cells if needs_manual_grade(report, checked_name(cell))]
    metadata = {
        "kernelspec": KERNELSPEC,
        "language_info": LANGUAGE,
        METADATA_KEY: {"needs_manual_grade": manual, "origin": _origin(report)},
    }
    autograded = [_autograded_cell(report, cell) for cell in cells]
    return {"cells": autograded, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def read_origin(notebook: Notebook) -> Origin | None:
    """Return what an autograded notebook was made from; None where it does not say so."""
    metadata = notebook.get("metadata", {})
    own = metadata.get(METADATA_KEY, {}) if isinstance(metadata, dict) else {}
    try:
        return Origin.model_validate_json(json.dumps(own.get("origin"))) if isinstance(own, dict) else None
    except ValidationError:
        return None


def _origin(report: Report) -> dict[str, Any]:
    """Return what the results were made from: hashes, settings and versions, and nothing that code has printed."""
    submission = report.submission.model_copy(update={"cell_errors": ()})
    return Origin.of(report).model_copy(update={"submission": submission}).model_dump(mode="json")


def needs_manual_grade(report: Report, name: str) -> bool:
    """Whether a person must grade an exercise: one of its checks is broken, or the report has another problem."""
    broken = {e.id: [check.message for check in e.checks if check.outcome == "broken"] for e in report.exercises}
    messages = {message for texts in broken.values() for message in texts}
    return bool(broken.get(name)) or not messages.issuperset(report.problems)


def _autograded_cell(report: Report, graded_cell: Cell) -> Cell:
    cell = {key: value for key, value in graded_cell.items() if key != "from_student"}
    if cell_role(cell) is Role.CHECK:
        return dict(cell, outputs=[_result(report, checked_name(cell))])
    if cell_role(cell) is Role.MANUAL_ANSWER:
        return _manual_answer(report, cell)
    if cell["cell_type"] == "code":
        return dict(cell, outputs=list(sanitize.safe_outputs(cell["outputs"])))
    return dict(cell, source=safe_markdown(cell["source"])) if graded_cell.get("from_student") else cell


def _manual_answer(report: Report, graded_cell: Cell) -> Cell:
    """Return a cell whose checksum says whether it is as handed out.

    nbgrader gives 0 to a manual answer with the checksum of its text, and lists any other for a person.
    """
    cell = dict(graded_cell, source=safe_markdown(graded_cell["source"]))
    marks = {key: value for key, value in cell["metadata"]["nbgrader"].items() if key != "checksum"}
    cell["metadata"] = {**cell["metadata"], "nbgrader": marks}
    if grade_id(cell) not in {answer.id for answer in report.manual_answers if answer.is_written}:
        marks["checksum"] = compute_checksum(nbformat.from_dict(cell))
    return cell


def _result(report: Report, name: str) -> dict[str, Any]:
    """Return the output of a check cell: nbgrader reads the score in its plain text, people read the card."""
    try:
        score, _ = report.points_of(name)
    except KeyError:
        score = 0
    data = {"text/plain": str(score), "text/html": result_card(report, name).html()}
    return {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}
