"""The autograded notebook: the student's work, with the results where nbgrader looks for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.course.notebook import KERNELSPEC, Cell, Notebook, Role, cell_role, checked_name
from autograder.report import Report
from autograder.submissions.merge import STUDENT_CELL
from autograder.views import sanitize
from autograder.views.feedback_cards import result_card


def notebook(report: Report, cells: Sequence[Cell]) -> Notebook:
    """Lay the report on the graded cells. Nothing in the result runs in a browser."""
    laid = []
    for cell in cells:
        kind = cell_role(cell)
        if kind is Role.CHECK:
            cell = dict(cell, outputs=[_result(report, checked_name(cell))])
        elif cell["cell_type"] == "code":
            cell = dict(cell, outputs=list(sanitize.safe_outputs(cell["outputs"])))
        elif cell["id"].startswith(STUDENT_CELL):
            cell = dict(cell, source=sanitize.preformatted(cell["source"]))
        laid.append(cell)
    metadata = {
        "kernelspec": KERNELSPEC,
        "language_info": {"name": "python"},
        "autograder": {"held": held(report)},
    }
    return {"cells": laid, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


def held(report: Report) -> list[str]:
    """The exercises whose marks a person must look at: with a broken check, or all where nothing could be graded."""
    if report.problems and not any(check.outcome == "broken" for e in report.exercises for check in e.checks):
        return ["*"]
    return [e.id for e in report.exercises if any(check.outcome == "broken" for check in e.checks)]


def _result(report: Report, name: str) -> dict[str, Any]:
    """nbgrader reads the plain text as the score; people read the card."""
    try:
        score, _ = report.points_of(name)
    except KeyError:
        score = 0
    data = {"text/plain": str(score), "text/html": result_card(report, name).html()}
    return {"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}
