"""The worker that grades notebooks of an ordinary nbgrader course. Its process runs `worker_main`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from autograder.errors import SandboxError
from autograder.grading.base64_files import encode, encode_files
from autograder.grading.confined_subprocess import ConfinedSubprocess
from autograder.grading.json_subprocess import JsonSubprocess, WorkerDied
from autograder.grading.readable_files import compile_modules, kit_files, package_folders
from autograder.grading.reply_validation import require_cells, require_texts
from autograder.grading.worker_base import WorkerBase
from autograder.limits import Limits
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.submitted_files import find_file_problem
from autograder.notebook_tests.verdicts import CellProtection, Trial
from autograder.sandbox.host.fork_server import ForkServerProcess
from autograder.sandbox.host.grader_launcher import GraderProgram
from autograder.sandbox.host.launcher import PRELOAD, Preparation, launch

RUNS = 3
"""A submission is run up to three times, each time with all of its own time."""

GRADER_SECONDS = 60.0
"""For what the grader does after a submission's own time is used up, beside a test cell that has begun."""


@dataclass(frozen=True)
class NotebookReply:
    """What a worker made of one submission.

    `cells` are the graded notebook's; `manual_grading` maps cells that need manual grading to the reasons; `notes` are
    for the instructor.
    """

    cells: Sequence[dict[str, Any]]
    manual_grading: Mapping[str, str]
    notes: Sequence[str]


@dataclass
class NotebookWorker(WorkerBase):
    """Grades submissions of one assignment, one after the other. `course_files` lie beside every notebook."""

    limits: Limits
    preload: Sequence[str] = ()
    course_files: Mapping[str, bytes] = field(default_factory=dict)
    require_sandbox: bool = False

    def grade(
        self,
        source_notebook: SourceNotebook,
        submission: bytes,
        files: Mapping[str, bytes],
        protections: Mapping[str, CellProtection] | None = None,
    ) -> NotebookReply:
        """Grade one submitted notebook; WorkerDied where the grading process did not survive it, or would not."""
        if problem := find_file_problem(files, self.limits):
            raise WorkerDied(problem)
        fields = {name: cell.as_dict() for name, cell in (protections or {}).items()}
        reply = self._request(source_notebook, submission, files, fields)
        cells = require_cells(reply.get("cells"), self.limits.output_bytes)
        notes = reply.get("notes")
        return NotebookReply(
            cells,
            require_texts(reply.get("manual_grading")),
            [str(note) for note in notes] if isinstance(notes, list) else [],
        )

    def try_tests(self, source_notebook: SourceNotebook, submission: bytes) -> dict[str, Trial]:
        """Return what both ways to run a test give for each test cell; WorkerDied as for `grade`."""
        reply = self._request(source_notebook, submission, {}, None)
        return {name: Trial(**fields) for name, fields in reply["trials"].items()}

    def _request(
        self,
        source_notebook: SourceNotebook,
        submission: bytes,
        files: Mapping[str, bytes],
        protections: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        request = {
            "source_notebook": source_notebook.as_dict(),
            "submission": encode(submission),
            "files": encode_files(files),
            "protections": protections,
        }
        seconds = self.limits.total_seconds * RUNS + self.limits.cell_seconds + GRADER_SECONDS
        reply = self.ask(request, seconds)
        if "lost" in reply:
            raise WorkerDied(str(reply["lost"]))
        return reply

    def start_process(self) -> JsonSubprocess:
        """Start a process for the assignment."""
        installed = tuple(filter(_is_installed, self.preload))
        settings = {
            "limits": self.limits.model_dump(),
            "preload": list(installed),
            "course_files": encode_files(self.course_files),
            "require_sandbox": self.require_sandbox,
        }
        return ConfinedSubprocess(lambda: self._program(installed), lambda: self._launch(installed), settings)

    def _program(self, installed: Sequence[str]) -> GraderProgram:
        readable = (*map(str, kit_files()), *(str(path) for path in package_folders(installed)))
        compile_modules(readable)
        return GraderProgram("autograder.notebook_tests.worker_main", (), readable, self.limits)

    def _launch(self, installed: Sequence[str]) -> ForkServerProcess:
        """Start a fork server; without the course's modules where one of them cannot be preloaded."""
        try:
            return launch(self.limits, Preparation((*PRELOAD, *installed)))
        except SandboxError:
            return launch(self.limits, Preparation())


def _is_installed(module: str) -> bool:
    """Return whether a module that tests import can be found here; `__main__`, for one, is no file."""
    try:
        return find_spec(module.partition(".")[0]) is not None
    except ValueError:
        return False
