"""The run of a single check on a student's process, or its known ending where the process gives known answers."""

from __future__ import annotations

from lab.checking.api import Student

from autograder.checking.diagnosis import Recorder, Transcript
from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.repeated_work import do_work

RunResult = tuple[CheckOutcome, Transcript]


def run_check(check: Check, checker: Checker, remote: RemoteCaller) -> RunResult:
    """Return how a check ends on a student's process, and its transcript, which is empty if it passes."""

    def run() -> RunResult:
        recorder = Recorder(remote)
        outcome = checker.run(check, Student(recorder, checker.returns))
        return outcome, () if outcome.outcome == "passed" else recorder.transcript

    if not check.is_plain:
        return run()
    return do_work(
        (check.exercise, check.name),
        run,
        remote,
        summary=lambda result: result[0],
        is_final=lambda result: result[0].outcome != "broken",
        transcripts=lambda result: [result[1]],
    )
