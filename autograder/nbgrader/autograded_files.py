"""The files of a graded submission in `autograded/`: the notebook, and what is written beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder.course.configuration import Unit
from autograder.course.notebook import Cell, Notebook
from autograder.course.standard_comments import StandardComments
from autograder.nbgrader.autograded_notebook import build_notebook
from autograder.nbgrader.grader_notes import REPORT_FILE
from autograder.report import Report
from autograder.views.feedback_page import report_page


@dataclass(frozen=True, slots=True)
class AutogradedFiles:
    """The autograded notebook, and the files beside it by name."""

    notebook: Notebook
    companions: Mapping[str, bytes] = field(default_factory=dict)


def autograded_files(report: Report, cells: Sequence[Cell], comments: StandardComments, unit: Unit) -> AutogradedFiles:
    """Return the files of a submission to a unit, with the page of its report."""
    page = report_page(report, unit.title).encode()
    return AutogradedFiles(build_notebook(report, cells, comments), {REPORT_FILE: page})
