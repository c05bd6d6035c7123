"""Problems with names that cost points: functions that are missing, and names that got another value."""

from __future__ import annotations

import builtins
import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from lab.checking.calls import Reply

from autograder.course.cell_syntax import defined_names
from autograder.course.notebook import Role
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import name_usage
from autograder.grading.cell_execution import CellExecution
from autograder.sandbox.host.results import Raised
from autograder.submissions.merged_notebook import MergedCell, MergedNotebook

MAX_MESSAGE_LENGTH = 200


@dataclass(frozen=True)
class NameProblems:
    """Explains in a student's words why a name is missing, or has an unexpected value."""

    content: UnitContent
    submission: MergedNotebook
    execution: CellExecution

    def missing_function(self, name: str) -> Reply:
        """Return the reply for a function that does not exist, with a message and a hint if a reason is known."""
        for cell in self._cells_for(name):
            error = self.execution.exceptions.get(cell.name)
            if error is not None:
                hint = "Repair that line first: a cell that stops defines nothing below it."
                message = _cell_error(name, error)
                return Reply("missing", message=message, hint=hint, line=error.line, source_line=error.source_line)
        other = self._similar_name(name)
        if other:
            message = f"there is no `{name}` to call, but your notebook defines `{other}`"
            return Reply("missing", message=message, hint="A check calls a function by its exact name.")
        return Reply("missing")

    def rebound_names(self, exercise: str) -> str:
        """Return which names that the exercise uses got another value from a cell of the student's, or nothing."""
        reads = {name for cell in self._cells_for(exercise) for name in name_usage(cell.source).reads}
        notes = [
            f"`{name}` got another value in cell '{cell.name}'"
            for cell, usage in ((cell, name_usage(cell.source)) for cell in self._student_cells())
            for name in sorted((usage.binds - usage.imports) & reads & self._protected_names(exercise))
            if cell.name != name
        ]
        return "; ".join(dict.fromkeys(notes))

    def _cells_for(self, name: str) -> Iterator[MergedCell]:
        """The cells that should define an exercise: its own, and the student's that mention it."""
        for cell in self.submission.cells:
            if cell.name == name or (cell.from_student and cell.role is Role.FREE and f"def {name}" in cell.source):
                yield cell

    def _student_cells(self) -> Iterator[MergedCell]:
        for cell in self.submission.cells:
            if cell.from_student and cell.role in (Role.FREE, Role.SOLUTION):
                yield cell

    def _similar_name(self, name: str) -> str:
        course_names = {*self.content.reference, *self.content.exercises}
        own = {new for cell in self._student_cells() for new in defined_names(cell.source)} - course_names
        matches = difflib.get_close_matches(name.lower(), [other.lower() for other in own], 1)
        return next((other for other in sorted(own) if matches and other.lower() == matches[0]), "")

    def _protected_names(self, exercise: str) -> set[str]:
        """The names that a student's cell should leave alone: imports of given cells, builtins, other exercises."""
        sources = [cell.source for cell in self.submission.cells if cell.role is Role.READ_ONLY]
        imports = {name for source in sources for name in name_usage(source).imports}
        return imports | set(dir(builtins)) | (set(self.content.exercises) - {exercise})


def _cell_error(name: str, error: Raised) -> str:
    place = f" in line {error.line}" if error.line is not None else ""
    code = f" (`{error.source_line}`)" if error.source_line else ""
    message = error.message[:MAX_MESSAGE_LENGTH]
    return f"the cell of `{name}` stopped with {error.type_name}{place}: {message}{code}"
