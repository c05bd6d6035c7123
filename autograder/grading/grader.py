"""Grading: one submission in, one report out. Knows nothing of files, students' folders or gradebooks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from lab.checking.api import Student
from lab.checking.local_caller import LocalCaller

from autograder.checking import diagnosis
from autograder.checking.diagnosis import Exchange, Recorder
from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_execution import CellExecution
from autograder.grading.prediction_scoring import score_predictions
from autograder.report import (
    CheckResult,
    ExerciseResult,
    Isolation,
    PredictionResult,
    Report,
    Seconds,
    SubmissionInfo,
)
from autograder.sandbox import Sandbox
from autograder.submissions.merge import MergedNotebook, is_attempted, merge

Transcripts = dict[str, tuple[Exchange, ...]]

NOT_ATTEMPTED = "not attempted yet"


@dataclass(frozen=True, slots=True)
class GradingResult:
    """A report, and what the cells showed where that was asked for: cell name → nbformat outputs."""

    report: Report
    submission: MergedNotebook
    outputs: Mapping[str, tuple[dict[str, Any], ...]]


@dataclass
class Grader:
    """Grades submissions of one unit, one after another, with one sandbox and one pytest session."""

    content: UnitContent
    checker: Checker
    sandbox: Sandbox
    _transcripts: dict[tuple[str, str, str], tuple[Exchange, ...]] = field(default_factory=dict)

    def grade(self, student: str, data: bytes, files: Mapping[str, bytes], *, show: bool = False) -> GradingResult:
        """Grade one submitted notebook; `files` lie beside it. With `show`, every cell is run and its outputs kept."""
        submission = merge(data, self.content.release, self.content.unit.id)
        execution = CellExecution(self.sandbox, submission, files, show=show)
        remote = RemoteCaller(execution.open)
        with closing(remote):
            exercises = list(self._exercises(submission, remote))
            if remote.name_was_missing and execution.include_all_cells():
                remote.close()
                exercises = list(self._exercises(submission, remote))
            predictions = tuple(score_predictions(self.content, remote, files))
        report = self._report(student, submission, execution, tuple(exercises), predictions)
        return GradingResult(report, submission, execution.outputs)

    def _exercises(self, submission: MergedNotebook, remote: RemoteCaller) -> Iterator[ExerciseResult]:
        lost: list[str] = []
        endless: list[str] = []
        for name in self.content.exercises:
            if submission.problem or not is_attempted(submission.source_of(name), self.content.stubs[name]):
                lost.append(name)
                yield _sum(
                    name,
                    [_result(check, CheckOutcome("skipped", NOT_ATTEMPTED)) for check in self.checker.checks_of(name)],
                )
                continue
            remote.stop_reason = ""
            result = self._exercise(name, remote, lost, endless)
            if result.score < result.max_score:
                lost.append(name)
            if remote.stop_reason:
                endless.append(name)
            yield result

    def _exercise(self, name: str, remote: RemoteCaller, lost: list[str], endless: list[str]) -> ExerciseResult:
        """Run the checks; what fails is asked again with earlier, lost functions answered by the reference.

        Functions that had to be stopped are answered by it from the start: their time is lost once. From an asking with
        the reference only passes are taken, never a word: the student's code has met the reference's numbers.
        """
        checks = self.checker.checks_of(name)
        called = self._substitute(remote, endless)
        verdicts, said = self._ask(checks, remote)
        helped = set(called)
        if helped:  # whatever the student's code says from now on may quote a number of the reference's
            verdicts = {check: replace(verdict, message="", hint="") for check, verdict in verdicts.items()}
        again = [check for check in checks if verdicts[check.name].outcome in ("failed", "skipped")]
        if again and len(lost) > len(endless):
            called = self._substitute(remote, lost)
            retold, said_again = self._ask(again, remote)
            gained = {check: verdict for check, verdict in retold.items() if verdict.outcome == "passed"}
            if called and gained:
                verdicts, said, helped = verdicts | gained, said | said_again, helped | called
        if called or helped:
            remote.close()  # and nothing of what it heard may live on
        self._substitute(remote, [])
        answered = [f"`{other}`" for other in lost if self._speaker(other) in helped]
        note = f"checked with the reference's {', '.join(answered)} in place of yours" if helped else ""
        named = self._named(name, verdicts, said)
        results = [_result(check, verdicts[check.name], named.get(check.name)) for check in checks]
        return _sum(name, results, attempted=True, note=note)

    def _substitute(self, remote: RemoteCaller, names: Sequence[str]) -> set[str]:
        speakers = [self._speaker(name) for name in names]
        return remote.substitute({name: self.content.reference[name] for name in speakers})

    def _speaker(self, name: str) -> str:
        """The name that answers for an exercise: its own, or that of the class whose method it is."""
        known = self.content.reference
        classes = {other: vars(kind) for other, kind in known.items() if isinstance(kind, type)}
        owners = (other for other, own in classes.items() if any(known[name] is method for method in own.values()))
        return next(owners, name)

    def _ask(self, checks: Sequence[Check], remote: RemoteCaller) -> tuple[dict[str, CheckOutcome], Transcripts]:
        """Run the checks in order; after a stop the rest is skipped, so that an endless loop costs its time once."""
        verdicts: dict[str, CheckOutcome] = {}
        said: Transcripts = {}
        remote.stop_reason = ""
        for check in checks:
            if remote.stop_reason:
                verdicts[check.name] = CheckOutcome(
                    "skipped", f"not run, because an earlier check was stopped: {remote.stop_reason}"
                )
                continue
            recorder = Recorder(remote)
            verdicts[check.name] = self.checker.run(check, Student(recorder, self.checker.returns))
            said[check.name] = tuple(recorder.transcript)
        return verdicts, said

    def _named(self, exercise: str, verdicts: Mapping[str, CheckOutcome], said: Transcripts) -> Mapping[str, Mistake]:
        failed = {
            name: said[name] for name, verdict in verdicts.items() if verdict.outcome == "failed" and name in said
        }
        if not failed or not self.content.course.policies.name_mistakes:
            return {}
        checks = {check.name: check for check in self.checker.checks_of(exercise)}
        reference = _Replay(self, checks, "reference", self.content.reference[exercise])
        known = self.content.catalogue.of(exercise)
        replays = [(mistake, _Replay(self, checks, mistake.name, mistake.variant.value)) for mistake in known]
        return diagnosis.name_mistakes(failed, reference, replays)

    def replayed(self, check: Check, name: str, function: Callable[..., Any]) -> tuple[Exchange, ...]:
        """What a known function answers to a check of its exercise; asked once, kept for the whole batch."""
        key = (check.exercise, name, check.name)
        if key not in self._transcripts:
            recorder = Recorder(LocalCaller({**self.content.reference, check.exercise: function}))
            self.checker.run(check, Student(recorder, self.checker.returns))
            self._transcripts[key] = tuple(recorder.transcript)
        return self._transcripts[key]

    def _report(
        self,
        student: str,
        submission: MergedNotebook,
        execution: CellExecution,
        exercises: tuple[ExerciseResult, ...],
        predictions: tuple[PredictionResult, ...],
    ) -> Report:
        broken = [c.message for e in exercises for c in e.checks if c.outcome == "broken"]
        problems = tuple(dict.fromkeys([submission.problem] * bool(submission.problem) + broken))
        return Report(
            course=self.content.course.id,
            unit=self.content.unit.id,
            student=student,
            submission=SubmissionInfo(
                sha256=submission.sha256, repairs=submission.repairs, cell_errors=tuple(execution.errors)
            ),
            score=sum(e.score for e in exercises) + sum(p.score for p in predictions),
            max_score=self.content.points.total,
            publishable=not problems,
            problems=problems,
            exercises=exercises,
            predictions=predictions,
            isolation=self.sandbox.isolation,
            seconds=Seconds(
                cells=round(execution.seconds, 4),
                checks=round(time.perf_counter() - execution.started - execution.seconds, 4),
            ),
        )


@dataclass(frozen=True)
class _Replay(Mapping[str, tuple[Exchange, ...]]):
    """A known function's transcripts by check, made when they are looked at: most mistakes differ in the first."""

    grader: Grader
    checks: Mapping[str, Check]
    name: str
    function: Callable[..., Any]

    def __getitem__(self, check: str) -> tuple[Exchange, ...]:
        return self.grader.replayed(self.checks[check], self.name, self.function)

    def __iter__(self) -> Iterator[str]:
        return iter(self.checks)

    def __len__(self) -> int:
        return len(self.checks)


def _result(check: Check, verdict: CheckOutcome, mistake: Mistake | None = None) -> CheckResult:
    message = verdict.message
    if verdict.outcome == "failed" and not verdict.started:
        message = f"{message}: does a line `raise NotImplementedError` still stand in it?"
    return CheckResult(
        name=check.name,
        title=check.title,
        visible=check.visible,
        outcome=verdict.outcome,
        points=check.points if verdict.outcome == "passed" else 0,
        max_points=check.points,
        message=message,
        hint=mistake.hint if mistake else verdict.hint,
        mistake=mistake.id if mistake else None,
        mistake_title=mistake.title if mistake else None,
    )


def _sum(name: str, checks: Sequence[CheckResult], *, attempted: bool = False, note: str = "") -> ExerciseResult:
    return ExerciseResult(
        id=name,
        score=sum(check.points for check in checks),
        max_score=sum(check.max_points for check in checks),
        attempted=attempted,
        note=note,
        checks=tuple(checks),
    )
