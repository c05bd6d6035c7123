"""Whose name is it: what the course's own code and a submission say about the names that tests use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from autograder.notebook_tests.cell_names import names_in
from autograder.notebook_tests.source_notebook import SourceNotebook


@dataclass
class NotebookNames:
    """The names of one submission.

    `student` are the student's, `locked` are bound by the course's own cells only, `read` are read by the course's
    cells, and `global_` are set by functions with `global`. Of the locked ones, `shared` are those whose values are
    made by the student's code, `failed` could not be made outside the student's process, and `replaced` are bound by
    cells of the student.
    """

    student: frozenset[str] = frozenset()
    locked: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    global_: frozenset[str] = frozenset()
    replaced: frozenset[str] = frozenset()
    shared: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, source_notebook: SourceNotebook, student_cells: Iterable[str]) -> NotebookNames:
        """Return the names of a submission, given the sources of the cells that the student may edit."""
        bound = frozenset().union(*(names_in(source).bound for source in student_cells))
        locked = source_notebook.locked_names
        student, read = source_notebook.student_names, source_notebook.read_names
        return cls(student, locked, read, source_notebook.global_names, locked & bound)

    def refusal(self, name: str) -> str:
        """Return why the student's value of this name must not be used; empty where it may."""
        if name in self.failed:
            return f"'{name}' of the course exists only in the student's process"
        if name in self.shared and self.replaced:
            names = ", ".join(f"'{name}'" for name in sorted(self.replaced)[:5])
            return f"the student's cells replace {names} of the course"
        return ""

    def is_missing(self, name: str) -> bool:
        """Return whether this is a name of the course whose cell has not run: what the student has is not meant."""
        return name in self.locked and name not in self.shared
