"""Search for the relation between a student's wrong answers and the right ones, by questions of the grader's own.

The questions are those that the checks ask the reference. The student's function is asked all of them, whatever it
answered before, and then again with one argument changed at a time.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lab.checking.api import Student
from lab.checking.calls import Caller, Reply, Target
from lab.checking.local_caller import LocalCaller, copy_value

from autograder.checking.ignored_arguments import ignored_argument
from autograder.checking.pytest_session import Checker
from autograder.checking.relation import Relation
from autograder.checking.relations import Sample, find_relation
from autograder.course.unit_content import UnitContent

QUESTIONS_PER_CHECK = 4
MAX_QUESTIONS = 24
VARIED_QUESTIONS = 3
"""How many questions are asked again with a changed argument."""

Question = Mapping[str, Any]
"""The arguments of one call, by parameter name."""


@dataclass
class RelationSearch:
    """Finds relations, and stores the questions and right answers of each exercise for all submissions of a batch."""

    content: UnitContent
    checker: Checker
    _questions: dict[str, list[tuple[Question, Any]]] = field(default_factory=dict)
    _varied: dict[str, dict[str, list[tuple[int, Question, Any]]]] = field(default_factory=dict)

    def find(self, exercise: str, caller: Caller) -> Relation | None:
        """Return the relation that holds for all answers of the student's function, or None."""
        if not inspect.isfunction(self.content.reference[exercise]) or not self._is_global_function(exercise):
            return None
        samples = []
        for arguments, reference in self.questions(exercise):
            sample = _ask(caller, exercise, arguments, reference)
            if sample is None:
                return None
            samples.append(sample)
        if not samples:
            return None
        relation = find_relation(samples, self.checker.returns.get(exercise, ()))
        return relation or self._find_ignored_argument(exercise, caller, samples)

    def questions(self, exercise: str) -> list[tuple[Question, Any]]:
        """Return the questions that the checks ask the reference, with the right answers."""
        if exercise not in self._questions:
            recorder = _QuestionRecorder(
                LocalCaller(dict(self.content.reference)), exercise, self._parameters(exercise)
            )
            for check in self.checker.checks_of(exercise):
                recorder.start_check()
                self.checker.run(check, Student(recorder, self.checker.returns))
            self._questions[exercise] = recorder.questions[:MAX_QUESTIONS]
        return self._questions[exercise]

    def _is_global_function(self, exercise: str) -> bool:
        function = self.content.reference[exercise]
        return "." not in function.__qualname__

    def _parameters(self, exercise: str) -> list[str]:
        return list(inspect.signature(self.content.reference[exercise]).parameters)

    def _find_ignored_argument(self, exercise: str, caller: Caller, samples: Sequence[Sample]) -> Relation | None:
        changes: dict[str, list[tuple[Sample, Sample]]] = {}
        for name, rows in self._varied_questions(exercise).items():
            for number, arguments, reference in rows:
                sample = _ask(caller, exercise, arguments, reference, repeat=False)
                if sample is None:
                    return None
                changes.setdefault(name, []).append((samples[number], sample))
        return ignored_argument(changes)

    def _varied_questions(self, exercise: str) -> dict[str, list[tuple[int, Question, Any]]]:
        if exercise not in self._varied:
            caller = LocalCaller(dict(self.content.reference))
            rows: dict[str, list[tuple[int, Question, Any]]] = {}
            for number, (arguments, _) in enumerate(self.questions(exercise)[:VARIED_QUESTIONS]):
                for name, changed in _changed_arguments(arguments):
                    reply = caller.call(Target(exercise), (), changed)
                    if reply.ending == "returned":
                        rows.setdefault(name, []).append((number, changed, reply.value))
            self._varied[exercise] = rows
        return self._varied[exercise]


@dataclass
class _QuestionRecorder:
    """A caller that keeps copies of the questions about one function, with the answers."""

    caller: Caller
    exercise: str
    parameters: Sequence[str]
    questions: list[tuple[Question, Any]] = field(default_factory=list)
    _count: int = 0

    def start_check(self) -> None:
        self._count = 0

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call the target, and keep the question if it is one of the first of its check."""
        is_question = target.owner is None and target.name == self.exercise and self._count < QUESTIONS_PER_CHECK
        arguments = {
            name: copy_value(value) for name, value in (*zip(self.parameters, args, strict=False), *kwargs.items())
        }
        reply = self.caller.call(target, args, kwargs)
        if is_question and reply.ending == "returned" and reply.handle is None:
            self._count += 1
            self.questions.append((arguments, reply.value))
        return reply

    def fetch(self, target: Target) -> Reply:
        """Read the target."""
        return self.caller.fetch(target)


def _ask(caller: Caller, exercise: str, arguments: Question, reference: Any, *, repeat: bool = True) -> Sample | None:
    """Ask the student's function; None where nothing comes back that can be compared."""
    reply = _call(caller, exercise, arguments)
    if reply.ending != "returned" or reply.handle is not None:
        return None
    again = _call(caller, exercise, arguments) if repeat else None
    second = again.value if again is not None and again.ending == "returned" else None
    changed = tuple(
        name
        for (name, before), after in zip(arguments.items(), reply.arguments, strict=False)
        if isinstance(before, np.ndarray) and not np.array_equal(before, after, equal_nan=before.dtype.kind in "fc")
    )
    return Sample(arguments, reply.value, reference, second, changed)


def _call(caller: Caller, exercise: str, arguments: Question) -> Reply:
    return caller.call(Target(exercise), (), {name: copy_value(value) for name, value in arguments.items()})


def _changed_arguments(arguments: Question) -> Iterator[tuple[str, Question]]:
    """Yield the arguments with one of them changed, for each that is a number or an array of numbers."""
    for name, value in arguments.items():
        change = CHANGES.get(type(value))
        if change is not None and not (isinstance(value, np.ndarray) and value.dtype.kind not in "fiu"):
            yield name, {**arguments, name: change(value)}


CHANGES: Mapping[type, Callable[[Any], Any]] = {
    int: lambda value: value + 1,
    float: lambda value: 0.75 * value + 0.01,
    np.ndarray: lambda value: 1.25 * value[::-1] + 1.0,
}
