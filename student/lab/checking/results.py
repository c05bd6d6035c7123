"""What this kernel has seen of the exercises: how each visible check ended when it was last run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["passed", "failed", "not started", "stopped"]


@dataclass(frozen=True)
class Finding:
    """How one visible check ended. One that was never tried, because another was stopped, has no message."""

    title: str
    outcome: Outcome
    points: int
    message: str = ""
    hint: str | None = None
    place: str = ""
    printed: str = ""
    interrupted: bool = False


@dataclass(frozen=True)
class Verdict:
    """All visible checks of an exercise, and what the whole exercise is worth."""

    exercise: str
    worth: int
    findings: tuple[Finding, ...]

    @property
    def visible(self) -> int:
        """Points that the visible checks are worth."""
        return sum(finding.points for finding in self.findings)

    @property
    def hidden(self) -> int:
        """Points that only the grader gives."""
        return self.worth - self.visible

    @property
    def earned(self) -> int:
        """Points of the visible checks that passed."""
        return sum(finding.points for finding in self.findings if finding.outcome == "passed")

    @property
    def state(self) -> Literal["passed", "failed", "not started"]:
        """All passed, all untouched, or anything else."""
        if all(finding.outcome == "not started" for finding in self.findings):
            return "not started"
        return "passed" if all(finding.outcome == "passed" for finding in self.findings) else "failed"

    @property
    def interrupted(self) -> bool:
        """Whether the student stopped it by hand."""
        return any(finding.interrupted for finding in self.findings)


_seen: dict[str, Verdict] = {}


def remember(verdict: Verdict) -> Verdict:
    """Keep it as the latest of its exercise."""
    _seen[verdict.exercise] = verdict
    return verdict


def latest(exercise: str) -> Verdict | None:
    """The verdict seen last, if there is one."""
    return _seen.get(exercise)
