"""The cache of reports: a file per student with a page of feedback, and the key of everything that they depend on.

Files are written atomically: a run that was killed leaves complete reports only, and the same command grades the rest.
A submission is graded again if it, a check, the reference or the engine has changed.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from pydantic import ValidationError

from autograder.course import reference_modules
from autograder.course.configuration import Course, Unit
from autograder.course.course_packages import lab_folders
from autograder.errors import UsageError
from autograder.files import safe_file_name, write_atomically
from autograder.grading.readable_files import borrowed_checks
from autograder.hand_in import HandIn
from autograder.report import Report
from autograder.views.feedback_page import feedback_page

NO_SUBMISSION: Mapping[str, bytes] = {"": b""}
"""The files under which an ungraded submission is stored: no submission has them, so the next run grades it again."""


@dataclass
class ReportCache:
    """The reports of one unit, in a folder."""

    folder: Path
    course: Course
    unit: Unit

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
        """Remove the report of an earlier submission, so that it does not look like the current one."""
        name = safe_file_name(student)
        (self._keys / name).unlink(missing_ok=True)
        (self.folder / f"{name}.json").unlink(missing_ok=True)
        (self.folder / f"{name}.html").unlink(missing_ok=True)

    def store_ungraded(self, report: Report) -> None:
        """Write the report of a submission that could not be graded; the next run tries again."""
        self.store(report, b"", NO_SUBMISSION)

    def store(self, report: Report, data: bytes, files: Mapping[str, bytes], repairs: Sequence[str] = ()) -> None:
        """Write the report with its page, and then its key, so that there is never a key without its report."""
        name = safe_file_name(report.student)
        (self._keys / name).unlink(missing_ok=True)
        write_atomically(self.folder / f"{name}.json", report.json_text().encode())
        self._write_page(name, report)
        write_atomically(self._keys / name, self._key(data, files, repairs).encode())

    def _write_hand_in(self, name: str, report: Report, hand_in: HandIn | None) -> Report:
        """Return the report with this record of the hand-in, and store it if that is another one."""
        current = report.with_hand_in(hand_in)
        if current is not report:
            write_atomically(self.folder / f"{name}.json", current.json_text().encode())
        return current

    def _write_page(self, name: str, report: Report) -> None:
        """Write the page of a report, unless it is there already."""
        path, page = self.folder / f"{name}.html", feedback_page(report, self.unit.title).encode()
        if not path.is_file() or path.read_bytes() != page:
            write_atomically(path, page)

    def _key(self, data: bytes, files: Mapping[str, bytes], repairs: Sequence[str]) -> str:
        parts = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
        return json.dumps([hashlib.sha256(data).hexdigest(), parts, list(repairs), self._fingerprint])

    @cached_property
    def _fingerprint(self) -> str:
        return fingerprint(self.course, self.unit)


def fingerprint(course: Course, unit: Unit) -> str:
    """Return a hash of everything but the submission that can change a score: unit, checks, engine and NumPy."""
    digest = hashlib.sha256(np.__version__.encode())
    engine = Path(__file__).parents[1]
    own = [unit.source, *reference_modules.find_modules(unit.reference), *unit.check_modules, *borrowed_checks(unit)]
    shared = [path for tree in (*lab_folders(course.root), engine) for path in sorted(tree.rglob("*.py"))]
    for path in [course.root / "course.yml", *own, *shared]:
        digest.update(str(path.name).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
