"""`nbgrader export` for this course: a score that waits for a person is left out, and names may have commas."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
    "late_submission_penalty", "score", "max_score",
)  # fmt: skip
"""The columns of nbgrader's own export."""

SCORES = ("raw_score", "late_submission_penalty", "score")


class FinalGradesExport(ExportPlugin):  # type: ignore[misc]
    """Writes nbgrader's CSV file; the scores of a submission with a cell that waits for a person stay empty."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the file, and log whose scores are not final."""
        path = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", path)
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS)
            writer.writeheader()
            writer.writerows(self._rows(gradebook))

    def _rows(self, gradebook: Gradebook) -> Iterator[dict[str, Any]]:
        for assignment in gradebook.assignments:
            for student in gradebook.students:
                is_selected = (not self.assignment or assignment.name in map(str, self.assignment)) and (
                    not self.student or student.id in map(str, self.student)
                )
                if is_selected:
                    yield self._row(gradebook, assignment, student)

    def _row(self, gradebook: Gradebook, assignment: Any, student: Any) -> dict[str, Any]:
        """Return a row; without a submission, the scores are 0, as in nbgrader's own export."""
        row: dict[str, Any] = {
            "assignment": assignment.name,
            "duedate": assignment.duedate,
            "student_id": student.id,
            "last_name": student.last_name,
            "first_name": student.first_name,
            "email": student.email,
            "max_score": assignment.max_score,
        }
        try:
            submission = gradebook.find_submission(assignment.name, student.id)
        except MissingEntry:
            return {**row, **dict.fromkeys(SCORES, 0.0)}
        row["timestamp"] = submission.timestamp
        if submission.needs_manual_grade:
            self.log.warning("%s, %s: waits for a person, no score is exported", assignment.name, student.id)
            return row
        penalty = submission.late_submission_penalty
        return {
            **row,
            **dict(zip(SCORES, (submission.score, penalty, max(0.0, submission.score - penalty)), strict=True)),
        }
