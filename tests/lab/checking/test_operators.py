"""Operators in a check call the student's own operators."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab.checking.api import CheckFailed, Student
from lab.checking.local_caller import LocalCaller


class Metres:
    """A length that can be added to others and to numbers, and subtracted from a number."""

    def __init__(self, length: float) -> None:
        self.length = length

    def __add__(self, other: Any) -> Metres:
        return Metres(self.length + getattr(other, "length", other))

    def __rsub__(self, number: float) -> Metres:
        return Metres(number - self.length)


def metres(length: float) -> Any:
    return Student(LocalCaller({"Metres": Metres})).Metres(length)


def test_operators_call_the_students_own() -> None:
    a, b = metres(2.0), metres(3.0)

    (a + b).length.should_equal(5.0)
    (a + b + 1.0).length.should_equal(6.0)
    (10.0 - a).length.should_equal(8.0)
    (np.float64(10.0) - a).length.should_equal(8.0)


def test_a_missing_operator_is_reported_as_an_expression() -> None:
    with pytest.raises(CheckFailed, match=r"^`number \+ value` raised AttributeError"):
        (2.0 + metres(2.0)).should_return()
    with pytest.raises(CheckFailed, match=r"^`-value` raised AttributeError"):
        (-metres(2.0)).should_return()
