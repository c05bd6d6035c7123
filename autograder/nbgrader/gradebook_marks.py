"""Marks in nbgrader's gradebook: what a regrade would do to them, and taking over its results.

nbgrader's own code writes them: `nbgrader autograde` for the students whose results are taken over. A person's points,
extra credit and comments stay as they are, because it never writes those.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps.baseapp import NbGrader
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException

from autograder.course.configuration import Course, Unit
from autograder.errors import AutograderError
from autograder.nbgrader.autograde import GradingExporter
from autograder.nbgrader.autograded_notebook import read_origin
from autograder.report import Report
from autograder.submissions.discovery import Submission
from autograder.views.regrade_causes import Origin
from autograder.views.regrade_changes import GradebookMark, StudentChange

CHECK_SUFFIX = "-check"
SQLITE = "sqlite:///"


@dataclass(frozen=True)
class CellMark:
    """The points of one cell: automatic ones, those of a person, which count instead, and extra credit."""

    automatic: float | None
    manual: float | None
    extra: float

    def total(self, automatic: float | None) -> float:
        """Return what the cell counts with these automatic points."""
        points = automatic if self.manual is None else self.manual
        return 0.0 if points is None else points + self.extra


CellMarks = Mapping[str, CellMark]


class SelectedAutograde(Autograde):  # type: ignore[misc]
    """`nbgrader autograde` for some students, however their names are written; nbgrader itself takes one pattern."""

    students: Collection[str] = ()

    def init_notebooks(self) -> None:
        """Find the submissions of these students."""
        super().init_notebooks()
        unit_id = self.coursedir.assignment_id
        folders = {self._format_source(unit_id, student) for student in self.students}
        for folder in self.assignments.keys() - folders:
            del self.assignments[folder]


@dataclass
class UnitGradebook:
    """The gradebook of a course, for one unit."""

    course: Course
    unit: Unit

    def __post_init__(self) -> None:
        self._app = NbGrader(log_level=logging.ERROR)
        self._app.initialize([], root=str(self.course.root))
        self._app.coursedir.assignment_id = self.unit.id
        self._url = str(self._app.coursedir.db_url)

    def cell_marks(self) -> dict[str, CellMarks]:
        """Return the marks of all students who have been graded; nothing where there is no gradebook."""
        if self._url.startswith(SQLITE) and not Path(self._url.removeprefix(SQLITE)).is_file():
            return {}
        with self._gradebook() as gradebook:
            try:
                submissions = gradebook.find_assignment(self.unit.id).submissions
            except MissingEntry:
                return {}
            marks = {submission.student_id: _cell_marks(submission) for submission in submissions}
        return {student: cells for student, cells in marks.items() if any(_is_graded(cell) for cell in cells.values())}

    def accept(self, students: Collection[str]) -> None:
        """Grade these students' submissions in `submitted/` into the gradebook; AutograderError where that fails.

        `manual_grades.FinishGrades` decides there which points given by hand need another look.
        """
        converter = SelectedAutograde(coursedir=self._app.coursedir, parent=self._app)
        if not issubclass(converter.exporter_class, GradingExporter):
            where = str(self.course.root / "nbgrader_config.py")
            raise AutograderError("nbgrader would not grade with this engine: the gradebook is as it was", where=where)
        converter.students, converter.force = frozenset(students), True
        try:
            converter.start()
        except NbGraderException as error:
            raise AutograderError(f"nbgrader could not grade all of them into the gradebook: {error}") from None

    def folder(self, student: str) -> Path:
        """Return the folder of a student's submission for nbgrader."""
        course = self._app.coursedir
        return Path(course.format_path(course.submitted_directory, student, self.unit.id))

    def origin(self, student: str) -> Origin | None:
        """Return what the autograded notebook of a student was made from, if it says so."""
        course = self._app.coursedir
        folder = Path(course.format_path(course.autograded_directory, student, self.unit.id))
        try:
            notebook = json.loads((folder / f"{self.unit.id}.ipynb").read_bytes())
        except (OSError, ValueError):
            return None
        return read_origin(notebook) if isinstance(notebook, dict) else None

    @contextmanager
    def _gradebook(self) -> Iterator[Any]:
        with Gradebook(self._url, self.course.id) as gradebook:
            yield gradebook


@dataclass(frozen=True)
class ClassMarks:
    """The marks of a class in the gradebook, of those whose submission in `submitted/` is the one that is graded."""

    gradebook: UnitGradebook
    cells: Mapping[str, CellMarks]

    def of_reports(self, reports: Iterable[Report]) -> dict[str, GradebookMark]:
        """Return what new reports would do to these marks, by student."""
        marks = {r.student: gradebook_mark(r, self.cells[r.student]) for r in reports if r.student in self.cells}
        return {student: replace(mark, origin=self.gradebook.origin(student)) for student, mark in marks.items()}

    def accept(self, changes: Sequence[StudentChange]) -> list[str]:
        """Take over these changes; return the students whose points in the gradebook are not those of the report."""
        reports = {c.student: c.after for c in changes if c.gradebook and c.after and c.status != "unchanged"}
        if not reports:
            return []
        self.gradebook.accept(reports)
        cells = self.gradebook.cell_marks()
        return [
            name
            for name, report in reports.items()
            if name not in cells or gradebook_mark(report, cells[name]).is_automatic_change
        ]


def read_marks(course: Course, unit: Unit, submissions: Iterable[Submission]) -> ClassMarks:
    """Return the marks of the gradebook for submissions that lie where nbgrader reads them."""
    gradebook = UnitGradebook(course, unit)
    cells = gradebook.cell_marks()
    own = {s.student for s in submissions if s.notebook and s.notebook.absolute().parent == gradebook.folder(s.student)}
    return ClassMarks(gradebook, {student: marks for student, marks in cells.items() if student in own})


def gradebook_mark(report: Report, cells: CellMarks) -> GradebookMark:
    """Return what a report would do to a student's marks."""
    before, after, by_hand, parts = 0.0, 0.0, 0.0, []
    for name, cell in cells.items():
        automatic = _automatic_points(report, name, cell)
        before += cell.total(cell.automatic)
        after += cell.total(automatic)
        by_hand += (cell.manual or 0.0) + cell.extra
        parts.append((name.removesuffix(CHECK_SUFFIX), cell.automatic, automatic))
    return GradebookMark(before, after, by_hand, tuple(parts))


def _automatic_points(report: Report, name: str, cell: CellMark) -> float | None:
    """Return the automatic points that nbgrader reads from the notebook of this report."""
    if name.endswith(CHECK_SUFFIX):
        try:
            return float(report.points_of(name.removesuffix(CHECK_SUFFIX))[0])
        except KeyError:
            return 0.0
    is_written = {answer.id: answer.is_written for answer in report.manual_answers}
    return None if is_written.get(name, cell.automatic is None) else 0.0


def _cell_marks(submission: Any) -> CellMarks:
    return {
        grade.name: CellMark(grade.auto_score, grade.manual_score, grade.extra_credit or 0.0)
        for grade in _grades(submission)
    }


def _grades(submission: Any) -> Iterator[Any]:
    for notebook in submission.notebooks:
        yield from notebook.grades


def _is_graded(cell: CellMark) -> bool:
    return cell.automatic is not None or cell.manual is not None
