"""Execution of a submission's cells in the sandbox, within the notebook's time limit.

To compute a score only the cells are run that the exercises need; with `show`, all cells, and their outputs are kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.course.notebook import Role
from autograder.grading.cell_dependencies import RUNNABLE, needed_cells
from autograder.sandbox import CellResult, ProcessEnded, Sandbox, StudentProcess
from autograder.submissions.merge import MergedCell, MergedNotebook


@dataclass
class CellExecution:
    """Opens student processes in which the cells have been run. A cell that was stopped is not run again."""

    sandbox: Sandbox
    submission: MergedNotebook
    files: Mapping[str, bytes]
    show: bool = False
    outputs: dict[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0
    started: float = field(default_factory=time.perf_counter)
    _stopped: set[str] = field(default_factory=set)
    _needed: frozenset[str] | None = None
    _has_outputs: bool = False

    def __post_init__(self) -> None:
        if not self.show:
            self._needed = needed_cells(self.submission.cells)

    def include_all_cells(self) -> bool:
        """Run every cell from now on; return False if that was so before."""
        some_left_out, self._needed = self._needed is not None, None
        return some_left_out

    def open(self) -> StudentProcess:
        """Return a process in which the cells have been run; ProcessEnded only if none can be started."""
        if self.seconds >= 2 * self.sandbox.limits.notebook_seconds:
            message = "the cells had to be run again too often: they took twice the notebook's time"
            raise ProcessEnded("timeout", message)
        cells = [cell for cell in self.submission.cells if self._is_run(cell)]
        while True:
            with_outputs = self.show and not self._has_outputs
            process = self.sandbox.open(self.files, outputs="figures" if with_outputs else "nothing")
            stopped_cell = self._run(process, cells)
            if stopped_cell is None:
                self._has_outputs = True
                return process
            process.close()
            self._stopped.add(stopped_cell.name)
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
        for cell in cells:
            start = time.perf_counter()
            try:
                self._record(cell, process.run_cell(cell.source))
            except ProcessEnded as error:
                self._add_error(cell, f"cell '{cell.name}': {error}")
                self.outputs[cell.name] = (_error_output("Stopped", str(error)),)
                return cell
            finally:
                self.seconds += time.perf_counter() - start
        return None

    def _record(self, cell: MergedCell, run: CellResult) -> None:
        self.outputs.setdefault(cell.name, run.outputs)
        if run.error is not None and run.error.type_name != "NotImplementedError":
            self._add_error(cell, f"cell '{cell.name}' raised {run.error.type_name}")

    def _add_error(self, cell: MergedCell, text: str) -> None:
        if cell.from_student and text not in self.errors:
            self.errors.append(text)


def _error_output(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}
