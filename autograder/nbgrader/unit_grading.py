"""Grading of one submission to a unit for nbgrader: the files of its folder in `autograded/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.course.configuration import Course, Unit
from autograder.course.notebook import Cell
from autograder.course.points import read_release
from autograder.course.standard_comments import StandardComments
from autograder.grading.batch import ungraded_report
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.provenance import with_provenance
from autograder.nbgrader.autograded_files import AutogradedFiles, autograded_files
from autograder.nbgrader.prefetching_workers import PrefetchingWorkers
from autograder.provenance import Provenance
from autograder.report import Report
from autograder.submissions.discovery import FoundSubmission
from autograder.submissions.expected_notebook import ExpectedNotebook


@dataclass(frozen=True)
class UnitGrading:
    """What the submissions of a unit are graded with."""

    course: Course
    unit: Unit
    expected: ExpectedNotebook
    worker: PrefetchingWorkers
    comments: StandardComments
    provenance: Provenance

    def grade(self, submission: FoundSubmission, following: Iterable[FoundSubmission]) -> AutogradedFiles:
        """Return the files of a submission; one that could not be graded says so and waits for a person."""
        data, files = b"", dict[str, bytes]()
        try:
            if submission.notebook is None:
                problem = submission.problem
            else:
                data, files = submission.read()
                reply = self.worker.grade(submission, following)
                report = reply.report.with_repairs(submission.repairs)
                return self._files(report, reply.cells, data, files)
        except OSError as error:
            problem = f"the notebook cannot be read: {error.strerror}"
        except WorkerDied as error:
            problem = str(error)
        report = ungraded_report(self.course, self.unit, submission.student, problem, data)
        return self._files(report.with_repairs(submission.repairs), read_release(self.unit)["cells"], data, files)

    def _files(self, report: Report, cells: Sequence[Cell], data: bytes, files: Mapping[str, bytes]) -> AutogradedFiles:
        report = with_provenance(report, self.provenance, data, files)
        return autograded_files(report, cells, self.comments, self.unit)
