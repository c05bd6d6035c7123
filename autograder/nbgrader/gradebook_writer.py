"""Reports in nbgrader's gradebook and `autograded/`, without `nbgrader autograde`: by its own steps, in its own places.

Points, extra credit and comments of a person stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import chdir
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path

import nbformat
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Cell, Notebook, json_text
from autograder.course.standard_comments import StandardComments
from autograder.errors import UsageError
from autograder.files import safe_file_name, write_atomically
from autograder.nbgrader.application import course_application
from autograder.nbgrader.autograded_files import autograded_files
from autograder.nbgrader.gradebook_transaction import gradebook_transaction
from autograder.nbgrader.late_submissions import save_hand_in
from autograder.nbgrader.manual_grades import graded_content, read_notebook
from autograder.nbgrader.shared_gradebook import SharedGradebook
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from autograder.submissions.hand_in_times import reliable_time


@dataclass(frozen=True, slots=True)
class GradebookScore:
    """A submission in the gradebook: all its points, those of a person among them, and the cells that wait for one."""

    student: str
    score: float
    max_score: float
    points_by_hand: float
    waiting_cells: int


class GradebookWriter:
    """Stores the reports of one unit. UsageError where nbgrader does not know the unit yet."""

    def __init__(
        self, course: Course, unit: Unit, comments: StandardComments, submissions: Sequence[FoundSubmission] = ()
    ) -> None:
        application = course_application(course)
        self._course, self._unit, self._comments = course, unit, comments
        self._submissions = {submission.student: submission for submission in submissions}
        self._directory = application.coursedir
        self._directory.assignment_id = unit.id
        self._require_assignment()
        self._converter = Autograde(coursedir=self._directory, parent=application)
        self._converter._sanitizing = False
        self._converter.exporter = self._converter.exporter_class(parent=self._converter, config=self._converter.config)

    def store(self, report: Report, cells: Sequence[Cell]) -> None:
        """Store a report: scores in the gradebook, the notebook and its report in `autograded/`."""
        student = self.student_id(report.student)
        with gradebook_transaction(self._directory.db_url):
            self._create_submission(student, self._submissions.get(report.student))
        folder = Path(self._converter._format_dest(self._unit.id, student))
        notebook_file = f"{self._unit.id}.ipynb"
        earlier_content = graded_content(read_notebook(folder / notebook_file))
        files = autograded_files(report, cells, self._comments, self._unit)
        folder.mkdir(parents=True, exist_ok=True)
        for name, data in {**files.companions, notebook_file: json_text(files.notebook).encode()}.items():
            write_atomically(folder / name, data)
        with gradebook_transaction(self._directory.db_url):
            self._store_scores(student, files.notebook, earlier_content)
        self._converter.set_permissions(self._unit.id, student)

    def scores(self, students: Iterable[str]) -> list[GradebookScore]:
        """Return what the gradebook has for these students."""
        with self._gradebook() as gradebook:
            ids = map(self.student_id, students)
            return [_score(gradebook.find_submission(self._unit.id, student)) for student in ids]

    def student_id(self, student: str) -> str:
        """Return nbgrader's id of a student: the name of the folder that `autograder collect` makes."""
        name = safe_file_name(student)
        submitted = self._directory.format_path(self._directory.submitted_directory, student, self._unit.id)
        return student if name != student and "/" not in student and Path(submitted).is_dir() else name

    def _gradebook(self) -> SharedGradebook:
        return SharedGradebook(self._directory.db_url, self._directory.course_id)

    def _create_submission(self, student: str, submission: FoundSubmission | None) -> None:
        """Store that a student handed in, and when, as far as a penalty may depend on it."""
        time = reliable_time(submission) if submission else None
        known_time = {"timestamp": time.time.astimezone(UTC).replace(tzinfo=None)} if time else {}
        with self._gradebook() as gradebook:
            gradebook.update_or_create_student(student)
            gradebook.update_or_create_submission(self._unit.id, student, **known_time)
        if submission:
            save_hand_in(self._course, self._unit, replace(submission, student=student), self._directory.db_url)

    def _require_assignment(self) -> None:
        with self._gradebook() as gradebook:
            try:
                gradebook.find_notebook(self._unit.id, self._unit.id)
            except MissingEntry:
                fix = f"run `nbgrader generate_assignment {self._unit.id}`"
                raise UsageError(f"the gradebook has no unit '{self._unit.id}' yet", fix=fix) from None

    def _store_scores(self, student: str, notebook: Notebook, earlier_content: Mapping[str, str]) -> None:
        """Run the steps of `nbgrader autograde` that are configured, on the autograded notebook."""
        self._converter._init_preprocessors()
        resources = {
            "nbgrader": {
                "student": student,
                "assignment": self._unit.id,
                "notebook": self._unit.id,
                "db_url": self._directory.db_url,
                "graded_content": earlier_content,
            }
        }
        with chdir(self._course.root):  # as nbgrader does: its steps may read the course from there
            self._converter.exporter.from_notebook_node(nbformat.from_dict(notebook), resources)


def _score(submission: object) -> GradebookScore:
    notebooks = submission.notebooks  # type: ignore[attr-defined]
    grades = [grade for notebook in notebooks for grade in notebook.grades]
    by_hand = sum((grade.manual_score or 0) for grade in grades) + sum((grade.extra_credit or 0) for grade in grades)
    return GradebookScore(
        submission.student.id,  # type: ignore[attr-defined]
        submission.score,  # type: ignore[attr-defined]
        submission.max_score,  # type: ignore[attr-defined]
        by_hand,
        sum(bool(grade.needs_manual_grade) for grade in grades),
    )
