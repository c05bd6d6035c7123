"""Execution of a submission's cells in the sandbox, within the notebook's time limit.

To compute a score only the cells are run that the exercises need; with `show`, all cells, and their outputs are kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.course.cell_syntax import definitions_only
from autograder.course.notebook import Role, checked_name
from autograder.grading.cell_dependencies import RUNNABLE, needed_cells
from autograder.sandbox.host.results import CellResult, ProcessEnded, Raised
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.submissions.merged_notebook import MergedCell, MergedNotebook

COLAB = "google.colab"
"""A module of a cell that uploads the handout to Colab: that nobody else has it is no mistake of the student's."""


@dataclass
class CellExecution:
    """Opens student processes in which the cells have been run. A cell that was stopped is not run again."""

    sandbox: Sandbox
    submission: MergedNotebook
    files: Mapping[str, bytes]
    show: bool = False
    outputs: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    exceptions: dict[str, Raised] = field(default_factory=dict)
    seconds: float = 0.0
    started: float = field(default_factory=time.perf_counter)
    budget: SubmissionBudget = field(init=False)
    _stopped: set[str] = field(default_factory=set)
    _reduced: dict[str, str] = field(default_factory=dict)
    _needed: frozenset[str] | None = None
    _has_outputs: bool = False

    def __post_init__(self) -> None:
        self.budget = SubmissionBudget(self.sandbox.limits)
        if not self.show:
            self._needed = needed_cells(self.submission.cells)

    def include_all_cells(self) -> bool:
        """Run every cell from now on; return False if that was so before."""
        some_left_out, self._needed = self._needed is not None, None
        return some_left_out

    @property
    def leaves_out_student_cells(self) -> bool:
        """Whether a cell that the student wrote is not run."""
        return self._needed is not None and any(
            cell.from_student and cell.role in RUNNABLE and cell.source.strip() and cell.name not in self._needed
            for cell in self.submission.cells
        )

    def open(self) -> StudentProcess:
        """Return a process in which the cells have been run; ProcessEnded only if none can be started.

        A cell that is stopped is run again with its definitions only, and left out if they are stopped, too.
        """
        if self.seconds >= 2 * self.sandbox.limits.notebook_seconds:
            message = "the cells had to be run again too often: they took twice the notebook's time"
            raise ProcessEnded("timeout", message)
        cells = [cell for cell in self.submission.cells if self._is_run(cell)]
        while True:
            with_outputs = self.show and not self._has_outputs
            process = self.sandbox.open(self.files, "figures" if with_outputs else "nothing", self.budget)
            stopped_cell = self._run(process, cells)
            if stopped_cell is None:
                self._has_outputs = True
                return process
            process.close()
            self._reduce(stopped_cell)
            cells = [
                cell
                for cell in cells
                if cell.name not in self._stopped and (self._has_time_left() or cell.role is not Role.FREE)
            ]

    def _is_run(self, cell: MergedCell) -> bool:
        can_run = cell.role in RUNNABLE and cell.name not in self._stopped and cell.source.strip()
        return bool(can_run) and (self._needed is None or cell.name in self._needed)

    def _has_time_left(self) -> bool:
        return self.seconds < self.sandbox.limits.notebook_seconds

    def _run(self, process: StudentProcess, cells: list[MergedCell]) -> MergedCell | None:
        """Run the cells in order; return the cell that was stopped, if one was."""
        checks = self._checks_above(cells)
        for cell in cells:
            start = time.perf_counter()
            try:
                source = self._reduced.get(cell.name, cell.source)
                run = process.run_cell(source, checks_above=checks.get(cell.name, ()), is_given=not cell.from_student)
                self._record(cell, run)
            except ProcessEnded as error:
                self._add_error(cell, f"cell '{cell.name}': {error}")
                self.outputs[cell.name] = (_error_output("Stopped", str(error)),)
                return cell
            finally:
                self.seconds += time.perf_counter() - start
        return None

    def _checks_above(self, cells: list[MergedCell]) -> dict[str, list[str]]:
        """Return, for each cell that is run, the exercises whose check cells are between it and the one before."""
        run_names, passed_checks, checks = {cell.name for cell in cells}, list[str](), {}
        for cell in self.submission.cells:
            if cell.role is Role.CHECK:
                passed_checks.append(checked_name(cell.cell))
            elif cell.name in run_names and passed_checks:
                checks[cell.name], passed_checks = passed_checks, []
        return checks

    def _reduce(self, cell: MergedCell) -> None:
        """Leave a cell that was stopped out from now on, except for its definitions at the first time."""
        reduced = "" if cell.name in self._reduced else definitions_only(cell.source)
        if reduced:
            self._reduced[cell.name] = reduced
        else:
            self._stopped.add(cell.name)

    def _record(self, cell: MergedCell, run: CellResult) -> None:
        self.outputs.setdefault(cell.name, run.outputs)
        if run.error is not None and run.error.type_name != "NotImplementedError":
            self.exceptions[cell.name] = run.error
            if run.error.type_name != "ModuleNotFoundError" or COLAB not in cell.source:
                self._add_error(cell, f"cell '{cell.name}' raised {run.error.type_name}")

    def _add_error(self, cell: MergedCell, text: str) -> None:
        if cell.from_student and text not in self.errors:
            self.errors.append(text)


def _error_output(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}
