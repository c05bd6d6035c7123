"""What a person did in the formgrader, and what a regrade does with it.

nbgrader keeps points, extra credit and comments of a person, and asks for another look at every cell with such points.
Here it asks only where something is new: the text, the submission, or the score of the checks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.nbgrader.shared_gradebook import SharedGradebook

METADATA_KEY = "autograder"
"""The key of the engine's own entries in the notebook's metadata."""

RESOURCE = "autograder_earlier_grades"


def read_notebook(path: Path) -> dict[str, Any] | None:
    """Return an autograded notebook; None where there is none, or only a part of one."""
    try:
        notebook = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    return notebook if isinstance(notebook, dict) else None


def read_notes(path: Path) -> dict[str, dict[str, Any]]:
    """Return the engine's own entries in an autograded notebook; nothing where there is none."""
    return notes_in(read_notebook(path))


def notes_in(notebook: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Return the engine's own entries in a notebook."""
    try:
        notes = notebook["metadata"][METADATA_KEY] if notebook else {}
    except (KeyError, TypeError):
        return {}
    return notes if isinstance(notes, dict) else {}


def graded_content(notebook: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what was graded at each cell of an autograded notebook."""
    return notes_in(notebook).get("graded", {})


class ReadEarlierGrades(NbGraderPreprocessor):  # type: ignore[misc]
    """Remembers the automatic scores of cells that a person has finished; runs before the new ones are stored."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Read the gradebook."""
        context = resources["nbgrader"]
        if not context.get("graded_content"):
            return nb, resources
        with SharedGradebook(context["db_url"]) as gradebook:
            try:
                grades = _find_notebook(gradebook, context).grades
            except MissingEntry:
                grades = []
            resources[RESOURCE] = {
                grade.name: grade.auto_score
                for grade in grades
                if grade.manual_score is not None and not grade.needs_manual_grade
            }
        return nb, resources


class FinishGrades(NbGraderPreprocessor):  # type: ignore[misc]
    """Says what a person must look at, and gives standard comments; runs after the scores are stored."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Set `needs_manual_grade` and `auto_comment`; points and comments of a person stay as they are."""
        notes = nb.metadata.get(METADATA_KEY, {})
        context, earlier = resources["nbgrader"], resources.get(RESOURCE, {})
        content, earlier_content = notes.get("graded", {}), context.get("graded_content", {})
        with SharedGradebook(context["db_url"]) as gradebook:
            notebook = _find_notebook(gradebook, context)
            for grade in notebook.grades:
                name = grade.name
                is_same = name in content and content[name] == earlier_content.get(name)
                if name in notes.get("needs_manual_grade", []):
                    grade.needs_manual_grade = True
                elif is_same and name in earlier and earlier[name] == grade.auto_score:
                    grade.needs_manual_grade = False
            _give_comments(notebook, notes.get("comments", {}))
            if content:
                _name_student(notebook.student)
            gradebook.db.commit()
        return nb, resources


def _find_notebook(gradebook: Gradebook, context: Mapping[str, str]) -> Any:
    return gradebook.find_submission_notebook(context["notebook"], context["assignment"], context["student"])


def _name_student(student: Any) -> None:
    """Show a student without names by the id: the formgrader would list "None, None"."""
    if student.first_name is None and student.last_name is None:
        student.first_name, student.last_name = "", student.id


def _give_comments(notebook: Any, comments: Mapping[str, str]) -> None:
    """Store standard comments; nbgrader shows them until a person writes another one."""
    for comment in notebook.comments:
        if comment.name in comments:
            comment.auto_comment = comments[comment.name]
