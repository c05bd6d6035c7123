"""What checks are written with: `Student`, its answers, and the marks `exercise` and `points`.

A check calls `student.train_step(...)` and states properties of the answer. Visible checks run in the student's own
process, hidden ones in the grader: a `Caller` hides the difference.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np

from lab.checking.answers import ReadableAnswer
from lab.checking.calls import Caller as Caller
from lab.checking.calls import Reply as Reply
from lab.checking.calls import Target as Target
from lab.checking.comparison import (
    DEFAULT_CONDITION,
    NOT_FINITE_HINT,
    OBJECT_ARRAY,
    TYPE_HINT,
    Difference,
    difference,
    is_object_array,
    type_label,
)
from lab.checking.failures import CheckFailed as CheckFailed
from lab.checking.failures import CheckSkipped as CheckSkipped
from lab.checking.failures import NotAttempted as NotAttempted
from lab.checking.failures import expect as expect
from lab.checking.failures import require as require
from lab.checking.operators import OPERATOR_LABELS, Operators
from lab.checking.quotation import exception_without_message, without_class_names

T = TypeVar("T")

READ_ONLY_HINT = (
    "A function should leave what it is given as it is, so this array is read-only. Which line writes into it?"
)
WRONG_ERROR_HINT = "Which line raises this error? Is it your own `raise`, or does Python come first?"


def exercise(name: str, *, returns: tuple[str, ...] = ()) -> Callable[[type[T]], type[T]]:
    """Decorate the class of an exercise's checks; `returns` names the parts of its answer for messages."""

    def mark(checks: type[T]) -> type[T]:
        checks.__exercise__ = name  # type: ignore[attr-defined]
        checks.__returns__ = returns  # type: ignore[attr-defined]
        return checks

    return mark


def points(number: int) -> Callable[[T], T]:
    """Decorate a check with its points, a whole number."""

    def mark(check: T) -> T:
        check.__points__ = number  # type: ignore[attr-defined]
        return check

    return mark


class Student:
    """The student's names: `student.mse(y, p)` calls a function, `student.Standardizer()` returns an object to use."""

    def __init__(self, caller: Caller, returns: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._caller, self._returns = caller, returns or {}

    def __getattr__(self, name: str) -> Member:
        if name.startswith("__"):
            raise AttributeError(name)
        return Member(self._caller, Target(name), name, self._returns.get(name, ()))


class Member:
    """A function, class, method or attribute of the student's, to be called or read."""

    def __init__(self, caller: Caller, target: Target, label: str, parts: tuple[str, ...] = ()) -> None:
        self._caller, self._target, self._label, self._parts = caller, target, label, parts

    def __call__(self, *args: Any, **kwargs: Any) -> Answer:
        """Call it once. An error is raised only when the answer is used."""
        args = tuple(_resolved(argument) for argument in args)
        reply = self._caller.call(self._target, args, kwargs)
        return Answer(self._caller, self._label, self._parts, reply, (*args, *kwargs.values()))

    def should_raise(self, error: type[Exception], *args: Any, hint: str | None = None, **kwargs: Any) -> None:
        """Pass when the call raises an error of this name; `Exception` stands for any."""
        reply = self._caller.call(self._target, args, kwargs)
        if reply.ending == "returned":
            raise CheckFailed(f"`{self._label}` should raise a {error.__name__} here, and returned something", hint)
        if reply.ending != "raised" or reply.error == "NotImplementedError":
            Answer(self._caller, self._label, self._parts, reply, args).should_return()
        elif error is not Exception and reply.error != error.__name__:
            raised = f"`{self._label}` raised {reply.error}" + (f": {reply.message}" if reply.message else "")
            text, public_text = raised, exception_without_message(self._label, reply.error, args)
            requirement = f"; {error.__name__} was asked for"
            raise CheckFailed(text + requirement, WRONG_ERROR_HINT, public_message=public_text + requirement)

    def read(self) -> Answer:
        """Read the attribute without calling it."""
        return Answer(self._caller, self._label, self._parts, self._caller.fetch(self._target), ())

    @property
    def value(self) -> Any:
        """The attribute as plain data."""
        return self.read().value

    def should_equal(self, expected: Any, **tolerance: Any) -> None:
        """Compare the attribute's data, as `Answer.should_equal` does."""
        self.read().should_equal(expected, **tolerance)


class Answer(ReadableAnswer, Operators):
    """What a call of the student's code returned, and the properties that a check can require of it."""

    def __init__(
        self, caller: Caller, label: str, parts: tuple[str, ...], reply: Reply, arguments: tuple[Any, ...]
    ) -> None:
        self._caller, self._label, self._parts, self._reply = caller, label, parts, reply
        self._arguments_before = arguments

    def __getattr__(self, name: str) -> Member:
        if name.startswith("__"):
            raise AttributeError(name)
        owner = f"({self._label})" if " " in self._label else f"{self._label}()"
        return Member(self._caller, Target(name, self._object), f"{owner}.{name}")

    def _operate(self, operator: str, *operands: Any) -> Answer:
        return Member(self._caller, Target(operator, self._object), OPERATOR_LABELS[operator])(*operands)

    @property
    def _object(self) -> Any:
        """The handle of an answer that is an object."""
        self.should_return()
        if self._reply.handle is None:
            text = f"`{self._label}` should give an object of its class; yours is"
            value = self._reply.value
            raise CheckFailed(
                f"{text} {type_label(value)}", public_message=f"{text} {type_label(without_class_names(value))}"
            )
        return self._reply.handle

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)

    def should_return(self) -> None:
        """Pass unless the call raised, was stopped, or had nothing to call."""
        reply = self._reply
        if reply.ending == "missing":
            raise CheckFailed(
                reply.message or f"there is no `{self._label}` to call",
                reply.hint or "Run the cell that defines it, with its name unchanged.",
            )
        if reply.ending == "stopped":
            raise CheckFailed(reply.message, "Look at your loops: what makes them end?")
        if reply.ending == "raised" and reply.error == "NotImplementedError":
            raise NotAttempted(f"`{self._label}` is not started yet")
        if reply.ending == "raised":
            message = f": {reply.message}" if reply.message else ""
            public_message = exception_without_message(self._label, reply.error, self._arguments_before)
            hint = READ_ONLY_HINT if "read-only" in reply.message else None
            raise CheckFailed(f"`{self._label}` raised {reply.error}{message}", hint, public_message=public_message)

    @property
    def value(self) -> Any:
        """The answer as plain data."""
        self.should_return()
        if self._reply.handle is not None and is_object_array(self._reply.value):
            raise CheckFailed(f"`{self._label}` should return numbers; yours is {OBJECT_ARRAY}", TYPE_HINT)
        if self._reply.handle is not None:
            text = f"`{self._label}` should return plain numbers or arrays, not an object of its own kind"
            raise CheckFailed(text, TYPE_HINT)
        if self._reply.value is None:
            raise CheckFailed(
                f"`{self._label}` returned nothing (None)", "What does your function hand back at its end?"
            )
        return self._reply.value

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The arguments as they were after the call, those passed by keyword last."""
        self.should_return()
        return self._reply.arguments

    def should_equal(
        self,
        expected: Any,
        *,
        condition: float = DEFAULT_CONDITION,
        scale: float | None = None,
        hint: str | None = None,
    ) -> None:
        """Pass when structure and numbers agree within eps * condition * scale (by default the largest entry).

        `hint` is shown where a number is wrong; a wrong type, shape or key has its own.
        """

        def compare(value: Any) -> Difference | None:
            return difference(value, expected, self._label, self._parts, condition=condition, scale=scale)

        if mismatch := compare(self.value):
            public = compare(without_class_names(self.value))
            hint = mismatch.hint or hint or mismatch.default_hint
            raise CheckFailed(mismatch.text, hint, public_message=public.text if public else None)

    def should_be_finite(self) -> None:
        """Pass when no number in the answer is nan or infinite."""
        value = self.value
        numbers = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else (value,)
        if not all(np.all(np.isfinite(np.asarray(number))) for number in numbers):
            raise CheckFailed(f"`{self._label}` gave nan or inf where ordinary numbers were expected", NOT_FINITE_HINT)

    def should_leave_arguments_alone(self) -> None:
        """Pass when the call changed no array argument."""
        self.should_return()
        for before, after in zip(self._arguments_before, self._reply.arguments, strict=False):
            if isinstance(before, np.ndarray) and not np.array_equal(before, after):
                raise CheckFailed(
                    f"`{self._label}` changed an array it was given",
                    "Print your arguments before and after the call. Which one differs, and which line writes into it?",
                )

    def should_not_warn(self) -> None:
        """Pass when the call raised no warning that would reach the screen."""
        self.should_return()
        if self._reply.warnings:
            text = f"`{self._label}` lets a warning through"
            raise CheckFailed(f"{text}: {self._reply.warnings[0]}", public_message=text)


def _resolved(argument: Any) -> Any:
    """Replace an earlier answer, by itself or in a tuple, by its value or handle."""
    if type(argument) is tuple:
        return tuple(map(_resolved, argument))
    if not isinstance(argument, Answer):
        return argument
    argument.should_return()
    return argument._reply.value if argument._reply.handle is None else argument._reply.handle
