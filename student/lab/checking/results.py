"""Results of the visible checks, and the latest result of each exercise in this kernel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed", "not started", "stopped"]


@dataclass(frozen=True)
class CheckResult:
    """How one visible check ended. One that was not run, because another was stopped, has no message.

    `function` is the one of the student's that raised NotImplementedError, where the check is not started.
    `printed` is the beginning of what the student's code printed, `printed_lines` the number of all its lines.
    """

    title: str
    outcome: Outcome
    points: int
    message: str = ""
    hint: str | None = None
    location: str = ""
    printed: str = ""
    printed_lines: int = 0
    interrupted: bool = False
    function: str = ""


@dataclass(frozen=True)
class ExerciseResult:
    """The results of an exercise's visible checks, and the points of all its checks.

    `problem` says what is wrong with the cell itself: Python cannot read it, or it is written and does not run.
    """

    exercise: str
    max_points: int
    checks: tuple[CheckResult, ...]
    problem: str = ""

    @property
    def visible_points(self) -> int:
        """Points of the visible checks."""
        return sum(check.points for check in self.checks)

    @property
    def hidden_points(self) -> int:
        """Points of the checks that only the grader runs."""
        return self.max_points - self.visible_points

    @property
    def earned_points(self) -> int:
        """Points of the visible checks that passed."""
        return sum(check.points for check in self.checks if check.outcome == "passed")

    @property
    def outcome(self) -> Literal["passed", "failed", "not started"]:
        """`passed` or `not started` where all checks are and the cell has no problem, else `failed`."""
        outcomes = {check.outcome for check in self.checks}
        if self.problem:
            return "failed"
        if outcomes <= {"not started"}:
            return "not started"
        return "passed" if outcomes == {"passed"} else "failed"

    @property
    def interrupted(self) -> bool:
        """Whether the student interrupted a check."""
        return any(check.interrupted for check in self.checks)


latest: dict[str, ExerciseResult] = {}
"""The latest result of each exercise, by its name."""
