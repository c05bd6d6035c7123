"""nbgrader through this engine: the stock commands, set up by three lines of configuration.

generate_assignment   markers checked, handout completed with `lab` and templates, leaks stop it
autograde             submissions mended and graded behind walls; the gradebook is written by nbgrader's own code
generate_feedback     the autograded notebook holds results and hints, and nothing secret to show
"""

from __future__ import annotations

import atexit
import os
import re
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.preprocessors import AssignLatePenalties, NbGraderPreprocessor, SaveAutoGrades

from autograder.course.configuration import Course
from autograder.course.notebook import canonicalize, json_text, parse_notebook
from autograder.course.points import fill_in, read_points, release_with_points
from autograder.errors import AutograderError
from autograder.grading.batch import ungraded_report
from autograder.grading.json_subprocess import WorkerDied
from autograder.grading.worker import Worker, WorkerReply
from autograder.nbgrader import autograded_notebook
from autograder.release import contents, leak_scan
from autograder.submissions.discovery import FoundSubmission


def configure(config: Any, root: str | Path | None = None) -> None:
    """Make nbgrader's commands use this engine for the units of course.yml."""
    try:
        course = _course(str(root or Path.cwd()))
    except AutograderError as error:
        # nbgrader only logs what a configuration raises, and would go on without the engine.
        raise SystemExit(f"nbgrader_config.py: {error}") from error
    # nbgrader calls `alembic` by its bare name; a command started by its full path has no such name on PATH.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    config.CourseDirectory.course_id = course.id
    config.CourseDirectory.root = str(course.root)
    config.GenerateAssignment.exporter_class = HandoutExporter
    config.GenerateAssignment.preprocessors = [
        Markers,
        FillInPoints,
        *GenerateAssignment.preprocessors.default_args[0],
        Handout,
    ]
    config.Autograde.exporter_class = SubmissionExporter
    config.Autograde.sanitize_preprocessors = []
    config.Autograde.autograde_preprocessors = [SaveAutoGrades, HoldBack, AssignLatePenalties]


class Markers(NbGraderPreprocessor):  # type: ignore[misc]
    """Stops a release at a marker that is nearly right: nbgrader would publish the hidden part without a word."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Look at the source notebook before anything is taken out of it."""
        place = resources["nbgrader"]
        contents.check_source(nb, f"source/{place['assignment']}/{place['notebook']}.ipynb")
        return nb, resources


class FillInPoints(NbGraderPreprocessor):  # type: ignore[misc]
    """Writes what the checks are worth into the check cells and the text of the notebook."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Fill in the points before nbgrader stores the check cells in its gradebook."""
        unit = _course(str(Path.cwd())).unit(resources["nbgrader"]["assignment"])
        return fill_in(nb, read_points(unit, nb), unit.id), resources


class Handout(NbGraderPreprocessor):  # type: ignore[misc]
    """Puts `lab` and the templates beside the notebook, and lets nothing out that holds a secret line."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Scan the whole handout, then hand its files to nbgrader's writer."""
        course = _course(str(Path.cwd()))
        unit = course.unit(resources["nbgrader"]["assignment"])
        files = contents.companion_files(course, unit)
        notebook = {f"{unit.id}.ipynb": json_text(canonicalize(nb)).encode()}
        leak_scan.scan(files | notebook, leak_scan.find_secrets(course, unit))
        resources.setdefault("outputs", {}).update(files)
        return nb, resources


class HandoutExporter(NotebookExporter):  # type: ignore[misc]
    """Writes the canonical form: releasing twice gives the same bytes."""

    def from_notebook_node(self, nb: Any, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """The released notebook as text."""
        text, resources = super().from_notebook_node(nb, resources, **kwargs)
        return json_text(canonicalize(parse_notebook(text, "the released notebook"))), resources


class SubmissionExporter(NotebookExporter):  # type: ignore[misc]
    """Reads a submission, however damaged, and hands nbgrader a graded notebook in its place."""

    def from_filename(self, filename: str, resources: Any = None, **kwargs: Any) -> tuple[str, Any]:
        """Grade on the first reading; nbgrader's second one finds the result in `autograded/`."""
        written: tuple[str, Any]
        if isinstance(self.parent, Autograde) and self.parent._sanitizing:
            place = resources["nbgrader"]
            own = FoundSubmission(place["student"], Path(filename))
            notebook = grade(Path.cwd(), place["assignment"], own, _following(self.parent, filename))
            written = super().from_notebook_node(nbformat.from_dict(notebook), resources, **kwargs)
        else:
            written = super().from_filename(filename, resources, **kwargs)
        return written


class HoldBack(NbGraderPreprocessor):  # type: ignore[misc]
    """Marks what no machine could grade as waiting for a person."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Set `needs_manual_grade` where a check was broken or nothing could be read."""
        held = nb.metadata.get("autograder", {}).get("held", [])
        place = resources["nbgrader"]
        if held:
            with Gradebook(place["db_url"]) as gradebook:
                submitted = gradebook.find_submission_notebook(place["notebook"], place["assignment"], place["student"])
                for grade in submitted.grades:
                    if "*" in held or grade.name.removesuffix("-check") in held:
                        grade.needs_manual_grade = True
                gradebook.db.commit()
        return nb, resources


def grade(root: Path, unit_id: str, own: FoundSubmission, following: FoundSubmission | None) -> dict[str, Any]:
    """The autograded notebook of one submission; a grader that fails gives a notebook that says so."""
    course = _course(str(root))
    try:
        answer = _desk(str(root), unit_id).grade(own, following)
    except WorkerDied as death:
        unit = course.unit(unit_id)
        source = parse_notebook(unit.source.read_text(encoding="utf-8"), unit.id)
        blank = release_with_points(unit, source)
        report = ungraded_report(course, unit, own.student, str(death), own.read()[0])
        return autograded_notebook.notebook(report, blank["cells"])
    return autograded_notebook.notebook(answer.report, answer.cells)


class Desk:
    """Grades the submission that comes next while nbgrader writes the last one down, which takes it longer."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._one_by_one = ThreadPoolExecutor(1)
        self._coming: dict[FoundSubmission, Future[WorkerReply]] = {}

    def grade(self, own: FoundSubmission, following: FoundSubmission | None) -> WorkerReply:
        """The answer for `own`; `following` is begun with. Lost where the grading process did not survive it."""
        answer = self._coming.pop(own, None) or self._begin(own)
        if following is not None and following not in self._coming:
            self._coming = {following: self._begin(following)}
        return answer.result()

    def _begin(self, found: FoundSubmission) -> Future[WorkerReply]:
        show = self._worker.course.policies.show_outputs
        return self._one_by_one.submit(lambda: self._worker.grade(found.student, *found.read(), show=show))

    def close(self) -> None:
        """End the grading process, whatever it does."""
        self._one_by_one.shutdown(wait=False, cancel_futures=True)
        self._worker.close()


def _following(converter: Autograde, filename: str) -> FoundSubmission | None:
    """The submission that nbgrader will convert next, in its own order."""
    later = [folder for folder in sorted(converter.assignments) if folder > str(Path(filename).parent)]
    if not later:
        return None
    parts = converter._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
    named = re.match(parts, later[0])
    return FoundSubmission(named["student_id"], Path(min(converter.assignments[later[0]]))) if named else None


@cache
def _course(root: str) -> Course:
    return Course.load(root)


@cache
def _desk(root: str, unit_id: str) -> Desk:
    desk = Desk(Worker(_course(root), unit_id))
    atexit.register(desk.close)
    return desk
