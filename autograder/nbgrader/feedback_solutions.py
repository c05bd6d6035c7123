"""Worked solutions in the feedback of nbgrader, where the course shows them: as on the pages of `autograder grade`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nbformat import from_dict

from autograder.course.configuration import Course
from autograder.course.notebook import Role, cell_role, checked_name
from autograder.course.worked_solutions import WorkedSolutions
from autograder.nbgrader.autograded_notebook import card_output
from autograder.nbgrader.feedback_preprocessor import FeedbackPreprocessor
from autograder.nbgrader.manual_grades import METADATA_KEY
from autograder.views.feedback_page import solution_card


class ShowWorkedSolutions(FeedbackPreprocessor):
    """Puts the worked solutions that a student may see below the results of their exercises."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Add the solutions to the autograded notebook, which says which exercises the student has finished."""
        course = Course.load(Path.cwd())
        names = nb.metadata.get(METADATA_KEY, {}).get("finished", [])
        solutions = WorkedSolutions.load(course, course.unit(resources["nbgrader"]["assignment"]))
        texts = solutions.shown(names, datetime.now(UTC))
        for cell in nb.cells:
            if cell_role(cell) is Role.CHECK and checked_name(cell) in texts:
                name = checked_name(cell)
                cell.outputs.append(from_dict(card_output(solution_card(name, texts[name]))))
        return nb, resources
