"""Running a submission's cells in a child, again where a child was stopped, within one budget for the notebook.

For a score the cells are run that the exercises need; with `show`, all of them, and what they show is kept.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.course.notebook import Role
from autograder.grading.cell_dependencies import RUNNABLE, needed_cells
from autograder.sandbox import CellRun, Child, Sandbox, Stopped
from autograder.submissions.merge import MergedCell, MergedNotebook


@dataclass
class CellExecution:
    """Opens children in which the cells have been run. A cell that had to be stopped is not run again."""

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
    _shown: bool = False

    def __post_init__(self) -> None:
        if not self.show:
            self._needed = needed_cells(self.submission.cells)

    def include_all_cells(self) -> bool:
        """Run every cell from now on, as a name was missing that some other cell may define; False if they all were."""
        narrow, self._needed = self._needed is not None, None
        return narrow

    def open(self) -> Child:
        """A child with every cell run that can be. Raises Stopped only where not even an empty child comes up."""
        if self.seconds >= 2 * self.sandbox.limits.notebook_seconds:
            raise Stopped("timeout", "the cells had to be run again too often: they took twice the notebook's time")
        cells = [cell for cell in self.submission.cells if self._wanted(cell)]
        while True:
            child = self.sandbox.open(self.files, show="figures" if self.show and not self._shown else "nothing")
            culprit = self._run(child, cells)
            if culprit is None:
                self._shown = True
                return child
            child.close()
            self._stopped.add(culprit.name)
            cells = [
                cell
                for cell in cells
                if cell.name not in self._stopped and (self._in_budget() or cell.role is not Role.FREE)
            ]

    def _wanted(self, cell: MergedCell) -> bool:
        runs = cell.role in RUNNABLE and cell.name not in self._stopped and cell.source.strip()
        return bool(runs) and (self._needed is None or cell.name in self._needed)

    def _in_budget(self) -> bool:
        return self.seconds < self.sandbox.limits.notebook_seconds

    def _run(self, child: Child, cells: list[MergedCell]) -> MergedCell | None:
        """Run the cells; the one that had to be stopped, if any."""
        for cell in cells:
            before = time.perf_counter()
            try:
                self._keep(cell, child.run_cell(cell.source))
            except Stopped as stop:
                self._note(cell, f"cell '{cell.name}': {stop}")
                self.outputs[cell.name] = (_error_output("Stopped", str(stop)),)
                return cell
            finally:
                self.seconds += time.perf_counter() - before
        return None

    def _keep(self, cell: MergedCell, run: CellRun) -> None:
        self.outputs.setdefault(cell.name, run.outputs)
        if run.error is not None and run.error.type_name != "NotImplementedError":
            self._note(cell, f"cell '{cell.name}' raised {run.error.type_name}")

    def _note(self, cell: MergedCell, text: str) -> None:
        if cell.from_student and text not in self.errors:
            self.errors.append(text)


def _error_output(name: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": name, "evalue": text, "traceback": [text]}
