"""nbgrader's commands for the units of course.yml.

generate_assignment   checks the markers, adds `lab` and the templates to the handout, stops at a leak
autograde             repairs submissions and grades them in isolation; nbgrader's own code writes the gradebook
generate_feedback     nbgrader's own: the autograded notebook holds results and hints, and no secrets
"""

from __future__ import annotations

import re
import shutil
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from datetime import UTC
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import traitlets
from nbconvert.exporters import NotebookExporter
from nbformat import from_dict
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades

from autograder.course import navigation
from autograder.course.configuration import Course
from autograder.course.notebook import canonicalize, json_text, parse_notebook
from autograder.course.points import fill_in, read_points, read_release
from autograder.course.standard_comments import StandardComments
from autograder.course.student_entries import StudentEntries
from autograder.errors import AutograderError, CourseError, UsageError
from autograder.grading.provenance import fingerprint, unit_provenance
from autograder.grading.worker import Worker
from autograder.nbgrader.autograde import GradingExporter, import_string, use_nbgrader_tools
from autograder.nbgrader.autograded_files import AutogradedFiles
from autograder.nbgrader.copied_files import limit_copied_files
from autograder.nbgrader.csv_export import FinalGradesExport
from autograder.nbgrader.current_worker import CurrentWorker
from autograder.nbgrader.feedback_solutions import ShowWorkedSolutions
from autograder.nbgrader.gradebook_engines import share_engines
from autograder.nbgrader.grader_notes import REPORT_FILE, RemoveGraderNotes
from autograder.nbgrader.late_submissions import configure_late_policy, save_hand_in
from autograder.nbgrader.prefetching_workers import PrefetchingWorkers, default_count
from autograder.nbgrader.submission_transaction import use_one_transaction
from autograder.nbgrader.submitted_folder import SubmittedFolder
from autograder.nbgrader.unit_grading import UnitGrading
from autograder.release import contents, leak_scan
from autograder.submissions.discovery import FoundSubmission, submission_beneath
from autograder.submissions.expected_notebook import ExpectedNotebook


def configure(config: Any, root: str | Path) -> None:
    """Make nbgrader's commands use this engine for the units of the course in the folder `root`.

    Where course.yml or students.yml has a mistake, JupyterLab starts all the same; nbgrader's commands say what it is
    and stop.
    """
    try:
        course = Course.load(root)
        StudentEntries.load(course)
    except AutograderError as error:
        config.RefusingExporter.reason = f"nbgrader_config.py: {error}"
        config.GenerateAssignment.exporter_class = config.Autograde.exporter_class = import_string(RefusingExporter)
        return
    use_nbgrader_tools()
    limit_copied_files()
    share_engines()
    use_one_transaction()
    config.CourseDirectory.course_id = course.id
    config.CourseDirectory.root = str(course.root)
    config.GenerateAssignment.exporter_class = import_string(CanonicalExporter)
    config.GenerateAssignment.force = config.GenerateSolution.force = True  # they only replace what was generated
    config.FileNameCollectorPlugin.valid_ext = [".ipynb", ".json"]  # the predictions, too
    default_steps = GenerateAssignment.preprocessors.default_args[0]
    steps = [ValidateMarkers, FillInPoints, *default_steps, SaveDueDate, AddHandoutFiles]
    config.GenerateAssignment.preprocessors = [import_string(step) for step in steps]
    config.Autograde.exporter_class = import_string(UnitExporter)
    config.CourseDirectory.ignore = [*CourseDirectory.ignore.default_args[0], REPORT_FILE]
    config.ExportApp.plugin_class = import_string(FinalGradesExport)
    config.Autograde.autograde_preprocessors = [import_string(step) for step in (SaveAutoGrades, AssignLatePenalties)]
    configure_late_policy(config, course)
    default_feedback_steps = map(import_string, GenerateFeedback.preprocessors.default_args[0])
    feedback_steps = config.GenerateFeedback.get("preprocessors", list(default_feedback_steps))
    own_steps = [RemoveGraderNotes, *([ShowWorkedSolutions] if course.policies.solutions != "never" else [])]
    config.GenerateFeedback.preprocessors = [*map(import_string, own_steps), *feedback_steps]


class ValidateMarkers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stops a release at a misspelt marker: nbgrader would publish the hidden part without a warning."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Check the source notebook before anything is removed from it."""
        context = resources["nbgrader"]
        contents.check_source(nb, f"source/{context['assignment']}/{context['notebook']}.ipynb")
        return nb, resources


class FillInPoints(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes the points of the checks into the check cells and the text of the notebook, and adds links to units."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Fill in the points before nbgrader stores the check cells in its gradebook."""
        unit = Course.load(Path.cwd()).unit(resources["nbgrader"]["assignment"])
        filled = fill_in(nb, read_points(unit, nb), unit.id)
        return from_dict(navigation.add_links(filled, unit)), resources


class SaveDueDate(NbGraderPreprocessor):  # type: ignore[misc]
    """Stores the unit's due date in the gradebook, where nbgrader's late penalties and formgrader read it."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Store the date of course.yml; without one, the date in the gradebook stays."""
        context = resources["nbgrader"]
        due = Course.load(Path.cwd()).unit(context["assignment"]).due
        if due is not None:
            with Gradebook(context["db_url"]) as gradebook:
                date = due.astimezone(UTC).replace(tzinfo=None)  # nbgrader stores dates without a time zone, in UTC
                gradebook.update_or_create_assignment(context["assignment"], duedate=date)
        return nb, resources


class AddHandoutFiles(NbGraderPreprocessor):  # type: ignore[misc]
    """Adds `lab` and the templates to the notebook; stops the release where a file holds a secret line."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Scan the whole handout, then leave its files to nbgrader's writer."""
        course = Course.load(Path.cwd())
        unit = course.unit(resources["nbgrader"]["assignment"])
        files = contents.companion_files(course, unit)
        notebook = {f"{unit.id}.ipynb": json_text(canonicalize(nb)).encode()}
        leak_scan.scan(files | notebook, leak_scan.find_secrets(course, unit))
        resources.setdefault("outputs", {}).update(files)
        return nb, resources


class RefusingExporter(NotebookExporter):  # type: ignore[misc]
    """Stops nbgrader's commands where course.yml cannot be used.

    nbgrader only logs what a configuration file raises and would go on without the engine; SystemExit would end the
    JupyterLab in which somebody opens the course.
    """

    reason = traitlets.Unicode(help="What is wrong with course.yml").tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Raise NbGraderException, with the reason in the log."""
        super().__init__(*args, **kwargs)
        self.log.error(self.reason)
        raise NbGraderException(self.reason)


class CanonicalExporter(NotebookExporter):  # type: ignore[misc]
    """Writes notebooks in their canonical form: releasing twice gives the same bytes."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Return the released notebook as text."""
        text, resources = super().from_notebook_node(nb, resources, **kwargs)
        return json_text(canonicalize(parse_notebook(text, "the released notebook"))), resources


class UnitExporter(GradingExporter):
    """Grades submissions of a unit with its hidden checks."""

    def grade(self, path: Path, context: Mapping[str, str]) -> AutogradedFiles:
        """Grade a submission; those that nbgrader converts next are graded in the meantime.

        A mistake of the course stops the command: nbgrader would print it for every student, with a traceback.
        """
        try:
            return self._grade(path, context)
        except (CourseError, UsageError) as error:
            self.log.error(str(error))
            shutil.rmtree(self.parent._format_dest(context["assignment"], context["student"]), ignore_errors=True)
            raise SystemExit(error.exit_code) from None

    def prepare(self, assignment: str, student: str) -> bool:
        """Wait until the submission that nbgrader stores next is graded; what stops the command, `grade` says."""
        path = Path(min(self.parent.notebooks))
        try:
            grading = self._grading
        except AutograderError:
            return False
        submission = _submission(SubmittedFolder.of(self.parent, path), student, grading.expected)
        if submission.notebook is not None:
            grading.worker.wait(submission, list(self._following(path)))
        return True

    def _grade(self, path: Path, context: Mapping[str, str]) -> AutogradedFiles:
        grading = self._grading
        submission = _submission(SubmittedFolder.of(self.parent, path), context["student"], grading.expected)
        for text in submission.repairs:
            self.log.warning("%s: %s", submission.student, text)
        if not save_hand_in(grading.course, grading.unit, submission, context["db_url"]):
            self.log.warning("%s: hand-in time not known, nothing is taken off", submission.student)
        return grading.grade(submission, list(self._following(path)))

    def _following(self, path: Path) -> Iterator[FoundSubmission]:
        """Yield the next few submissions that can be graded, in the order in which nbgrader converts them."""
        after = bisect_right(self._folders, str(path.parent))
        for folder in self._folders[after : after + self._grading.worker.ahead]:
            submission = self._next_submission(folder)
            if submission is not None and submission.notebook:
                yield submission

    @cached_property
    def _folders(self) -> list[str]:
        return sorted(self.parent.assignments)

    @cache  # noqa: B019 - an exporter lives as long as one command
    def _next_submission(self, folder: str) -> FoundSubmission | None:
        """Return the submission in a folder, read once however often it is among the next ones."""
        pattern = self.parent._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        match = re.match(pattern, folder)
        if match is None:
            return None
        notebook = Path(min(self.parent.assignments[folder]))
        return _submission(SubmittedFolder.of(self.parent, notebook), match["student_id"], self._grading.expected)

    @cached_property
    def _grading(self) -> UnitGrading:
        """What this command grades with; the next one reads the course again, with corrected checks."""
        course = Course.load(Path.cwd())
        unit = course.unit(self.parent.coursedir.assignment_id)
        other_units = frozenset(other.id for other in course.units if other.id != unit.id)
        release = read_release(unit)
        expected = ExpectedNotebook(unit.id, release, other_units)
        comments = StandardComments.load(unit, release)
        provenance = unit_provenance(course, unit)
        key = course.root, unit.id, fingerprint(course, unit, provenance)
        worker = _current_worker.get(key, lambda: PrefetchingWorkers(lambda: Worker(course, unit.id), default_count()))
        return UnitGrading(course, unit, expected, worker, comments, provenance)


_current_worker: CurrentWorker[PrefetchingWorkers] = CurrentWorker()


def _submission(folder: SubmittedFolder, student: str, expected: ExpectedNotebook) -> FoundSubmission:
    return submission_beneath(folder.root, folder.folder, student, expected)
