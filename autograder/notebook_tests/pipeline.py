"""`nbgrader autograde` for an ordinary nbgrader course: its own notebooks and tests, graded in isolation."""

from __future__ import annotations

import atexit
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from nbgrader.converters import Autograde
from nbgrader.preprocessors import Execute, SaveAutoGrades

from autograder.course.notebook import Notebook
from autograder.errors import AutograderError
from autograder.grading.json_subprocess import WorkerDied
from autograder.limits import Limits
from autograder.nbgrader.autograde import (
    FlagForManualGrading,
    GradingExporter,
    configure_autograde,
    use_nbgrader_tools,
)
from autograder.nbgrader.autograded_notebook import METADATA_KEY
from autograder.nbgrader.submitted_folder import SubmittedFolder, read_files
from autograder.notebook_tests.cell_runner import MANUAL_GRADING
from autograder.notebook_tests.gradebook_reader import read_source_notebook
from autograder.notebook_tests.graded_cells import build_cells
from autograder.notebook_tests.merge import merge_submission
from autograder.notebook_tests.notebook_run import NotebookResult
from autograder.notebook_tests.source_notebook import HIDDEN_MARKERS, SourceNotebook
from autograder.notebook_tests.worker import NotebookReply, NotebookWorker
from autograder.submissions.discovery import LARGEST_NOTEBOOK

CELLS_PER_NOTEBOOK = 10
"""A notebook has the time of this many cells that use all of theirs."""


def configure(config: Any, *, require_sandbox: bool = False, **limits: Any) -> None:
    """Make `nbgrader autograde` of this course use the engine.

    `limits` are fields of `autograder.limits.Limits`.
    """
    use_nbgrader_tools()
    seconds = (
        config.Execute.get("timeout") or config.ExecutePreprocessor.get("timeout") or Execute.timeout.default_value
    )
    NotebookTestExporter.limits = _limits(float(seconds), limits)
    NotebookTestExporter.require_sandbox = require_sandbox
    preprocessors = config.Autograde.get("autograde_preprocessors") or Autograde.autograde_preprocessors.default_args[0]
    configure_autograde(config, NotebookTestExporter, _replace_execute(preprocessors))


def _replace_execute(preprocessors: Sequence[Any]) -> list[Any]:
    """Return the preprocessors without `Execute`, and with `FlagForManualGrading` after the scores are stored."""
    names = ("Execute", "nbgrader.preprocessors.Execute")
    steps = [step for step in preprocessors if step is not Execute and step not in names]
    position = steps.index(SaveAutoGrades) + 1 if SaveAutoGrades in steps else len(steps)
    return [*steps[:position], FlagForManualGrading, *steps[position:]]


def _limits(cell_seconds: float, changes: Mapping[str, Any]) -> Limits:
    """Return the limits that follow from nbgrader's timeout, with the changes that the course asks for."""
    seconds = cell_seconds if cell_seconds > 0 else Execute.timeout.default_value
    notebook_seconds = seconds * CELLS_PER_NOTEBOOK
    defaults = {
        "cell_seconds": seconds,
        "call_seconds": seconds,
        "notebook_seconds": notebook_seconds,
        "cpu_seconds": int(2 * notebook_seconds),
    }
    return Limits(**{**defaults, **changes})


class NotebookTestExporter(GradingExporter):
    """Grades submissions with the test cells of the notebook."""

    limits = Limits()
    require_sandbox = False

    def grade(self, path: Path, context: Mapping[str, str]) -> Notebook:
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
        try:
            worker = self._worker(context, source_notebook, course_files)
            reply = worker.grade(source_notebook, submission, files)
        except WorkerDied as error:
            reply = _ungraded_reply(source_notebook, submission, str(error))
        except AutograderError as error:
            # nbgrader would go on with the next submission, which could not be isolated either.
            raise SystemExit(f"autograde: {error}") from error
        for note in reply.notes:
            self.log.warning("%s, %s: %s", context["student"], context["notebook"], note)
        metadata = {
            "kernelspec": source_notebook.kernelspec,
            METADATA_KEY: {"needs_manual_grade": list(reply.manual_grading)},
        }
        return {"cells": reply.cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4}

    def _hidden_markers(self) -> tuple[str, str]:
        settings = self.config.ClearHiddenTests
        begin, end = HIDDEN_MARKERS
        # 'delimeter' is nbgrader's own spelling.
        return settings.get("begin_test_delimeter", begin), settings.get("end_test_delimeter", end)

    def _worker(
        self, context: Mapping[str, str], source_notebook: SourceNotebook, course_files: Mapping[str, bytes]
    ) -> NotebookWorker:
        """Return the worker of the assignment: all its notebooks share one."""
        key = (context["db_url"], context["assignment"])
        if key not in _workers:
            worker = NotebookWorker(self.limits, source_notebook.modules, course_files, self.require_sandbox)
            atexit.register(worker.close)
            _workers[key] = worker
        return _workers[key]


_workers: dict[tuple[str, str], NotebookWorker] = {}
"""The workers by address of the gradebook and name of the assignment."""


def _ungraded_reply(source_notebook: SourceNotebook, submission: bytes, reason: str) -> NotebookReply:
    """Return a reply that leaves all test cells to manual grading, because the grading process died."""
    merged_notebook = merge_submission(source_notebook, submission)
    output = {"output_type": "error", "ename": "Lost", "evalue": MANUAL_GRADING, "traceback": [MANUAL_GRADING]}
    outputs = {index: (output,) for index, cell in enumerate(merged_notebook.cells) if cell.is_test}
    manual_grading = {merged_notebook.cells[index].name: reason for index in outputs}
    result = NotebookResult(merged_notebook, outputs, manual_grading)
    return NotebookReply(build_cells(source_notebook, result), manual_grading, result.notes)
