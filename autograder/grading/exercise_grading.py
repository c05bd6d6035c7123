"""Grading of the exercises of one submission: their checks are run, and the mistakes behind failures are named.

An exercise is graded with the notebook's names as they are at its check cell. Where that loses points, functions of the
student's count, too, whose names a given cell uses for something else, and so do definitions further down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lab.checking.api import Student

from autograder.checking.diagnosis import Recorder, Transcript
from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.relation import Relation
from autograder.checking.remote_caller import RemoteCaller
from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from autograder.grading.mistake_naming import MistakeNaming
from autograder.grading.name_problems import NameProblems
from autograder.report import CheckResult, ExerciseResult
from autograder.sandbox import NameVersion
from autograder.submissions.merged_notebook import MergedNotebook

NOT_ATTEMPTED = "not attempted yet"
NOT_COMPARABLE = "the answer of `{}` cannot be compared with the right one: it has another form"
FORM_HINT = "Is it what the docstring promises, each part of it?"
VERSION_NOTES: Mapping[NameVersion, str] = {
    "own": "graded with your own functions where a given cell uses their names for something else",
    "last": "graded with what cells below its check define, which earns more",
}


@dataclass
class ExerciseGrading:
    """Grades the exercises of one submission, in the notebook's order."""

    content: UnitContent
    checker: Checker
    naming: MistakeNaming
    submission: MergedNotebook
    remote: RemoteCaller
    problems: NameProblems

    def grade_all(self) -> Iterator[ExerciseResult]:
        """Yield the result of every exercise; those that are not attempted are skipped."""
        failed_names: list[str] = []
        stopped_names: list[str] = []
        for name in self.content.exercises:
            if self.submission.problem or not self.submission.is_attempted(name, self.content.stubs[name]):
                failed_names.append(name)
                outcome = CheckOutcome("skipped", NOT_ATTEMPTED)
                yield _exercise_result(name, [_check_result(check, outcome) for check in self.checker.checks_of(name)])
                continue
            self.remote.stop_reason = ""
            result = self._grade_best_version(name, failed_names, stopped_names)
            if result.score < result.max_score:
                failed_names.append(name)
            if self.remote.stop_reason:
                stopped_names.append(name)
            yield result

    def _grade_best_version(self, name: str, failed_names: list[str], stopped_names: list[str]) -> ExerciseResult:
        """Grade an exercise with the names at its check cell; if that loses points, also with other versions of them.

        A given cell may have replaced a helper of the student's, and cells below the check may define more.
        """
        is_defined_again, is_replaced = self.remote.select_names(name)
        missing_names = self.remote.missing_names
        best = self._grade_exercise(name, failed_names, stopped_names)
        versions: list[NameVersion] = ["own"] * is_replaced
        versions += ["last"] * (is_defined_again or self.remote.missing_names > missing_names)
        for version in versions if best.score < best.max_score else ():
            stop_reason = self.remote.stop_reason
            self.remote.select_names(name, version)
            result = self._grade_exercise(name, failed_names, stopped_names)
            if result.score > best.score:
                best = result.model_copy(update={"note": _joined(VERSION_NOTES[version], result.note)})
            else:
                self.remote.stop_reason = stop_reason
        if best.score == best.max_score:
            return best
        return best.model_copy(update={"note": _joined(best.note, self.problems.rebound_names(name))})

    def _grade_exercise(self, name: str, failed_names: list[str], stopped_names: list[str]) -> ExerciseResult:
        """Run the checks of an exercise, those that fail again with the reference in place of those in `failed_names`.

        Functions in `stopped_names` are replaced in the first run already, so that their time is lost once. From the
        second run only passes are taken.
        """
        checks = self.checker.checks_of(name)
        names_in_use = self._substitute_reference(stopped_names)
        outcomes, transcripts = self._run_checks(checks)
        replaced_names = set(names_in_use)
        if replaced_names:  # a message could quote a reference value
            outcomes = {check: replace(outcome, message="", hint="") for check, outcome in outcomes.items()}
        rerun = [check for check in checks if outcomes[check.name].outcome in ("failed", "skipped")]
        if rerun and len(failed_names) > len(stopped_names):
            names_in_use = self._substitute_reference(failed_names)
            new_outcomes, new_transcripts = self._run_checks(rerun)
            passes = {check: outcome for check, outcome in new_outcomes.items() if outcome.outcome == "passed"}
            if names_in_use and passes:
                outcomes, transcripts = outcomes | passes, transcripts | new_transcripts
                replaced_names |= names_in_use
        if names_in_use or replaced_names:
            self.remote.close()  # student code may have stored reference values
        self._substitute_reference([])
        functions = [f"`{other}`" for other in failed_names if self._substituted_name(other) in replaced_names]
        note = f"checked with the reference's {', '.join(functions)} in place of yours" if replaced_names else ""
        failures = {
            check: transcripts[check]
            for check, outcome in outcomes.items()
            if outcome.outcome == "failed" and check in transcripts
        }
        mistakes = self.naming.name_mistakes(name, failures, None if replaced_names else self.remote)
        results = [_check_result(check, outcomes[check.name], mistakes.get(check.name)) for check in checks]
        return _exercise_result(name, results, attempted=True, note=note)

    def _substitute_reference(self, exercises: Sequence[str]) -> set[str]:
        """Put the reference in place of these exercises and of no others; the returned set fills with those used."""
        names = [self._substituted_name(name) for name in exercises]
        return self.remote.substitute({name: self.content.reference[name] for name in names})

    def _substituted_name(self, exercise: str) -> str:
        """Return the name that is substituted for an exercise: its own, or for a method that of its class."""
        reference = self.content.reference
        classes = {name: vars(value) for name, value in reference.items() if isinstance(value, type)}
        owners = (name for name, members in classes.items() if any(reference[exercise] is m for m in members.values()))
        return next(owners, exercise)

    def _run_checks(self, checks: Sequence[Check]) -> tuple[dict[str, CheckOutcome], dict[str, Transcript]]:
        """Run the checks in order. After a stop the rest is skipped, so that an endless loop costs its time once."""
        outcomes: dict[str, CheckOutcome] = {}
        transcripts: dict[str, Transcript] = {}
        self.remote.stop_reason = ""
        for check in checks:
            if self.remote.stop_reason:
                message = f"not run, because an earlier check was stopped: {self.remote.stop_reason}"
                outcomes[check.name] = CheckOutcome("skipped", message)
                continue
            recorder = Recorder(self.remote)
            outcome = self.checker.run(check, Student(recorder, self.checker.returns))
            if outcome.outcome == "broken" and not outcome.is_engine_error and self.naming.reference_passes(check):
                outcome = CheckOutcome("failed", NOT_COMPARABLE.format(check.exercise), FORM_HINT)
            outcomes[check.name] = outcome
            transcripts[check.name] = recorder.transcript
        return outcomes, transcripts


def _check_result(check: Check, outcome: CheckOutcome, mistake: Mistake | Relation | None = None) -> CheckResult:
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
        mistake_kind=None if mistake is None else "relation" if isinstance(mistake, Relation) else "known",
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


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
