"""Grading of one submission: from the bytes of its notebook to its report."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from lab.checking.api import Student

from autograder.checking.diagnosis import Recorder, Transcript
from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_execution import CellExecution
from autograder.grading.mistake_naming import MistakeNaming
from autograder.grading.prediction_scoring import score_predictions
from autograder.report import (
    CheckResult,
    ExerciseResult,
    PredictionResult,
    Report,
    Seconds,
    SubmissionInfo,
)
from autograder.sandbox import Sandbox
from autograder.submissions.merge import MergedNotebook, is_attempted, merge

NOT_ATTEMPTED = "not attempted yet"


@dataclass(frozen=True, slots=True)
class GradingResult:
    """A report, the notebook that was graded, and, if all cells were run, their outputs by cell name."""

    report: Report
    submission: MergedNotebook
    outputs: Mapping[str, tuple[dict[str, Any], ...]]


@dataclass
class Grader:
    """Grades submissions of one unit, one after another, with one sandbox and one pytest session."""

    content: UnitContent
    checker: Checker
    sandbox: Sandbox
    _naming: MistakeNaming = field(init=False)

    def __post_init__(self) -> None:
        self._naming = MistakeNaming(self.content, self.checker)

    def grade(self, student: str, data: bytes, files: Mapping[str, bytes], *, show: bool = False) -> GradingResult:
        """Grade a notebook and the `files` beside it. With `show`, all cells are run and their outputs returned."""
        submission = merge(data, self.content.release, self.content.unit.id)
        execution = CellExecution(self.sandbox, submission, files, show=show)
        remote = RemoteCaller(execution.open)
        with closing(remote):
            exercises = list(self._grade_exercises(submission, remote))
            if remote.name_was_missing and execution.include_all_cells():
                remote.close()
                exercises = list(self._grade_exercises(submission, remote))
            predictions = tuple(score_predictions(self.content, remote, files))
        report = self._report(student, submission, execution, tuple(exercises), predictions)
        return GradingResult(report, submission, execution.outputs)

    def _grade_exercises(self, submission: MergedNotebook, remote: RemoteCaller) -> Iterator[ExerciseResult]:
        failed_names: list[str] = []
        stopped_names: list[str] = []
        for name in self.content.exercises:
            if submission.problem or not is_attempted(submission.source_of(name), self.content.stubs[name]):
                failed_names.append(name)
                outcome = CheckOutcome("skipped", NOT_ATTEMPTED)
                yield _exercise_result(name, [_check_result(check, outcome) for check in self.checker.checks_of(name)])
                continue
            remote.stop_reason = ""
            result = self._grade_exercise(name, remote, failed_names, stopped_names)
            if result.score < result.max_score:
                failed_names.append(name)
            if remote.stop_reason:
                stopped_names.append(name)
            yield result

    def _grade_exercise(
        self, name: str, remote: RemoteCaller, failed_names: list[str], stopped_names: list[str]
    ) -> ExerciseResult:
        """Run the checks of an exercise, those that fail again with the reference in place of those in `failed_names`.

        Functions in `stopped_names` are replaced in the first run already, so that their time is lost once. From the
        second run only passes are taken.
        """
        checks = self.checker.checks_of(name)
        names_in_use = self._substitute_reference(remote, stopped_names)
        outcomes, transcripts = self._run_checks(checks, remote)
        replaced_names = set(names_in_use)
        if replaced_names:  # a message could quote a reference value
            outcomes = {check: replace(outcome, message="", hint="") for check, outcome in outcomes.items()}
        rerun = [check for check in checks if outcomes[check.name].outcome in ("failed", "skipped")]
        if rerun and len(failed_names) > len(stopped_names):
            names_in_use = self._substitute_reference(remote, failed_names)
            new_outcomes, new_transcripts = self._run_checks(rerun, remote)
            passes = {check: outcome for check, outcome in new_outcomes.items() if outcome.outcome == "passed"}
            if names_in_use and passes:
                outcomes, transcripts = outcomes | passes, transcripts | new_transcripts
                replaced_names |= names_in_use
        if names_in_use or replaced_names:
            remote.close()  # student code may have stored reference values
        self._substitute_reference(remote, [])
        functions = [f"`{other}`" for other in failed_names if self._substituted_name(other) in replaced_names]
        note = f"checked with the reference's {', '.join(functions)} in place of yours" if replaced_names else ""
        failures = {
            check: transcripts[check]
            for check, outcome in outcomes.items()
            if outcome.outcome == "failed" and check in transcripts
        }
        mistakes = self._naming.name_mistakes(name, failures)
        results = [_check_result(check, outcomes[check.name], mistakes.get(check.name)) for check in checks]
        return _exercise_result(name, results, attempted=True, note=note)

    def _substitute_reference(self, remote: RemoteCaller, exercises: Sequence[str]) -> set[str]:
        """Put the reference in place of these exercises and of no others; the returned set fills with those used."""
        names = [self._substituted_name(name) for name in exercises]
        return remote.substitute({name: self.content.reference[name] for name in names})

    def _substituted_name(self, exercise: str) -> str:
        """Return the name that is substituted for an exercise: its own, or for a method that of its class."""
        reference = self.content.reference
        classes = {name: vars(value) for name, value in reference.items() if isinstance(value, type)}
        owners = (name for name, members in classes.items() if any(reference[exercise] is m for m in members.values()))
        return next(owners, exercise)

    def _run_checks(
        self, checks: Sequence[Check], remote: RemoteCaller
    ) -> tuple[dict[str, CheckOutcome], dict[str, Transcript]]:
        """Run the checks in order. After a stop the rest is skipped, so that an endless loop costs its time once."""
        outcomes: dict[str, CheckOutcome] = {}
        transcripts: dict[str, Transcript] = {}
        remote.stop_reason = ""
        for check in checks:
            if remote.stop_reason:
                message = f"not run, because an earlier check was stopped: {remote.stop_reason}"
                outcomes[check.name] = CheckOutcome("skipped", message)
                continue
            recorder = Recorder(remote)
            outcomes[check.name] = self.checker.run(check, Student(recorder, self.checker.returns))
            transcripts[check.name] = recorder.transcript
        return outcomes, transcripts

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


def _check_result(check: Check, outcome: CheckOutcome, mistake: Mistake | None = None) -> CheckResult:
    message = outcome.message
    if outcome.outcome == "failed" and not outcome.started:
        message = f"{message}: does a line `raise NotImplementedError` still stand in it?"
    return CheckResult(
        name=check.name,
        title=check.title,
        visible=check.visible,
        outcome=outcome.outcome,
        points=check.points if outcome.outcome == "passed" else 0,
        max_points=check.points,
        message=message,
        hint=mistake.hint if mistake else outcome.hint,
        mistake=mistake.id if mistake else None,
        mistake_title=mistake.title if mistake else None,
    )


def _exercise_result(
    name: str, checks: Sequence[CheckResult], *, attempted: bool = False, note: str = ""
) -> ExerciseResult:
    return ExerciseResult(
        id=name,
        score=sum(check.points for check in checks),
        max_score=sum(check.max_points for check in checks),
        attempted=attempted,
        note=note,
        checks=tuple(checks),
    )
