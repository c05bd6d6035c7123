"""The cache of reports: a file per student with a page of feedback, and the key of everything that they depend on.

Files are written atomically: a run that was killed leaves complete reports only, and the same command grades the rest.
A submission is graded again if it, a check, the reference or the engine has changed.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from autograder.course.configuration import Course, Unit
from autograder.course.worked_solutions import WorkedSolutions, finished_exercises
from autograder.errors import UsageError
from autograder.files import safe_file_name, write_atomically
from autograder.grading.provenance import fingerprint, unit_provenance
from autograder.hand_in import HandIn
from autograder.provenance import Provenance, Regrade
from autograder.report import Report
from autograder.views.feedback_page import feedback_page

NO_SUBMISSION: Mapping[str, bytes] = {"": b""}
"""The files under which an ungraded submission is stored: no submission has them, so the next run grades it again."""


@dataclass
class ReportCache:
    """The reports of one unit, in a folder.

    `lower_marks` are the students whose report was replaced in this run by one of the same notebook with fewer points.
    """

    folder: Path
    course: Course
    unit: Unit
    lower_marks: list[str] = field(default_factory=list, init=False)
    _earlier_marks: dict[str, tuple[str, int]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        try:
            self._keys.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.folder):
                pass
        except OSError as error:
            raise UsageError(
                f"cannot write reports: {error.strerror}",
                where=str(self.folder),
                fix="choose a folder you may write to",
            ) from None

    @property
    def _histories(self) -> Path:
        return self.folder / ".report-histories"

    @property
    def _keys(self) -> Path:
        return self.folder / ".report-keys"

    def get(
        self,
        student: str,
        data: bytes,
        files: Mapping[str, bytes],
        repairs: Sequence[str] = (),
        *,
        hand_in: Callable[[], HandIn | None] = lambda: None,
    ) -> Report | None:
        """Return the stored report, None if there is none or something that it depends on has changed.

        `hand_in` returns the record for the report: a new extension needs no new grading.
        """
        name = safe_file_name(student)
        try:
            if (self._keys / name).read_text(encoding="utf-8") != self._key(data, files, repairs):
                return None
            report = Report.from_json((self.folder / f"{name}.json").read_bytes())
        except (OSError, ValidationError):
            return None
        report = self._write_hand_in(name, report, hand_in())
        self._write_page(name, report)
        return report

    def remove(self, student: str) -> None:
        """Remove the report of an earlier submission, so that it does not look like the current one.

        Its history is kept for the next report of the student.
        """
        name = safe_file_name(student)
        with suppress(OSError, ValidationError):
            report = Report.from_json((self.folder / f"{name}.json").read_bytes())
            self._earlier_marks[student] = report.submission.sha256, report.score
            if report.history:
                self._histories.mkdir(exist_ok=True)
                text = TypeAdapter(tuple[Regrade, ...]).dump_json(report.history)
                write_atomically(self._histories / f"{name}.json", text)
        (self._keys / name).unlink(missing_ok=True)
        (self.folder / f"{name}.json").unlink(missing_ok=True)
        (self.folder / f"{name}.html").unlink(missing_ok=True)

    def store_ungraded(self, report: Report) -> Report:
        """Write the report of a submission that could not be graded; the next run tries again."""
        return self.store(report, b"", NO_SUBMISSION)

    def store(self, report: Report, data: bytes, files: Mapping[str, bytes], repairs: Sequence[str] = ()) -> Report:
        """Write the report with its page, and then its key, so that there is never a key without its report.

        Return what was written: the report with the student's history.
        """
        name = safe_file_name(report.student)
        sha256, score = self._earlier_marks.pop(report.student, ("", 0))
        if sha256 == report.submission.sha256 and report.score < score:
            self.lower_marks.append(report.student)
        report = report.model_copy(update={"history": report.history or self._history(name)})
        self._write(name, report, self._key(data, files, repairs))
        return report

    def take_over(self, report: Report, cache: ReportCache) -> None:
        """Store a report for the submission that another cache has graded last, with the key that it has there."""
        name = safe_file_name(report.student)
        self._write(name, report, (cache._keys / name).read_text(encoding="utf-8"))

    def _write(self, name: str, report: Report, key: str) -> None:
        (self._keys / name).unlink(missing_ok=True)
        write_atomically(self.folder / f"{name}.json", report.json_text().encode())
        (self._histories / f"{name}.json").unlink(missing_ok=True)
        self._write_page(name, report)
        write_atomically(self._keys / name, key.encode())

    def _history(self, name: str) -> tuple[Regrade, ...]:
        """Return the regrades of a student: those of the stored report, or those that were kept when it was removed."""
        with suppress(OSError, ValidationError):
            return Report.from_json((self.folder / f"{name}.json").read_bytes()).history
        with suppress(OSError, ValidationError):
            return TypeAdapter(tuple[Regrade, ...]).validate_json((self._histories / f"{name}.json").read_bytes())
        return ()

    def _write_hand_in(self, name: str, report: Report, hand_in: HandIn | None) -> Report:
        """Return the report with this record of the hand-in, and store it if that is another one."""
        current = report.with_hand_in(hand_in)
        if current is not report:
            write_atomically(self.folder / f"{name}.json", current.json_text().encode())
        return current

    def _write_page(self, name: str, report: Report) -> None:
        """Write the page of a report, unless it is there already."""
        solutions = self._solutions.shown(finished_exercises(report), datetime.now(UTC))
        path, page = self.folder / f"{name}.html", feedback_page(report, self.unit.title, solutions).encode()
        if not path.is_file() or path.read_bytes() != page:
            write_atomically(path, page)

    def _key(self, data: bytes, files: Mapping[str, bytes], repairs: Sequence[str]) -> str:
        parts = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
        return json.dumps([hashlib.sha256(data).hexdigest(), parts, list(repairs), self._fingerprint])

    @cached_property
    def provenance(self) -> Provenance:
        """What the reports of this run depend on, beside the submissions."""
        return unit_provenance(self.course, self.unit)

    @cached_property
    def _solutions(self) -> WorkedSolutions:
        return WorkedSolutions.load(self.course, self.unit)

    @cached_property
    def _fingerprint(self) -> str:
        return fingerprint(self.course, self.unit, self.provenance)
