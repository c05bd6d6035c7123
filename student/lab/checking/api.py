"""The words checks are written in. Visible checks run here, beside the student; hidden ones in the grader, far away.

A check calls `student.train_step(...)` and says what should hold of the answer. It never sees whether the function
ran in this process or behind a wall: a `Caller` does the asking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

import numpy as np

from lab.checking.calls import Caller as Caller
from lab.checking.calls import Reply as Reply
from lab.checking.calls import Target as Target
from lab.checking.comparison import DEFAULT_CONDITION, difference, kind
from lab.checking.operators import SPOKEN, Operators

T = TypeVar("T")


class CheckFailed(AssertionError):
    """A property does not hold: the student's business. Carries what was found and, where there is one, a hint."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


class CheckSkipped(AssertionError):
    """The check cannot be asked, because something an earlier exercise should give is not there."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotAttempted(CheckFailed):
    """The function still raises NotImplementedError: nothing to judge yet."""


def exercise(name: str, *, returns: tuple[str, ...] = ()) -> Callable[[type[T]], type[T]]:
    """Mark a class of checks as belonging to an exercise; `returns` names the parts of its answer for messages."""

    def mark(checks: type[T]) -> type[T]:
        checks.__exercise__ = name  # type: ignore[attr-defined]
        checks.__returns__ = returns  # type: ignore[attr-defined]
        return checks

    return mark


def points(worth: int) -> Callable[[T], T]:
    """Say how many whole points a check is worth."""

    def mark(check: T) -> T:
        check.__points__ = worth  # type: ignore[attr-defined]
        return check

    return mark


def expect(holds: object, message: str, *, hint: str | None = None) -> None:
    """Fail the check with `message`, a property in words, unless it holds."""
    if not holds:
        raise CheckFailed(message, hint)


def require(holds: object, reason: str) -> None:
    """Skip the check with `reason`, a sentence about an earlier exercise, unless it holds."""
    if not holds:
        raise CheckSkipped(reason)


class Student:
    """The student's names: `student.mse(y, p)` asks, `student.Standardizer()` leaves something to ask further."""

    def __init__(self, caller: Caller, returns: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._caller, self._returns = caller, returns or {}

    def __getattr__(self, name: str) -> Member:
        if name.startswith("__"):
            raise AttributeError(name)
        return Member(self._caller, Target(name), name, self._returns.get(name, ()))


class Member:
    """A function, class, method or attribute of the student's: call it, or read it as data."""

    def __init__(self, caller: Caller, target: Target, label: str, parts: tuple[str, ...] = ()) -> None:
        self._caller, self._target, self._label, self._parts = caller, target, label, parts

    def __call__(self, *args: Any, **kwargs: Any) -> Answer:
        """Ask once; what went wrong is told when the answer is looked at."""
        args = tuple(_passed(argument) for argument in args)
        reply = self._caller.call(self._target, args, kwargs)
        return Answer(self._caller, self._label, self._parts, reply, (*args, *kwargs.values()))

    def should_raise(self, error: type[Exception], *args: Any, hint: str | None = None, **kwargs: Any) -> None:
        """Pass only when the call raises an `error`, by its name; `Exception` stands for any."""
        reply = self._caller.call(self._target, args, kwargs)
        if reply.ending == "returned":
            raise CheckFailed(f"`{self._label}` should raise a {error.__name__} here, and returned something", hint)
        if reply.error != error.__name__ and not (error is Exception and reply.error != "NotImplementedError"):
            Answer(self._caller, self._label, self._parts, reply, args).should_return()

    def read(self) -> Answer:
        """The attribute as it is, without a call."""
        return Answer(self._caller, self._label, self._parts, self._caller.fetch(self._target), ())

    @property
    def value(self) -> Any:
        """The attribute's data."""
        return self.read().value

    def should_equal(self, expected: Any, **tolerance: Any) -> None:
        """Compare the attribute's data, as `Answer.should_equal` does."""
        self.read().should_equal(expected, **tolerance)


class Answer(Operators):
    """One answer of the student's code, and the sentences a check can say about it."""

    def __init__(
        self, caller: Caller, label: str, parts: tuple[str, ...], reply: Reply, asked: tuple[Any, ...]
    ) -> None:
        self._caller, self._label, self._parts, self._reply, self._asked = caller, label, parts, reply, asked

    def __getattr__(self, name: str) -> Member:
        if name.startswith("__"):
            raise AttributeError(name)
        owner = f"({self._label})" if " " in self._label else f"{self._label}()"
        return Member(self._caller, Target(name, self._object), f"{owner}.{name}")

    def _operate(self, operator: str, *others: Any) -> Answer:
        return Member(self._caller, Target(operator, self._object), SPOKEN[operator])(*others)

    @property
    def _object(self) -> Any:
        """The handle of an answer that is asked further."""
        self.should_return()
        if self._reply.handle is None:
            raise CheckFailed(f"`{self._label}` should give an object of its class; yours is {kind(self._reply.value)}")
        return self._reply.handle

    def __iter__(self) -> Iterator[Any]:
        return iter(self.value)

    def should_return(self) -> None:
        """Pass unless the call raised, was stopped, or had nothing to call."""
        reply = self._reply
        if reply.ending == "missing":
            raise CheckFailed(
                f"there is no `{self._label}` to call",
                "Run the cell that defines it, with its name unchanged.",
            )
        if reply.ending == "stopped":
            raise CheckFailed(reply.message, "Look at your loops: what makes them end?")
        if reply.ending == "raised" and reply.error == "NotImplementedError":
            raise NotAttempted(f"`{self._label}` is not started yet")
        if reply.ending == "raised":
            said = f": {reply.message}" if reply.message else ""
            raise CheckFailed(f"`{self._label}` raised {reply.error}{said}")

    @property
    def value(self) -> Any:
        """The answer as plain data."""
        self.should_return()
        if self._reply.handle is not None:
            raise CheckFailed(f"`{self._label}` should return plain numbers or arrays, not an object of its own kind")
        if self._reply.value is None:
            raise CheckFailed(
                f"`{self._label}` returned nothing (None)", "What does your function hand back at its end?"
            )
        return self._reply.value

    @property
    def arguments(self) -> tuple[Any, ...]:
        """The arguments as they were after the call, those passed by name behind the others."""
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
        """Pass when structure and numbers agree within eps * condition * scale (by default the largest entry)."""
        found = difference(self.value, expected, self._label, self._parts, condition=condition, scale=scale)
        if found:
            raise CheckFailed(found, hint)

    def should_be_finite(self) -> None:
        """Pass when no number in the answer is nan or infinite."""
        value = self.value
        numbers = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else (value,)
        if not all(np.all(np.isfinite(np.asarray(number))) for number in numbers):
            raise CheckFailed(f"`{self._label}` gave nan or inf where ordinary numbers were expected")

    def should_leave_arguments_alone(self) -> None:
        """Pass when every array argument is the same after the call as before."""
        self.should_return()
        for before, after in zip(self._asked, self._reply.arguments, strict=False):
            if isinstance(before, np.ndarray) and not np.array_equal(before, after):
                raise CheckFailed(
                    f"`{self._label}` changed an array it was given",
                    "Is your caller's array the same afterwards? `a -= b` writes into `a`; `a = a - b` does not.",
                )

    def should_warn_nothing(self) -> None:
        """Pass when the call raised no warning that would reach the screen."""
        self.should_return()
        if self._reply.warnings:
            raise CheckFailed(f"`{self._label}` lets a warning through: {self._reply.warnings[0]}")


def _passed(argument: Any) -> Any:
    """An earlier answer, passed on by itself or in a tuple, is what it stands for."""
    if type(argument) is tuple:
        return tuple(map(_passed, argument))
    if not isinstance(argument, Answer):
        return argument
    argument.should_return()
    return argument._reply.value if argument._reply.handle is None else argument._reply.handle
