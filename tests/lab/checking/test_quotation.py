"""What feedback says of student code quotes no word that this code chose itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.api import CheckFailed, Student
from lab.checking.calls import OpaqueValue, Reply, Target
from lab.checking.quotation import exception_without_message, without_class_names

SECRET = "s3cr3t"
ERROR = type(SECRET, (Exception,), {})


class Replies:
    """A caller that gives one reply to every question."""

    def __init__(self, reply: Reply) -> None:
        self._reply = reply

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Any) -> Reply:
        return self._reply

    def fetch(self, target: Target) -> Reply:
        return self._reply


def answer(reply: Reply) -> Any:
    return Student(Replies(reply)).f(np.zeros((20, 3)), 1.5, [1.0, 2.0], lambda x: x)


THING, TABLE = OpaqueValue(SECRET), OpaqueValue(f"ndarray of [('{SECRET}', '<f8')]")
QUOTES: dict[str, tuple[Reply, Callable[[Any], object]]] = {
    "the message of an exception": (Reply("raised", error="ValueError", message=SECRET), lambda a: a.value),
    "the class of an exception": (Reply("raised", error=SECRET), lambda a: a.value),
    "the class of an answer, as a number": (Reply("returned", THING), lambda a: a.should_equal(1.0)),
    "the class of an answer, as an object": (Reply("returned", THING), lambda a: a.method()),
    "the class of an answer, as an array": (Reply("returned", THING), lambda a: a.array((3,), "`x`")),
    "a class in a list": (Reply("returned", [THING, 1.0]), lambda a: a.should_equal((2.0, 1.0))),
    "the dtype of an answer": (Reply("returned", TABLE), lambda a: a.array((3,))),
    "a warning": (Reply("returned", 1.0, warnings=(SECRET,)), lambda a: a.should_not_warn()),
    "a key": (Reply("returned", {SECRET: 1.0}), lambda a: a.should_equal({"w": 1.0})),
    "a key, read as a mapping": (Reply("returned", {SECRET: 1.0}), lambda a: a.mapping("w")),
    "a text": (Reply("returned", SECRET), lambda a: a.should_equal(1.0)),
    "a text in place of a text": (Reply("returned", SECRET), lambda a: a.should_equal("yes")),
}  # fmt: skip


@pytest.mark.parametrize("quote", QUOTES)
def test_a_public_message_quotes_nothing(quote: str) -> None:
    reply, use = QUOTES[quote]
    with pytest.raises(CheckFailed) as failure:
        use(answer(reply))

    assert SECRET not in failure.value.public_message
    assert SECRET not in (failure.value.hint or "")
    assert failure.value.public_message


def test_the_instructors_message_quotes_the_exception() -> None:
    with pytest.raises(CheckFailed) as failure:
        answer(Reply("raised", error="ValueError", message=SECRET)).should_return()

    assert failure.value.message == f"`f` raised ValueError: {SECRET}"
    assert failure.value.public_message == (
        "`f` raised ValueError when it was called with an array of the shape (20, 3), a single number, "
        "a list of 2 values, a function"
    )


def test_a_long_list_of_arguments_is_cut() -> None:
    assert exception_without_message("f", "KeyError", range(9)).count("(int)") == 6


def test_numpy_scalars_are_called_numbers() -> None:
    assert exception_without_message("f", "KeyError", [np.float64(2)]).endswith("called with a single number")


def test_common_classes_keep_their_names() -> None:
    names = ("set", "ndarray of object", "Tensor", "generator")

    assert without_class_names([OpaqueValue(name) for name in names]) == [OpaqueValue(name) for name in names]
