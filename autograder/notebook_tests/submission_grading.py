"""One submission, run twice: by nbgrader's rules inside the student's process, and with the tests outside of it.

What students read comes from a process that has never seen a hidden line. Where tests have hidden lines, that is a
third run, of the notebook as it was released.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from autograder.notebook_tests.cell_outputs import HIDDEN_TEST, Output
from autograder.notebook_tests.cell_runner import MANUAL_GRADING, error_output
from autograder.notebook_tests.executor_run import ExecutorRun
from autograder.notebook_tests.merge import MergedNotebook
from autograder.notebook_tests.notebook_run import NotebookResult, NotebookRun, find_problem, leave_to_manual_grading
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.notebook_tests.verdicts import CellProtection, Protection, Trial, Verdict, decide, points_of
from autograder.sandbox.host.sandbox import OutputMode, Sandbox

PROTECTED = CellProtection(Protection.PROTECTED)


@dataclass
class SubmissionGrading:
    """Grades one submission. `files` lie beside it; cells that are not in `protections` count as protected."""

    source_notebook: SourceNotebook
    sandbox: Sandbox
    merged_notebook: MergedNotebook
    files: Mapping[str, bytes]
    protections: Mapping[str, CellProtection]

    def __post_init__(self) -> None:
        cells = self.merged_notebook.cells
        self.tests = {index: cell.source_cell for index, cell in enumerate(cells) if cell.is_test and cell.source_cell}
        hidden = {index: self.source_notebook.hidden_lines(cell.source) for index, cell in self.tests.items()}
        self.first_hidden = min((index for index, lines in hidden.items() if any(lines)), default=len(cells))
        self.has_hidden_lines = self.first_hidden < len(cells)

    def grade(self) -> NotebookResult:
        """Run the notebook and return its outputs, each test's with the points of its verdict."""
        if problem := find_problem(self.source_notebook, self.merged_notebook):
            return leave_to_manual_grading(self.merged_notebook, problem)
        # Before the tests run in this process: they may change it.
        executor_run, shown_run = self._run_as_executor_and_as_released()
        separate = self._run_separately() if self._needs_separate_run() else None
        trials = self._trials(executor_run, separate)
        outputs = dict(shown_run.outputs)
        manual_grading = dict(self.merged_notebook.answers_put_back)
        for index, source_cell in self.tests.items():
            max_points = source_cell.points or 0.0
            protection = self.protections.get(source_cell.name, PROTECTED)
            verdict = decide(protection, trials[source_cell.name], max_points)
            candidates = [shown_run.outputs.get(index, ())]
            is_shown = protection.protection is Protection.PROTECTED and index < self.first_hidden
            if separate and is_shown and source_cell.name not in separate.manual_grading:
                candidates.insert(0, separate.outputs.get(index, ()))
            failure = HIDDEN_TEST if self.first_hidden <= index else "the test"
            outputs[index] = _shown_outputs(verdict, max_points, candidates, error_output("Error", f"{failure} failed"))
            if verdict.manual_reason:
                manual_grading[source_cell.name] = verdict.manual_reason
        return NotebookResult(self.merged_notebook, outputs, manual_grading)

    def try_tests(self) -> dict[str, Trial]:
        """Return what both runs give for each test cell."""
        if find_problem(self.source_notebook, self.merged_notebook):
            return {}
        return self._trials(self._run_as_executor(hidden=True), self._run_separately())

    def _run_as_executor_and_as_released(self) -> tuple[ExecutorRun, ExecutorRun]:
        """Return the run of the whole tests and that of the tests without hidden lines; both at the same time."""
        if not self.has_hidden_lines:
            run = self._run_as_executor(hidden=True)
            return run, run
        with ThreadPoolExecutor(1) as executor:
            future = executor.submit(self._run_as_executor, hidden=False)
            run = self._run_as_executor(hidden=True)
            return run, future.result()

    def _run_as_executor(self, *, hidden: bool) -> ExecutorRun:
        released = {} if hidden else {i: self.source_notebook.released_source(c.source) for i, c in self.tests.items()}
        mode: OutputMode = "figures" if hidden != self.has_hidden_lines else "text"
        return ExecutorRun(self.sandbox, self.merged_notebook, self.files, released, mode).run()

    def _run_separately(self) -> NotebookResult:
        return NotebookRun(self.source_notebook, self.sandbox, self.merged_notebook, self.files).run()

    def _needs_separate_run(self) -> bool:
        protections = (self.protections.get(cell.name, PROTECTED) for cell in self.tests.values())
        return any(cell.protection is Protection.PROTECTED for cell in protections)

    def _trials(self, executor_run: ExecutorRun, separate: NotebookResult | None) -> dict[str, Trial]:
        trials = {}
        for index, cell in self.tests.items():
            max_points = cell.points or 0.0
            reason = separate.manual_grading.get(cell.name, "") if separate else ""
            separate_outputs = separate.outputs.get(index, ()) if separate and not reason else None
            trials[cell.name] = Trial(
                points_of(executor_run.outputs.get(index, ()), max_points),
                None if separate_outputs is None else points_of(separate_outputs, max_points),
                reason,
                executor_run.is_refused_until(index),
                tuple(sorted(separate.changes.get(cell.name, ()))) if separate else (),
            )
        return trials


def _shown_outputs(
    verdict: Verdict, max_points: float, candidates: Sequence[tuple[Output, ...]], failure: Output
) -> tuple[Output, ...]:
    """Return outputs in which nbgrader reads the points of the verdict: the first such candidate, or else the failure.

    The candidates have never seen a hidden line.
    """
    if verdict.manual_reason:
        return _outputs_with(verdict.points, max_points, error_output("NeedsPerson", MANUAL_GRADING))
    for outputs in candidates:
        if points_of(outputs, max_points) == verdict.points:
            return outputs
    return _outputs_with(verdict.points, max_points, failure)


def _outputs_with(points: float, max_points: float, failure: Output) -> tuple[Output, ...]:
    """Return outputs in which nbgrader reads the points."""
    if points >= max_points > 0:
        return ()
    if points == 0:
        return (failure,)
    data = {"text/plain": f"{points!r}"}
    return ({"output_type": "execute_result", "execution_count": None, "data": data, "metadata": {}}, failure)
