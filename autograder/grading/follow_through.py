"""Follow-through marking: an exercise is right if it does what the reference does with the student's earlier functions.

Where a check fails, the reference's solution is run here with the student's own function in place of an earlier
exercise, as an examiner continues with a candidate's wrong result. The earlier function is called in the student's
process, and only its data cross: nothing of an answer goes there. The check passes where the student's answers to all
its questions are those of that run. A function of this process that answers as the student's does is tried before it,
because each call of the student's takes long.

The earlier function must be a real attempt, or it could make the later exercise trivial: with a step that changes
nothing, a run of steps is a row of equal numbers. So its mistake must be one that is recognised, and the answers of the
run must vary wherever the right ones do.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
from lab.checking.api import Student
from lab.checking.calls import Caller, Reply, Target
from lab.checking.local_caller import LocalCaller

from autograder.checking.diagnosis import same_reply
from autograder.checking.pytest_session import Check, Checker
from autograder.course.implementations import define
from autograder.course.mistakes import AGREEMENT
from autograder.course.unit_content import UnitContent
from autograder.grading.cell_dependencies import name_usage
from autograder.grading.remote_function import CachedCalls, CallBudget, NotAvailable, RemoteFunction

Floats = npt.NDArray[np.float64]
Answers = Sequence[Sequence[Floats]]
"""The arrays and numbers of each answer."""


@dataclass
class FollowThrough:
    """Looks for checks of one exercise that pass by following through, for one submission.

    `wrong_names` are the earlier exercises whose mistake was recognised, or which followed through themselves.
    `substitutes` are functions of this process that answer as some of them do; they are tried first.
    """

    content: UnitContent
    checker: Checker
    exercise: str
    wrong_names: Collection[str]
    caller: Caller
    budget: CallBudget
    substitutes: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    _calls: dict[Hashable, CachedCalls] = field(default_factory=dict)

    def names_used(self, check: Check) -> frozenset[str]:
        """Return the earlier functions with which a check passes by following through; none where it does not."""
        for substitutes in (self.substitutes, {}) if self.substitutes else ({},):
            for cell in self.content.right_cells(self.exercise):
                names = self._names_in(cell)
                if not names or (substitutes and not names & substitutes.keys()):
                    continue
                comparison = self._compare(check, cell, names, substitutes)
                if not comparison.differs:  # another cell would give the same answers
                    return names if comparison.right_values and comparison.varies else frozenset()
        return frozenset()

    def _names_in(self, cell: str) -> frozenset[str]:
        """Return the wrong names that a cell uses. A class cannot follow through: its objects are no data."""
        reference = self.content.reference
        reads = name_usage(cell).reads
        return frozenset(
            name
            for name in self.wrong_names
            if name in reads and name != self.exercise and not isinstance(reference[name], type)
        )

    def _compare(
        self, check: Check, cell: str, names: frozenset[str], substitutes: Mapping[str, Callable[..., Any]]
    ) -> _Comparison:
        """Run a check, and compare the student's answers with those of a cell that calls the student's functions."""
        comparison = _Comparison(
            LocalCaller(self.content.reference),
            self.exercise,
            self._student_calls(self.exercise),
            self._expected_calls(cell, names, substitutes),
        )
        self.checker.run(check, Student(comparison, self.checker.returns))
        return comparison

    def _expected_calls(
        self, cell: str, names: frozenset[str], substitutes: Mapping[str, Callable[..., Any]]
    ) -> CachedCalls:
        """Return the calls of a cell's function, which calls the student's functions, for all checks."""
        key = (cell, *substitutes)
        if key not in self._calls:
            functions = {n: substitutes.get(n) or RemoteFunction(n, self._student_calls(n)) for n in names}
            function = define(self.exercise, cell, {**self.content.catalogue.names, **functions})
            self._calls[key] = CachedCalls(LocalCaller({self.exercise: function}).call)
        return self._calls[key]

    def _student_calls(self, name: str) -> CachedCalls:
        """Return the calls of a function of the student's, for all checks and cells."""
        return self._calls.setdefault(name, CachedCalls(partial(self.budget.call, self.caller)))


@dataclass
class _Comparison:
    """A caller that lets a check go its whole way with the reference, and compares two others at each question."""

    reference: Caller
    exercise: str
    student: CachedCalls
    expected: CachedCalls
    differs: bool = False
    right_values: list[Any] = field(default_factory=list)
    expected_values: list[Any] = field(default_factory=list)

    @property
    def varies(self) -> bool:
        """Whether the expected numbers vary, in one answer and between answers, wherever the right ones do."""
        right, expected = (list(map(_numbers, values)) for values in (self.right_values, self.expected_values))
        return _shapes(right) == _shapes(expected) and not _lacks_variation(right, expected)

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call the reference; a question about the exercise is asked the other two as well."""
        if target.owner is not None or target.name != self.exercise or self.differs:
            return self.reference.call(target, args, kwargs)
        right = self.reference.call(target, args, kwargs)
        self._compare(args, kwargs, right)
        return right

    def fetch(self, target: Target) -> Reply:
        """Read a name of the reference."""
        return self.reference.fetch(target)

    def _compare(self, args: tuple[Any, ...], kwargs: Mapping[str, Any], right: Reply) -> None:
        target = Target(self.exercise)
        expected = self.expected.reply(target, args, kwargs)
        try:
            reply = self.student.reply(target, args, kwargs)
        except NotAvailable:
            self.differs = True
            return
        self.differs = not same_reply(reply, expected, AGREEMENT) or (bool(reply.warnings) and not expected.warnings)
        if right.ending == expected.ending == "returned":
            self.right_values.append(right.value)
            self.expected_values.append(expected.value)


def _numbers(value: Any) -> list[Floats]:
    """Return the arrays and numbers in an answer, in order."""
    if isinstance(value, (list, tuple)) and not all(isinstance(item, (int, float)) for item in value):
        return [array for item in value for array in _numbers(item)]
    if isinstance(value, Mapping):
        return [array for item in value.values() for array in _numbers(item)]
    array = np.asarray(value)
    return [array.astype(float)] if array.dtype.kind in "biuf" else []


def _shapes(answers: Answers) -> list[list[tuple[int, ...]]]:
    return [[array.shape for array in parts] for parts in answers]


def _lacks_variation(right: Answers, expected: Answers) -> bool:
    """Return whether numbers are all equal that differ in the right answers: in one array, or from answer to answer."""
    for parts, expected_parts in zip(right, expected, strict=True):
        for array, expected_array in zip(parts, expected_parts, strict=True):
            if _is_varied(array.ravel()) and not _is_varied(expected_array.ravel()):
                return True
    if len({len(parts) for parts in right}) != 1:
        return False
    columns, expected_columns = list(zip(*right, strict=True)), list(zip(*expected, strict=True))
    pairs = zip(columns, expected_columns, strict=True)
    return any(_is_varied(column) and not _is_varied(expected_column) for column, expected_column in pairs)


def _is_varied(items: Sequence[Floats] | Floats) -> bool:
    """Return whether any two items differ."""
    return any(not np.array_equal(item, items[0], equal_nan=True) for item in items)
