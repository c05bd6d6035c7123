"""Grading of the exercises of one submission: their checks are run, and the mistakes behind failures are named.

An exercise is graded with the notebook's names as they are at its check cell. If that loses points, two other versions
are tried: with the student's own values that a given cell replaced, and with the definitions below the check cell. The
best counts. Points that are lost because of an earlier exercise come back by `follow_through` and `reference_rerun`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.checking.pytest_session import Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.repeated_work import do_work
from autograder.course.unit_content import UnitContent
from autograder.grading.check_runs import run_checks, skipped_run
from autograder.grading.follow_through import FollowThrough
from autograder.grading.graded_exercise import GradedExercise
from autograder.grading.mistake_naming import MistakeNaming
from autograder.grading.name_problems import NameProblems
from autograder.grading.reference_rerun import ReferenceRerun, quoted
from autograder.grading.remote_function import CallBudget
from autograder.grading.substitutes import Substitutes
from autograder.sandbox.host.student_process import NameVersion
from autograder.submissions.merged_notebook import MergedNotebook

NOT_ATTEMPTED = "not attempted yet"
FOLLOW_THROUGH_CALLS = 2
"""The calls' time limits that the questions of an exercise's follow-through may take together."""

VERSION_NOTES: Mapping[NameVersion, str] = {
    "check": "",
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
    rerun: ReferenceRerun

    def grade_all(self) -> tuple[GradedExercise, ...]:
        """Grade every exercise with the student's own functions; not those that are not attempted or come too late."""
        exercises: list[GradedExercise] = []
        for name in self.content.exercises:
            checks = self.checker.checks_of(name)
            if self.submission.problem or not self.submission.is_attempted(name, self.content.stubs[name]):
                exercises.append(GradedExercise(name, checks, skipped_run(checks, NOT_ATTEMPTED), attempted=False))
            else:
                exercises.append(self._grade_best_version(name, exercises))
        return tuple(exercises)

    def finish(self, exercises: Sequence[GradedExercise]) -> None:
        """Run what failed because of an earlier exercise again, and say what else may be behind points that are lost.

        After this nothing is asked that could earn points.
        """
        for position, exercise in enumerate(exercises):
            if self._is_out_of_time:
                return
            later_exercises = self._recognised(exercises[position + 1 :])
            if exercise.attempted and not exercise.is_complete and later_exercises:
                self.remote.select_names(exercise.name, "last")
                self._follow_through(exercise, later_exercises)
            if exercise.attempted and not exercise.is_complete:
                self._run_again(exercise, self._wrong_names(exercises))
            if exercise.attempted and not exercise.is_complete:
                exercise.notes.append(self.problems.rebound_names(exercise.name))

    @property
    def _is_out_of_time(self) -> bool:
        return self.remote.budget.is_out_of_time

    def _run_again(self, exercise: GradedExercise, wrong_names: Sequence[str]) -> None:
        """Run failed checks with the reference in place of earlier wrong exercises; then name the mistakes left."""
        names, checks = self.rerun.names_for(exercise.name, wrong_names), exercise.run.losses(exercise.checks)
        if not names or not checks:
            return
        run, names_in_use = self.rerun.run(exercise.name, exercise.version, checks, names)
        passes = {name: outcome for name, outcome in run.outcomes.items() if outcome.outcome == "passed"}
        if names_in_use:
            exercise.run.transcripts.update(run.transcripts)
        if passes and names_in_use:
            exercise.run.outcomes.update(passes)
            exercise.earlier_names |= names_in_use
            exercise.notes.append(f"checked with the reference's {quoted(names_in_use)} in place of yours")
        self._name_mistakes(exercise, ask=not names_in_use and not exercise.stop_reason)

    def _wrong_names(self, exercises: Sequence[GradedExercise]) -> list[str]:
        """Return the exercises that are wrong, and those that are right but call a wrong one."""
        names: list[str] = []
        for exercise in exercises:
            if not exercise.is_right_alone or self.rerun.names_for(exercise.name, names):
                names.append(exercise.name)
        return names

    def _recognised(self, exercises: Sequence[GradedExercise]) -> list[GradedExercise]:
        """Return the wrong exercises whose mistake is recognised, and those that are right but call a wrong one."""
        wrong_names = self._wrong_names(exercises)
        return [e for e in exercises if e.name in wrong_names and (e.is_recognised or e.is_right_alone)]

    def _grade_best_version(self, name: str, earlier: Sequence[GradedExercise]) -> GradedExercise:
        """Grade an exercise with the names at its check cell; if that loses points, also with other versions of them.

        A given cell may have replaced a helper of the student's, and cells below the check may define more.
        """
        is_defined_again, is_replaced = self.remote.select_names(name)
        missing_name_count = self.remote.missing_name_count
        best = self._grade_exercise(name, "check", earlier)
        versions: list[NameVersion] = ["own"] * is_replaced
        versions += ["last"] * (is_defined_again or self.remote.missing_name_count > missing_name_count)
        for version in versions if not best.is_complete and not self._is_out_of_time else ():
            self.remote.select_names(name, version)
            exercise = self._grade_exercise(name, version, earlier)
            if exercise.score > best.score:
                best = exercise
        return best

    def _grade_exercise(self, name: str, version: NameVersion, earlier: Sequence[GradedExercise]) -> GradedExercise:
        checks = self.checker.checks_of(name)
        rerun_names = self.rerun.names_for(name, self._wrong_names(earlier))
        stopped_names = [exercise.name for exercise in earlier if exercise.stop_reason and exercise.name in rerun_names]
        if stopped_names:  # so that an endless loop costs its time once
            message = f"not run, because {quoted(stopped_names)}, which it may call, was stopped"
            return GradedExercise(name, checks, skipped_run(checks, message), version=version, stop_reason=message)
        run = run_checks(checks, self.checker, self.naming, self.remote)
        exercise = GradedExercise(name, checks, run, version=version, notes=[VERSION_NOTES[version]])
        exercise.stop_reason = self.remote.stop_reason
        if self._is_out_of_time:
            return exercise
        if not exercise.is_complete and (wrong_exercises := self._recognised(earlier)):
            self._follow_through(exercise, wrong_exercises)
        if not exercise.is_complete and not rerun_names:
            self._name_mistakes(exercise, ask=not exercise.earlier_names)
        return exercise

    def _follow_through(self, exercise: GradedExercise, wrong_exercises: Sequence[GradedExercise]) -> None:
        """Let failed checks pass that follow from the student's own functions for the other exercises."""
        stop_reason, missing_name_count = self.remote.stop_reason, self.remote.missing_name_count
        budget = CallBudget(FOLLOW_THROUGH_CALLS * self.content.unit.limits.call_seconds)
        names, substitutes = [e.name for e in wrong_exercises], Substitutes.of(self.content, wrong_exercises)
        follow_through = FollowThrough(
            self.content, self.checker, exercise.name, names, self.remote, budget, substitutes.functions
        )
        checks = [c for c in exercise.run.losses(exercise.checks) if c.name in exercise.run.transcripts]
        names_used = do_work(
            ("follow-through", exercise.name, tuple(names), substitutes.key, tuple(c.name for c in checks)),
            lambda: {check.name: follow_through.names_used(check) for check in checks},
            self.remote,
            is_final=lambda _: budget.seconds > 0,
        )
        for check_name, earlier_names in names_used.items():
            if earlier_names:
                exercise.run.outcomes[check_name] = CheckOutcome("passed")
                exercise.earlier_names |= earlier_names
        self.remote.stop_reason, self.remote.missing_name_count = stop_reason, missing_name_count
        if exercise.earlier_names:
            exercise.notes.append(f"right as it follows from your own {quoted(exercise.earlier_names)}")

    def _name_mistakes(self, exercise: GradedExercise, *, ask: bool) -> None:
        """Name the mistakes behind failed checks; with `ask` the student's function is asked more for that."""
        failures = exercise.run.failures()
        if self._is_out_of_time:
            return
        if failures and ask:
            self.remote.select_names(exercise.name, exercise.version)
        caller = self.remote if ask else None
        exercise.mistakes = self.naming.name_mistakes(exercise.name, failures, caller)
