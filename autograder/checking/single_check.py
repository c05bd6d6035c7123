"""The run of a single check on a student's process, or its known ending where the process gives known answers."""

from __future__ import annotations

from lab.checking.api import Student

from autograder.checking.answered_checks import Ending
from autograder.checking.diagnosis import Recorder, Transcript
from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller

RunResult = tuple[CheckOutcome, Transcript]


def run_check(check: Check, checker: Checker, remote: RemoteCaller) -> RunResult:
    """Return how a check ends on a student's process, and its transcript, which is empty for some that passed."""
    answered = remote.answered
    if answered is None or not check.is_plain:
        return _run(check, checker, remote)
    process = remote.process
    if process is None or not process.alive:
        return _run(check, checker, remote)
    position = (check.exercise, check.name, len(process.client.functions))
    if not answered.accepts(position):
        return _run(check, checker, remote)
    steps, ending = answered.follow(position, process.client)
    if ending is not None:
        process.client.add_functions(ending.functions)
        return ending.outcome, ending.transcript
    missing_name_count = remote.missing_name_count
    process.client.record(steps, position[2])
    outcome, transcript = _run(check, checker, remote)
    recorded_steps = process.client.stop_recording()
    if recorded_steps is None:
        answered.refuse(position)
        remote.restart()
        return _run(check, checker, remote)
    # What a missing name is told depends on the student's notebook, not on the answers alone.
    if outcome.outcome != "broken" and not remote.stop_reason and remote.missing_name_count == missing_name_count:
        functions = tuple(process.client.functions[position[2] :])
        known_transcript = () if outcome.outcome == "passed" else transcript
        answered.add(position, recorded_steps, Ending(outcome, known_transcript, functions))
    return outcome, transcript


def _run(check: Check, checker: Checker, remote: RemoteCaller) -> RunResult:
    recorder = Recorder(remote)
    outcome = checker.run(check, Student(recorder, checker.returns))
    return outcome, recorder.transcript
