"""The verdict on a test cell, from two runs: one as nbgrader's executor does it, one with the test outside.

In the first run the test is in the student's process, which a student can manipulate. In the second one it is not, but
a few things that tests do are impossible there. Where the instructor's own solution shows that both agree, the second
one decides, and the first one is the proof that nothing is lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from autograder.notebook_tests.cell_outputs import Output

REFUSED = "the sandbox refused something that this submission or its test does: nbgrader's own executor may allow it"
TOO_MANY_POINTS = "the test gave more points than the cell has"
REFUSED_SOLUTION = "the sandbox refuses something that the instructor's own solution does"
FAILED_SOLUTION = "the instructor's own solution does not get all points here"
NO_PERSON = ""


class Protection(Enum):
    """Which of the two runs decides about a test cell."""

    PROTECTED = "protected"
    UNPROTECTED = "not protected"
    MANUAL = "graded by a person"


@dataclass(frozen=True)
class CellProtection:
    """How a test cell is graded in its course, and why it is not protected.

    `changes` says what the instructor's solution does to values of the test; None where there is no solution.
    """

    protection: Protection
    reason: str = ""
    changes: tuple[str, ...] | None = None

    def as_dict(self) -> dict[str, Any]:
        changes = None if self.changes is None else list(self.changes)
        return {"protection": self.protection.value, "reason": self.reason, "changes": changes}

    @classmethod
    def from_dict(cls, fields: Mapping[str, Any]) -> CellProtection:
        changes = fields["changes"]
        return cls(Protection(fields["protection"]), fields["reason"], None if changes is None else tuple(changes))


@dataclass(frozen=True)
class Trial:
    """What the two runs gave for a test cell; None where a run cannot tell.

    `separate_reason` says why, `is_refused` whether the sandbox refused something until this cell, and `changes` what
    the student's code did to values of the test.
    """

    executor_points: float | None
    separate_points: float | None
    separate_reason: str = ""
    is_refused: bool = False
    changes: Sequence[str] = ()

    def as_dict(self) -> dict[str, Any]:
        return {**vars(self)}

    @property
    def agrees(self) -> bool:
        """Whether both runs give the same points."""
        return self.executor_points is not None and self.executor_points == self.separate_points

    @property
    def agrees_on_wrong_code(self) -> bool:
        """Whether both runs give the same points, or no points decide without the second run."""
        return self.agrees or (self.executor_points == 0 and self.separate_points is None)


@dataclass(frozen=True)
class Verdict:
    """The points of a test cell, and why a person must look at it, if so."""

    points: float
    manual_reason: str = NO_PERSON


def points_of(outputs: Sequence[Output], max_points: float) -> float | None:
    """Return the points that nbgrader reads from the outputs of a test cell; None where it would fail.

    The rule is that of `nbgrader.utils.determine_grade`. To import it takes a grading process 1.5 seconds.
    """
    try:
        for output in outputs:
            kind = output["output_type"]
            if kind == "error" or (kind == "stream" and output["name"] == "stderr"):
                return 0.0
            if kind == "execute_result":
                return _partial_points(output["data"]["text/plain"], max_points)
    except (KeyError, TypeError):
        return None
    return max_points


def _partial_points(text: str | list[str], max_points: float) -> float | None:
    """Return the points in the text of a value: all if it is no number, None if it is empty or too large."""
    if not text:
        return None
    if isinstance(text, list) and len(text) > 1:
        return max_points
    try:
        points = float(text[0] if isinstance(text, list) else text)
    except ValueError:
        return max_points
    if points > max_points:
        return None
    return points if points >= 0.0 else max_points


def decide(cell: CellProtection, trial: Trial, max_points: float) -> Verdict:
    """Return the verdict on a submission's test cell."""
    points = trial.executor_points
    if points is None:
        return Verdict(0.0, TOO_MANY_POINTS)
    if cell.protection is Protection.PROTECTED:
        return _protected_verdict(cell, trial, points, max_points)
    if points < max_points and cell.protection is Protection.MANUAL:
        return Verdict(points, cell.reason)
    return Verdict(points, _refusal(trial, points, max_points))


def _protected_verdict(cell: CellProtection, trial: Trial, points: float, max_points: float) -> Verdict:
    separate_points = trial.separate_points
    if separate_points is None:
        if points == 0:
            return Verdict(0.0, _refusal(trial, points, max_points))
        return Verdict(0.0, trial.separate_reason or "the test cannot be run outside the student's process")
    if points != separate_points:
        reason = f"the test gives {points:g} points in the student's process and {separate_points:g} outside of it"
        return Verdict(min(points, separate_points), reason)
    changes = sorted(set(trial.changes) - set(trial.changes if cell.changes is None else cell.changes))
    if points > 0 and changes:
        return Verdict(0.0, f"the student's code {' and '.join(changes)}, which the instructor's solution does not")
    return Verdict(points, _refusal(trial, points, max_points))


def _refusal(trial: Trial, points: float, max_points: float) -> str:
    return REFUSED if trial.is_refused and points < max_points else NO_PERSON


def classify(trials: Sequence[Trial], max_points: float, *, is_solved: bool = True) -> CellProtection:
    """Return how a test cell is graded, from trials with the instructor's notebook (the first) and with wrong ones.

    `is_solved` says whether the instructor's notebook has a solution for this test: then it must earn all points.
    """
    solution = trials[0]
    if is_solved and solution.executor_points is not None and solution.executor_points < max_points:
        return CellProtection(Protection.MANUAL, REFUSED_SOLUTION if solution.is_refused else FAILED_SOLUTION)
    different = next((trial for trial in trials[1:] if not trial.agrees_on_wrong_code), solution)
    if different is solution and solution.agrees:
        return CellProtection(Protection.PROTECTED, changes=tuple(solution.changes) if is_solved else None)
    different = different if solution.agrees else solution
    reason = different.separate_reason or "outside the student's process it gives other points"
    return CellProtection(Protection.UNPROTECTED, reason)
