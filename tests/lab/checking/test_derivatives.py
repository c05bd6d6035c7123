"""Derivatives of a student's own class of values, which may keep other attributes than the course's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from lab.checking.api import Student
from lab.checking.derivatives import derivatives
from lab.checking.local_caller import LocalCaller

from solutions import autodiff as reference


class OwnValue:
    """A value that keeps a closure for the way back, without `by_paths`; its `backward` resets nothing."""

    def __init__(self, data: float, made_of: tuple[OwnValue, ...] = ()) -> None:
        self.data, self.grad, self.made_of = float(data), 0.0, made_of
        self.push: Callable[[], None] = lambda: None

    def __mul__(self, other: OwnValue) -> OwnValue:
        product = OwnValue(self.data * other.data, (self, other))

        def push() -> None:
            self.grad += other.data * product.grad
            other.grad += self.data * product.grad

        product.push = push
        return product


def backward(value: OwnValue) -> None:
    value.grad = 1.0
    value.push()


STUDENTS = {
    "the reference": vars(reference),
    "closures": {"Value": OwnValue, "backward": backward},
    "closures, nothing to pass back with": {"Value": OwnValue},
}


def derivatives_of_a_product(names: Any) -> list[float]:
    student = Student(LocalCaller(names), {})
    a, b = student.Value(3.0), student.Value(2.0)
    return [answer.value for answer in derivatives(student, a * b, [a, b])]


@pytest.mark.parametrize("names", ["the reference", "closures"])
def test_both_leaves_of_a_product_are_read(names: str) -> None:
    assert derivatives_of_a_product(STUDENTS[names]) == [2.0, 3.0]


def test_without_by_paths_and_backward_the_missing_attribute_is_the_message() -> None:
    with pytest.raises(AssertionError, match="by_paths"):
        derivatives_of_a_product(STUDENTS["closures, nothing to pass back with"])
