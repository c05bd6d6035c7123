"""A gradebook for nbgrader's steps that does what nbgrader's own does, in the transaction that has begun."""

from __future__ import annotations

import inspect
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy.orm import selectinload

from autograder.nbgrader.gradebook_transaction import current_transaction

CLIENTS = (
    "nbgrader.converters.autograde",
    "nbgrader.preprocessors.saveautogrades",
    "nbgrader.preprocessors.latesubmissions",
)
"""nbgrader's modules that open a gradebook while a submission is graded."""

PARAMETERS = {
    "__init__": ["self", "db_url", "course_id", "authenticator"],
    "find_student": ["self", "student_id"],
    "find_assignment": ["self", "name"],
    "find_notebook": ["self", "name", "assignment"],
    "find_submission": ["self", "assignment", "student"],
    "find_submission_notebook": ["self", "notebook", "assignment", "student"],
    "find_grade": ["self", "grade_cell", "notebook", "assignment", "student"],
    "find_comment": ["self", "solution_cell", "notebook", "assignment", "student"],
}
"""The methods that `SharedGradebook` overrides; another release of nbgrader may have others."""


class SharedGradebook(Gradebook):  # type: ignore[misc]
    """A gradebook that shares the transaction which has begun; without one, it is nbgrader's own."""

    def __init__(self, db_url: str, course_id: str = "default_course", authenticator: Any = None) -> None:
        """Open the gradebook, or take the open one."""
        can_share = authenticator is None and is_supported()
        self._transaction = current_transaction(db_url) if can_share else None
        if self._transaction is None:
            super().__init__(db_url, course_id, authenticator)
        else:
            self._transaction.open(self, course_id)

    def close(self) -> None:
        """Close the gradebook; the open one stays open."""
        if self._transaction is None:
            super().close()
        else:
            self._transaction.leave()

    def find_student(self, student_id: str) -> Student:
        """Find a student, with one query in each transaction."""
        return self._remembered("find_student", student_id)

    def find_assignment(self, name: str) -> Assignment:
        """Find a unit, with one query in each transaction."""
        return self._remembered("find_assignment", name)

    def find_notebook(self, name: str, assignment: str) -> Notebook:
        """Find the notebook of a unit, with one query in each transaction."""
        return self._remembered("find_notebook", name, assignment)

    def find_submission(self, assignment: str, student: str) -> SubmittedAssignment:
        """Find a submission, with one query in each transaction."""
        return self._remembered("find_submission", assignment, student)

    def find_submission_notebook(self, notebook: str, assignment: str, student: str) -> SubmittedNotebook:
        """Find a submitted notebook, in a transaction together with its grades, comments and their cells."""
        row = self._remembered("find_submission_notebook", notebook, assignment, student)
        if self._transaction is not None and "grades" not in row.__dict__:
            grades = selectinload(SubmittedNotebook.grades).joinedload(Grade.cell)
            comments = selectinload(SubmittedNotebook.comments).joinedload(Comment.cell)
            self.db.query(SubmittedNotebook).filter_by(id=row.id).options(grades, comments).one()
        return row

    def find_grade(self, grade_cell: str, notebook: str, assignment: str, student: str) -> Grade:
        """Find the grade of a cell among those of the submitted notebook."""
        cells = (notebook, assignment, student)
        grade = self._cell_row("grades", grade_cell, *cells)
        return super().find_grade(grade_cell, *cells) if grade is None else grade

    def find_comment(self, solution_cell: str, notebook: str, assignment: str, student: str) -> Comment:
        """Find the comment on a cell among those on the submitted notebook."""
        cells = (notebook, assignment, student)
        comment = self._cell_row("comments", solution_cell, *cells)
        return super().find_comment(solution_cell, *cells) if comment is None else comment

    def _remembered(self, method: str, *key: str) -> Any:
        find = getattr(super(), method)
        if self._transaction is None:
            return find(*key)
        rows = self._transaction.rows
        if (method, *key) not in rows:
            rows[method, *key] = find(*key)
        return rows[method, *key]

    def _cell_row(self, kind: str, cell: str, *notebook: str) -> Any:
        """Return the grade of a cell or the comment on it; None where its row must be looked for."""
        if self._transaction is None:
            return None
        rows = self._transaction.rows
        if (kind, *notebook) not in rows:
            try:
                submission = self.find_submission_notebook(*notebook)
            except MissingEntry:
                return None
            rows[kind, *notebook] = {row.name: row for row in getattr(submission, kind)}
        return rows[kind, *notebook].get(cell)


def share_gradebooks() -> bool:
    """Let nbgrader's steps share a gradebook; return False where it is another release than this was made for."""
    if not is_supported():
        return False
    for name in CLIENTS:
        with suppress(ImportError):
            module: Any = import_module(name)
            if getattr(module, "Gradebook", None) is Gradebook:
                module.Gradebook = SharedGradebook
    return True


@cache
def is_supported() -> bool:
    """Whether the methods of nbgrader's gradebook are those which are overridden here."""
    methods = {name: getattr(Gradebook, name, None) for name in PARAMETERS}
    return all(
        method and list(inspect.signature(method).parameters) == PARAMETERS[name] for name, method in methods.items()
    )
