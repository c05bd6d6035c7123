"""`nbgrader autograde` for an ordinary nbgrader course: its own notebooks and tests, graded in isolation."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import traitlets
from nbgrader.preprocessors import ClearOutput, Execute

from autograder.errors import AutograderError
from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.nbgrader.autograde import GradingExporter, import_string, use_nbgrader_tools
from autograder.nbgrader.autograded_files import AutogradedFiles
from autograder.nbgrader.copied_files import limit_copied_files
from autograder.nbgrader.current_worker import CurrentWorker
from autograder.nbgrader.gradebook_engines import share_engines
from autograder.nbgrader.manual_grades import METADATA_KEY
from autograder.nbgrader.submission_transaction import use_one_transaction
from autograder.nbgrader.submitted_folder import SubmittedFolder, read_files
from autograder.notebook_tests.calibration_file import calibration_file, read_protections, unprotected_lines
from autograder.notebook_tests.cell_runner import MANUAL_GRADING
from autograder.notebook_tests.gradebook_reader import read_source_notebook
from autograder.notebook_tests.graded_cells import build_cells
from autograder.notebook_tests.kept_outputs import keep_outputs
from autograder.notebook_tests.merge import merge_submission, without_submission
from autograder.notebook_tests.notebook_run import NotebookResult
from autograder.notebook_tests.safe_prose import safe_prose
from autograder.notebook_tests.source_notebook import HIDDEN_MARKERS, SourceNotebook
from autograder.notebook_tests.verdicts import CellProtection
from autograder.notebook_tests.worker import NotebookReply, NotebookWorker
from autograder.submissions.discovery import LARGEST_NOTEBOOK

LARGEST_READ_AGAIN = 2 << 20
CELLS_PER_NOTEBOOK = 10
"""A notebook has the time of this many cells that use all of theirs."""

LONGEST_CELL = 3600.0
"""Seconds of a cell where nbgrader's timeout is None or -1, which means no limit."""


def configure(config: Any, *, require_sandbox: bool = False, **limits: Any) -> None:
    """Make `nbgrader autograde` of this course use the engine.

    `limits` are fields of `autograder.limits.Limits`.
    """
    use_nbgrader_tools()
    limit_copied_files()
    share_engines()
    use_one_transaction()
    Limits(**limits)
    config.Autograde.exporter_class = import_string(NotebookTestExporter)
    config.NotebookTestExporter.require_sandbox = require_sandbox
    config.NotebookTestExporter.limits = limits


class NotebookTestExporter(GradingExporter):
    """Grades submissions with the test cells of the notebook."""

    limits = traitlets.Dict(help="Limits of student code that differ from those that follow from the timeout").tag(
        config=True
    )
    require_sandbox = traitlets.Bool(help="Whether to refuse a machine that lacks a layer of isolation").tag(
        config=True
    )

    @property
    def all_limits(self) -> Limits:
        """The limits of student code, which follow from nbgrader's timeout, wherever it is configured."""
        timeout = Execute(parent=self).timeout
        seconds = float(timeout) if timeout and timeout > 0 else LONGEST_CELL
        notebook_seconds = seconds * CELLS_PER_NOTEBOOK
        defaults = {
            "cell_seconds": seconds,
            "call_seconds": seconds,
            "notebook_seconds": notebook_seconds,
            "cpu_seconds": int(2 * notebook_seconds),
        }
        return Limits(**{**defaults, **self.limits})

    def grade(self, path: Path, context: Mapping[str, str]) -> AutogradedFiles:
        """Grade a submission and log its repairs and the cells that need manual grading."""
        folder = self.parent.coursedir
        source_folder = Path(folder.format_path(folder.source_directory, ".", context["assignment"])).resolve()
        ignored = tuple(folder.ignore)
        source_notebook = read_source_notebook(context, source_folder, self._hidden_markers())
        editable = self.parent.exclude_overwriting.get(context["assignment"], [])
        course_files = {
            name: data
            for name, data in read_files(source_folder, PurePosixPath(), ignored).items()
            if name not in editable
        }
        submitted_folder = SubmittedFolder.of(self.parent, path)
        files = {**submitted_folder.read_companions(ignored), **course_files}
        try:
            submission = submitted_folder.read(path.name, LARGEST_NOTEBOOK)
        except OSError as error:
            self.log.warning("%s: the notebook cannot be read: %s", context["student"], error.strerror)
            submission = b""
        reply = self._reply(context, source_notebook, submission, files, course_files)
        for note in reply.notes:
            self.log.warning("%s, %s: %s", context["student"], context["notebook"], note)
        kernelspec = {"kernelspec": source_notebook.kernelspec} if source_notebook.kernelspec else {}
        metadata = {**kernelspec, METADATA_KEY: {"needs_manual_grade": list(reply.manual_grading)}}
        cells = safe_prose(source_notebook, reply.cells)
        return AutogradedFiles({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})

    def _reply(
        self,
        context: Mapping[str, str],
        source_notebook: SourceNotebook,
        submission: bytes,
        files: Mapping[str, bytes],
        course_files: Mapping[str, bytes],
    ) -> NotebookReply:
        """Return what the worker makes of a submission, or what a submission shows that must not be executed."""
        if not Execute(parent=self).enabled:
            result = keep_outputs(source_notebook, submission, clear=ClearOutput(parent=self).enabled)
            return NotebookReply(build_cells(source_notebook, result), result.manual_grading, result.notes)
        try:
            worker = self._worker(context, source_notebook, course_files)
            protections = self._protections(context, source_notebook, worker)
            return worker.grade(source_notebook, submission, files, protections)
        except WorkerDied as error:
            return ungraded_reply(source_notebook, submission, str(error))
        except AutograderError as error:
            # nbgrader would go on with the next submission, which could not be isolated either.
            raise SystemExit(f"autograde: {error}") from error

    def _protections(
        self, context: Mapping[str, str], source_notebook: SourceNotebook, worker: NotebookWorker
    ) -> dict[str, CellProtection]:
        """Return how each test cell is graded, and log it once."""
        path = calibration_file(Path(self.parent.coursedir.root), context["assignment"], context["notebook"])
        protections = read_protections(path, source_notebook, worker)
        if path not in _logged_calibrations:
            _logged_calibrations.add(path)
            for line in unprotected_lines(protections):
                self.log.warning("%s, %s: %s", context["assignment"], context["notebook"], line)
        return protections

    def _hidden_markers(self) -> tuple[str, str]:
        settings = self.config.ClearHiddenTests
        begin, end = HIDDEN_MARKERS
        # 'delimeter' is nbgrader's own spelling.
        return settings.get("begin_test_delimeter", begin), settings.get("end_test_delimeter", end)

    def _worker(
        self, context: Mapping[str, str], source_notebook: SourceNotebook, course_files: Mapping[str, bytes]
    ) -> NotebookWorker:
        """Return the worker of the assignment: all its notebooks share one, until a file or a setting changes."""
        limits = self.all_limits
        key = (context["db_url"], context["assignment"], limits, self.require_sandbox, course_files)
        return _current_worker.get(
            key, lambda: NotebookWorker(limits, source_notebook.modules, course_files, self.require_sandbox)
        )


_logged_calibrations: set[Path] = set()
_current_worker: CurrentWorker[NotebookWorker] = CurrentWorker()


def ungraded_reply(source_notebook: SourceNotebook, submission: bytes, reason: str) -> NotebookReply:
    """Return a reply that leaves all test cells to manual grading, because the grading process died.

    It may have died of the file, so a large one is not read again: no limit would stop this process.
    """
    if len(submission) <= LARGEST_READ_AGAIN:
        merged_notebook = merge_submission(source_notebook, submission)
    else:
        merged_notebook = without_submission(source_notebook, "the file is too large to be shown here")
    output = {"output_type": "error", "ename": "Lost", "evalue": MANUAL_GRADING, "traceback": [MANUAL_GRADING]}
    outputs = {index: (output,) for index, cell in enumerate(merged_notebook.cells) if cell.is_test}
    manual_grading = {merged_notebook.cells[index].name: reason for index in outputs}
    result = NotebookResult(merged_notebook, outputs, manual_grading)
    return NotebookReply(build_cells(source_notebook, result), manual_grading, result.notes)
