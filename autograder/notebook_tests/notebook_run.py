"""One submission, from its first cell to its last: the student's cells run in the sandbox, the test cells run here."""

from __future__ import annotations

import linecache
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from autograder.notebook_tests.cell_names import names_in
from autograder.notebook_tests.cell_namespace import CellNamespace
from autograder.notebook_tests.cell_outputs import Output
from autograder.notebook_tests.cell_runner import MANUAL_GRADING, CellRunner, error_output
from autograder.notebook_tests.executor_run import TIME_USED_UP, open_notebook
from autograder.notebook_tests.locked_cells import LockedCells
from autograder.notebook_tests.merge import MergedCell, MergedNotebook
from autograder.notebook_tests.notebook_names import NotebookNames
from autograder.notebook_tests.remote_object import make_remote_object
from autograder.notebook_tests.rpc_client import StudentConnection
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.submission_budget import SubmissionBudget

LARGEST_FILE = 8 << 20


@dataclass(frozen=True)
class NotebookResult:
    """The merged notebook and its outputs by position. `manual_grading` maps cells to why a person must grade them.

    `changes` maps test cells to what the student's code has done to values of the test.
    """

    merged_notebook: MergedNotebook
    outputs: Mapping[int, tuple[Output, ...]]
    manual_grading: Mapping[str, str]
    changes: Mapping[str, frozenset[str]] = field(default_factory=dict)

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
    changes: dict[str, frozenset[str]] = field(default_factory=dict)
    _connection: StudentConnection | None = None
    _completed_cells: list[int] = field(default_factory=list)
    _free_cells: set[int] = field(default_factory=set)
    _start_time: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self._budget = SubmissionBudget(self.sandbox.limits)
        student_cells = [
            cell.source
            for cell in self.merged_notebook.cells
            if cell.runs_in_sandbox
            and not (cell.source_cell and cell.source_cell.locked)
            and cell.source.strip() not in self.source_notebook.free_sources
        ]
        self.namespace = CellNamespace(NotebookNames.of(self.source_notebook, student_cells))
        limits = self.sandbox.limits
        self.cell_runner = CellRunner(
            self.namespace,
            limits.cell_seconds,
            limits.notebook_seconds,
            frozenset(Path(name).parts[0].removesuffix(".py") for name in self.files if name.endswith(".py")),
            self.source_notebook.hidden_lines,
            self._copy_file,
        )
        self.locked_cells = LockedCells(
            self.namespace, self.source_notebook.solution_reads, self.cell_runner.execute_statement
        )

    def run(self) -> NotebookResult:
        """Run all cells in order."""
        if problem := find_problem(self.source_notebook, self.merged_notebook):
            return leave_to_manual_grading(self.merged_notebook, problem)
        linecache.clearcache()
        try:
            for index, cell in enumerate(self.merged_notebook.cells):
                if cell.is_test:
                    self._run_test(index, cell)
                elif cell.runs_in_sandbox:
                    self._run_student_cell(index, cell)
        finally:
            self._disconnect()
        return NotebookResult(self.merged_notebook, self.outputs, self.manual_grading, self.changes)

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
        if cell.source_cell is not None and cell.source_cell.locked:
            self._run_locked_cell(cell)
        else:
            self.namespace.forget(names_in(cell.source).bound & self.source_notebook.student_names)

    def _run_locked_cell(self, cell: MergedCell) -> None:
        """Run a locked cell here, too: its names belong to the tests."""
        self.namespace.connect(self._connect())
        self._run_free_cells_above(cell)
        self.locked_cells.run(cell.source)
        if self._connect().end_reason:
            self._disconnect()

    def _run_free_cells_above(self, cell: MergedCell) -> None:
        """Run the instructor's free cells above this one that have not been run, as the locked ones."""
        for place, source in self.source_notebook.free_cells_above(cell.name):
            if place not in self._free_cells:
                self._free_cells.add(place)
                self.locked_cells.run(source)

    def _run_test(self, index: int, cell: MergedCell) -> None:
        assert cell.source_cell is not None  # noqa: S101 - a test is the course's
        if self._is_time_used_up(index):
            return
        try:
            self.namespace.connect(self._connect())
        except ProcessEnded as error:
            self.outputs[index] = (error_output("Stopped", str(error)),)
            return
        self._run_free_cells_above(cell)
        result = self.cell_runner.run(cell.name, cell.source, cell.source_cell.points or 0.0)
        self.outputs[index], self.changes[cell.name] = result.outputs, result.changes
        if result.manual_reason:
            self.manual_grading[cell.name] = result.manual_reason
            self._connect().manual_reason = ""
        if result.end_reason:
            self._disconnect()

    def _is_time_used_up(self, index: int) -> bool:
        """Return whether the notebook's time is used up; if so, the cell's output says it."""
        if time.monotonic() - self._start_time < self.sandbox.limits.notebook_seconds:
            return False
        self.outputs[index] = (error_output("Stopped", TIME_USED_UP),)
        return True

    def _connect(self) -> StudentConnection:
        """Return the connection to a process in which all cells completed so far have been run."""
        if self._connection is None or not self._connection.process.alive:
            self._disconnect()
            sources = [self.merged_notebook.cells[index].source for index in self._completed_cells]
            process = open_notebook(self.sandbox, self.files, "nothing", self._budget, sources)
            self._connection = StudentConnection(process, make_remote_object, self.source_notebook.class_names)
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


def find_problem(source_notebook: SourceNotebook, merged_notebook: MergedNotebook) -> str:
    """Return why nothing of the notebook can be run; empty where it can."""
    if merged_notebook.problem:
        return merged_notebook.problem
    language = source_notebook.language
    return "" if language.lower().startswith(("python", "ipython")) else f"the notebook is written in {language}"


def leave_to_manual_grading(merged_notebook: MergedNotebook, reason: str) -> NotebookResult:
    """Return a result in which a person must grade every cell that earns points."""
    cells = merged_notebook.cells
    output = error_output("NeedsPerson", MANUAL_GRADING)
    outputs = {index: (output,) for index, cell in enumerate(cells) if cell.is_test}
    graded = [cell.name for cell in cells if cell.source_cell and cell.source_cell.grade]
    return NotebookResult(merged_notebook, outputs, dict.fromkeys(graded, reason))
