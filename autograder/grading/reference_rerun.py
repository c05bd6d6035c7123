"""Checks of an exercise run once more with the reference's functions in place of earlier wrong exercises.

This is for what cannot follow through: an earlier exercise that is missing, that crashes, or that is a class. The
reference then answers the student's process, so it happens when everything else is graded, once for an exercise, and
only for earlier exercises that the notebook's own solution calls. The process hears of no other exercise and ends
afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass

from autograder.checking.pytest_session import Check, Checker
from autograder.checking.reference_objects import ObjectServer
from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.repeated_work import do_work
from autograder.course.unit_content import UnitContent
from autograder.grading.check_runs import CheckRun, run_checks
from autograder.grading.mistake_naming import MistakeNaming
from autograder.sandbox.host.student_process import NameVersion, StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget


@dataclass
class ReferenceRerun:
    """Runs checks with the reference in place of some exercises of one submission."""

    content: UnitContent
    checker: Checker
    naming: MistakeNaming
    open_process: Callable[[], StudentProcess]
    budget: SubmissionBudget

    def names_for(self, exercise: str, wrong_names: Iterable[str]) -> list[str]:
        """Return the earlier wrong exercises that the notebook's solution of an exercise calls."""
        called_names = self.content.called_exercises(exercise)
        return [name for name in wrong_names if name in called_names]

    def run(
        self, exercise: str, version: NameVersion, checks: Sequence[Check], names: Sequence[str]
    ) -> tuple[CheckRun, set[str]]:
        """Run checks in a process of their own; also return the names of the reference that student code used."""
        known_answers = self.naming.known_answers
        remote = RemoteCaller(self.open_process, budget=self.budget, known_answers=known_answers)
        for name in names:
            owner = self._owner(name)
            value = self.content.reference[owner]
            if isinstance(value, type):
                remote.serve_class(owner, ObjectServer(value, refused_names=self._unfinished(exercise)))
            else:
                remote.serve_function(owner, value)

        def work() -> tuple[CheckRun, set[str]]:
            run = run_checks(checks, self.checker, self.naming, remote)
            return run, {name for name in names if self._owner(name) in remote.served_names_in_use}

        with closing(remote):
            remote.select_names(exercise, version)
            return do_work(
                ("rerun", exercise, tuple(names), tuple(check.name for check in checks)),
                work,
                remote,
                summary=lambda result: (result[0].outcomes, result[1]),
                is_final=lambda result: all(o.outcome in ("passed", "failed") for o in result[0].outcomes.values()),
                transcripts=lambda result: list(result[0].transcripts.values()),
            )

    def _owner(self, exercise: str) -> str:
        """Return the name that stands for an exercise: its own, or for a method that of its class."""
        reference = self.content.reference
        classes = {name: vars(value) for name, value in reference.items() if isinstance(value, type)}
        owners = (name for name, members in classes.items() if any(reference[exercise] is m for m in members.values()))
        return next(owners, exercise)

    def _unfinished(self, exercise: str) -> frozenset[str]:
        """Return the exercise and all later ones, which the reference does not answer for."""
        return frozenset(self.content.exercises[self.content.exercises.index(exercise) :])


def quoted(names: Collection[str]) -> str:
    """Return names in backquotes, with commas."""
    return ", ".join(f"`{name}`" for name in sorted(names))
