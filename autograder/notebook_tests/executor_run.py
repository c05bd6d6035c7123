"""One submission as nbgrader's own executor runs it: test cells and student cells in one process, in their order.

The process is the sandboxed one of the student. Whatever it says could be the student's: it decides a mark only where
the tests cannot be run outside of it, and after a hidden line nothing that it says is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from autograder.notebook_tests.cell_outputs import Output
from autograder.notebook_tests.cell_runner import error_output
from autograder.notebook_tests.merge import MergedNotebook
from autograder.sandbox.host.results import ProcessEnded, Returned
from autograder.sandbox.host.sandbox import OutputMode, Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol.framing import Handle

ENVIRONMENT = """
def _prepare():
    import os, sys, warnings
    def show(message, category, filename, lineno, file=None, line=None):
        (file or sys.stdout).write(f"{category.__name__}: {message}\\n")
    def prepare_warnings(info):
        warnings.showwarning = show
        events.unregister("pre_run_cell", prepare_warnings)
    events = get_ipython().events
    events.register("pre_run_cell", prepare_warnings)
    os.environ["NBGRADER_EXECUTION"] = "autograde"
_prepare()
del _prepare
"""
"""Runs before the first cell: the variable that nbgrader documents, and warnings that cost no points."""

REFUSALS = frozenset({
    "PermissionError", "MemoryError", "ConnectionError", "ConnectionRefusedError", "NewConnectionError",
    "MaxRetryError", "URLError", "gaierror", "ConnectError", "ProxyError", "BlockingIOError",
})  # fmt: skip
"""Exceptions by which the sandbox refuses what nbgrader's executor would have done."""
REFUSAL_TEXTS = ("programs cannot be started while", "Operation not permitted", "No space left", "Read-only file")
TIME_USED_UP = "not run: the notebook's time is used up"


@dataclass
class ExecutorRun:
    """Runs the cells of a merged notebook. `sources` replaces the code of some cells, by position."""

    sandbox: Sandbox
    merged_notebook: MergedNotebook
    files: Mapping[str, bytes]
    sources: Mapping[int, str] = field(default_factory=dict)
    output_mode: OutputMode = "text"
    outputs: dict[int, tuple[Output, ...]] = field(default_factory=dict)
    refused_cells: list[int] = field(default_factory=list)
    _process: StudentProcess | None = None
    _completed_cells: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._budget = SubmissionBudget(self.sandbox.limits)

    def run(self) -> ExecutorRun:
        """Run all cells; returns itself, with the outputs by position and the cells that the sandbox refused."""
        try:
            for index, cell in enumerate(self.merged_notebook.cells):
                if cell.kind == "code" and self._source(index).strip():
                    self._run_cell(index)
        finally:
            self._close()
        return self

    def is_refused_until(self, index: int) -> bool:
        """Return whether the sandbox refused something in this cell or above it."""
        return any(refused <= index for refused in self.refused_cells)

    def _source(self, index: int) -> str:
        return self.sources.get(index, self.merged_notebook.cells[index].source)

    def _run_cell(self, index: int) -> None:
        if self._budget.is_out_of_time:
            self.outputs[index] = (error_output("Stopped", TIME_USED_UP),)
            self.refused_cells.append(index)
            return
        try:
            result = self._open().run_cell(self._source(index))
        except ProcessEnded as error:
            self.outputs[index] = (error_output("Stopped", str(error)),)
            if error.reason in ("memory", "sandbox", "protocol") or self._budget.is_out_of_time:
                self.refused_cells.append(index)
            self._close()
            return
        self.outputs[index] = result.outputs
        self._completed_cells.append(index)
        if any(map(_is_refusal, result.outputs)):
            self.refused_cells.append(index)

    def _open(self) -> StudentProcess:
        """Return the process in which all cells completed so far have been run."""
        if self._process is None or not self._process.alive:
            self._close()
            sources = map(self._source, self._completed_cells)
            self._process = open_notebook(self.sandbox, self.files, self.output_mode, self._budget, sources)
        return self._process

    def _close(self) -> None:
        if self._process is not None:
            self._process.close()
            self._process = None


def open_notebook(
    sandbox: Sandbox,
    files: Mapping[str, bytes],
    output_mode: OutputMode,
    budget: SubmissionBudget,
    sources: Iterable[str],
) -> StudentProcess:
    """Return a new process with the environment of nbgrader's executor, in which the cells `sources` have been run."""
    process = sandbox.open(files, output_mode, budget)
    with suppress(ProcessEnded):
        reply = process.call("get_ipython")
        if isinstance(reply, Returned) and isinstance(reply.value, Handle):
            process.call((reply.value, "ex"), [ENVIRONMENT])
    for source in sources:
        process.run_cell(source)
    return process


def _is_refusal(output: Output) -> bool:
    """Return whether an output is what a cell says after the sandbox refused something."""
    if output.get("output_type") == "error":
        text = str(output.get("evalue"))
        return output.get("ename") in REFUSALS or any(part in text for part in REFUSAL_TEXTS)
    text = str(output.get("text", "")) if output.get("name") == "stderr" else ""
    return any(part in text for part in REFUSAL_TEXTS)
