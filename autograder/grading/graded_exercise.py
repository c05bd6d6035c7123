"""One exercise of a submission: how its checks ended, and the mistakes behind those that failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from autograder.checking.pytest_session import Check
from autograder.checking.relation import Relation
from autograder.course.mistakes import Mistake
from autograder.grading.check_runs import CheckRun
from autograder.report import CheckResult, ExerciseResult
from autograder.sandbox.host.student_process import NameVersion


@dataclass
class GradedExercise:
    """How the checks of an exercise ended, with the version of the notebook's names that earns most."""

    name: str
    checks: Sequence[Check]
    run: CheckRun
    attempted: bool = True
    version: NameVersion = "check"
    earlier_names: set[str] = field(default_factory=set)
    """The earlier exercises without whose mistakes checks would have failed: those that followed through, and those
    that the reference took the place of."""
    notes: list[str] = field(default_factory=list)
    mistakes: Mapping[str, Mistake | Relation] = field(default_factory=dict)
    stop_reason: str = ""

    @property
    def score(self) -> int:
        """The points of the checks that passed."""
        return sum(check.points for check in self.checks if self.run.outcomes[check.name].outcome == "passed")

    @property
    def is_complete(self) -> bool:
        """Whether every point is earned."""
        return self.score == sum(check.points for check in self.checks)

    @property
    def is_right_alone(self) -> bool:
        """Whether every point is earned without regard to an earlier exercise."""
        return self.is_complete and not self.earlier_names

    @property
    def known_mistake(self) -> Mistake | None:
        """The known mistake behind all failed checks; None where there is none, or more than one."""
        mistake = next(iter(self.mistakes.values()), None)
        is_the_same = all(other == mistake for other in self.mistakes.values())
        return mistake if isinstance(mistake, Mistake) and is_the_same else None

    @property
    def is_recognised(self) -> bool:
        """Whether the function is wrong, and each check says by which mistake, or right as it follows from others."""
        losses = self.run.losses(self.checks)
        return all(check.name in self.mistakes for check in losses) if losses else bool(self.earlier_names)

    def result(self) -> ExerciseResult:
        """Return the result for the report."""
        failed_names = self.run.failures()
        mistakes = {name: mistake for name, mistake in self.mistakes.items() if name in failed_names}
        results = [_check_result(c, self.run, mistakes.get(c.name)) for c in self.checks]
        return ExerciseResult(
            id=self.name,
            score=self.score,
            max_score=sum(check.points for check in self.checks),
            attempted=self.attempted,
            note="; ".join(filter(None, self.notes)),
            checks=tuple(results),
        )


def _check_result(check: Check, run: CheckRun, mistake: Mistake | Relation | None = None) -> CheckResult:
    outcome = run.outcomes[check.name]
    if outcome.outcome == "failed" and not outcome.started:
        message = f"{outcome.message}: does a line `raise NotImplementedError` still stand in it?"
        outcome = replace(outcome, message=message)
    return CheckResult(
        name=check.name,
        title=check.title,
        visible=check.visible,
        outcome=outcome.outcome,
        points=check.points if outcome.outcome == "passed" else 0,
        max_points=check.points,
        message=outcome.message,
        public_message=outcome.public_message,
        hint=mistake.hint if mistake else outcome.hint,
        mistake=mistake.id if mistake else None,
        mistake_title=mistake.title if mistake else None,
        mistake_kind=None if mistake is None else "relation" if isinstance(mistake, Relation) else "known",
        code_line=run.code_line(check) if outcome.outcome == "failed" else None,
    )
