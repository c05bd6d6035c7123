"""One submission, from its first cell to its last: the student's cells run in the sandbox, the test cells run here."""

from __future__ import annotations

import linecache
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from autograder.notebook_tests.cell_namespace import CellNamespace
from autograder.notebook_tests.cell_runner import MANUAL_GRADING, CellRunner, Output, error_output
from autograder.notebook_tests.merge import MergedCell, MergedNotebook, merge_submission
from autograder.notebook_tests.remote_object import make_remote_object
from autograder.notebook_tests.rpc_client import StudentConnection
from autograder.notebook_tests.source_notebook import SourceNotebook, mentioned_names
from autograder.sandbox import ProcessEnded, Sandbox, SubmissionBudget

LARGEST_FILE = 8 << 20


@dataclass(frozen=True)
class NotebookResult:
    """The merged notebook and its outputs by position. `manual_grading` maps cells to why a person must grade them."""

    merged_notebook: MergedNotebook
    outputs: Mapping[int, tuple[Output, ...]]
    manual_grading: Mapping[str, str]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the instructor should know."""
        reasons = tuple(f"'{name}' needs a person: {reason}" for name, reason in self.manual_grading.items())
        problem = self.merged_notebook.problem
        return (*([problem] * bool(problem)), *self.merged_notebook.repairs, *reasons)


@dataclass
class NotebookRun:
    """Runs one merged notebook. `files` lie beside it in the student's process."""

    source_notebook: SourceNotebook
    sandbox: Sandbox
    merged_notebook: MergedNotebook
    files: Mapping[str, bytes]
    outputs: dict[int, tuple[Output, ...]] = field(default_factory=dict)
    manual_grading: dict[str, str] = field(default_factory=dict)
    _connection: StudentConnection | None = None
    _completed_cells: list[int] = field(default_factory=list)
    _start_time: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._budget = SubmissionBudget(self.sandbox.limits)
        self.namespace = CellNamespace(self.source_notebook.solution_names, self.source_notebook.global_names)
        self.namespace.mentioned_names = mentioned_names(
            cell.source for cell in self.merged_notebook.cells if cell.runs_in_sandbox
        )
        limits = self.sandbox.limits
        self.cell_runner = CellRunner(
            self.namespace,
            limits.cell_seconds,
            limits.notebook_seconds,
            frozenset(Path(name).parts[0].removesuffix(".py") for name in self.files if name.endswith(".py")),
            self.source_notebook.hidden_lines,
            self._copy_file,
        )

    def run(self) -> NotebookResult:
        """Run all cells in order."""
        if problem := self._find_problem():
            self._leave_to_manual_grading(problem)
            return NotebookResult(self.merged_notebook, self.outputs, self.manual_grading)
        self._prepare_namespace()
        try:
            for index, cell in enumerate(self.merged_notebook.cells):
                if cell.is_test:
                    self._run_test(index, cell)
                elif cell.runs_in_sandbox:
                    self._run_student_cell(index, cell)
        finally:
            self._disconnect()
        return NotebookResult(self.merged_notebook, self.outputs, self.manual_grading)

    def _find_problem(self) -> str:
        """Return why nothing of the notebook can be run; empty where it can."""
        if self.merged_notebook.problem:
            return self.merged_notebook.problem
        language = self.source_notebook.language
        return "" if language.lower().startswith(("python", "ipython")) else f"the notebook is written in {language}"

    def _leave_to_manual_grading(self, reason: str) -> None:
        for index, cell in enumerate(self.merged_notebook.cells):
            if cell.is_test:
                self.outputs[index] = (error_output("NeedsPerson", MANUAL_GRADING),)
            if cell.source_cell and cell.source_cell.grade:
                self.manual_grading[cell.name] = reason

    def _prepare_namespace(self) -> None:
        """Run the course's imports and functions first, so that no name of the student can replace them."""
        linecache.clearcache()
        for statement in (*self.source_notebook.import_statements, *self.source_notebook.locked_functions()):
            with suppress(Exception):  # a module that only students need may be missing here
                exec(statement, self.namespace)  # noqa: S102 - the instructor's own code

    def _run_student_cell(self, index: int, cell: MergedCell) -> None:
        if self._is_time_used_up(index):
            return
        try:
            cell_run = self._connect().process.run_cell(cell.source)
        except ProcessEnded as error:
            self.outputs[index] = (error_output("Stopped", str(error)),)
            self._disconnect()
            return
        self.outputs[index] = cell_run.outputs
        self._completed_cells.append(index)

    def _run_test(self, index: int, cell: MergedCell) -> None:
        assert cell.source_cell is not None  # noqa: S101 - a test is the course's
        if self._is_time_used_up(index):
            return
        try:
            self.namespace.connect(self._connect())
        except ProcessEnded as error:
            self.outputs[index] = (error_output("Stopped", str(error)),)
            return
        result = self.cell_runner.run(cell.name, cell.source, cell.source_cell.points or 0.0)
        self.outputs[index] = result.outputs
        if result.manual_reason:
            self.manual_grading[cell.name] = result.manual_reason
            self._connect().manual_reason = ""
        if result.end_reason:
            self._disconnect()

    def _is_time_used_up(self, index: int) -> bool:
        """Return whether the notebook's time is used up; if so, the cell's output says it."""
        if time.monotonic() - self._start_time < self.sandbox.limits.notebook_seconds:
            return False
        self.outputs[index] = (error_output("Stopped", "not run: the notebook's time is used up"),)
        return True

    def _connect(self) -> StudentConnection:
        """Return the connection to a process in which all cells completed so far have been run."""
        if self._connection is None or not self._connection.process.alive:
            self._disconnect()
            process = self.sandbox.open(self.files, "figures", self._budget)
            self._connection = StudentConnection(process, make_remote_object, self.source_notebook.class_names)
            for index in self._completed_cells:
                process.run_cell(self.merged_notebook.cells[index].source)
        return self._connection

    def _disconnect(self) -> None:
        self.namespace.connection = None
        if self._connection is not None:
            self._connection.process.close()
            self._connection = None

    def _copy_file(self, name: str) -> None:
        """Copy a file that the student's cells wrote here, where the course has none of that name."""
        path = Path(name)
        if self._connection is None or path.exists():
            return
        with suppress(ProcessEnded, OSError):
            data = self._connection.process.read_file(name, LARGEST_FILE)
            if data is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)


def run_notebook(
    source_notebook: SourceNotebook, sandbox: Sandbox, data: bytes, files: Mapping[str, bytes]
) -> NotebookResult:
    """Merge and run one submission in the current folder."""
    folder = Path.cwd()
    try:
        return NotebookRun(source_notebook, sandbox, merge_submission(source_notebook, data), files).run()
    finally:
        os.chdir(folder)  # a test may have changed it
