"""Results of the visible checks, and the latest result of each exercise in this kernel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed", "not started", "stopped"]


@dataclass(frozen=True)
class CheckResult:
    """How one visible check ended. One that was not run, because another was stopped, has no message."""

    title: str
    outcome: Outcome
    points: int
    message: str = ""
    hint: str | None = None
    location: str = ""
    printed: str = ""
    interrupted: bool = False


@dataclass(frozen=True)
class ExerciseResult:
    """The results of an exercise's visible checks, and the points of all its checks."""

    exercise: str
    max_points: int
    checks: tuple[CheckResult, ...]

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
        """`passed` or `not started` where all checks are, else `failed`."""
        outcomes = {check.outcome for check in self.checks}
        if outcomes <= {"not started"}:
            return "not started"
        return "passed" if outcomes == {"passed"} else "failed"

    @property
    def interrupted(self) -> bool:
        """Whether the student interrupted a check."""
        return any(check.interrupted for check in self.checks)


latest: dict[str, ExerciseResult] = {}
"""The latest result of each exercise, by its name."""
