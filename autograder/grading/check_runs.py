"""Runs of an exercise's checks on a student's process, with the questions and answers of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from autograder.checking.diagnosis import Transcript
from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.single_check import run_check
from autograder.grading.mistake_naming import MistakeNaming
from autograder.report import CodeLine

OUT_OF_TIME = "not run: {}. Is there a cell or a function that waits or repeats for very long?"
NOT_COMPARABLE = "the answer of `{}` cannot be compared with the right one: it has another form"
FORM_HINT = "Is it what the docstring promises, each part of it?"


@dataclass
class CheckRun:
    """How some checks of an exercise ended, and their transcripts, by the names of the checks."""

    outcomes: dict[str, CheckOutcome] = field(default_factory=dict)
    transcripts: dict[str, Transcript] = field(default_factory=dict)

    def losses(self, checks: Iterable[Check]) -> list[Check]:
        """Return the checks that did not pass, except broken ones."""
        return [check for check in checks if self.outcomes[check.name].outcome in ("failed", "skipped")]

    def failures(self) -> dict[str, Transcript]:
        """Return the transcripts of the checks that failed."""
        failed = (name for name, outcome in self.outcomes.items() if outcome.outcome == "failed")
        return {name: self.transcripts[name] for name in failed if name in self.transcripts}

    def code_line(self, check: Check) -> CodeLine | None:
        """Return the line of the student's at which a check ended, None where no exception of theirs ended it."""
        last = next((exchange.reply for exchange in reversed(self.transcripts.get(check.name, ()))), None)
        if last is None or last.line is None or last.ending not in ("raised", "missing"):
            return None
        return CodeLine(number=last.line, text=last.source_line)


def skipped_run(checks: Sequence[Check], message: str) -> CheckRun:
    """Return a run in which no check was run."""
    return CheckRun({check.name: CheckOutcome("skipped", message) for check in checks})


def run_checks(checks: Sequence[Check], checker: Checker, naming: MistakeNaming, remote: RemoteCaller) -> CheckRun:
    """Run checks in order. After a stop the rest is skipped, so that an endless loop costs its time once."""
    run = CheckRun()
    remote.stop_reason = ""
    remote.ask_ahead(checks)
    for check in checks:
        if remote.budget.is_out_of_time:
            run.outcomes[check.name] = CheckOutcome("skipped", OUT_OF_TIME.format(remote.budget.time_message))
            continue
        if remote.stop_reason:
            message = f"not run, because an earlier check was stopped: {remote.stop_reason}"
            run.outcomes[check.name] = CheckOutcome("skipped", message)
            continue
        outcome, transcript = run_check(check, checker, remote)
        if outcome.outcome == "broken" and not outcome.is_engine_error and naming.reference_passes(check):
            outcome = CheckOutcome("failed", NOT_COMPARABLE.format(check.exercise), FORM_HINT)
        run.outcomes[check.name] = outcome
        run.transcripts[check.name] = transcript
    return run
