"""Derivatives of an expression of the student's own `Value` objects."""

from __future__ import annotations

from collections.abc import Sequence

from lab.checking.api import Answer, Student
from lab.checking.failures import CheckFailed


def derivatives(student: Student, result: Answer, leaves: Sequence[Answer]) -> list[Answer]:
    """Return the derivative of a result by each leaf, as `by_paths` gives it.

    A class of the student's own may lack `by_paths` or the attributes that it reads. Then they come from one pass of
    `backward`, which may leave the gradients of an earlier pass in place, so the leaves must be new.
    """
    by_paths = [result.by_paths(leaf) for leaf in leaves]
    if not any(map(_lacks_attribute, by_paths)):
        return by_paths
    answer = student.backward(result)
    try:
        answer.should_return()
    except CheckFailed:
        return by_paths
    return [leaf.grad.read() for leaf in leaves]


def _lacks_attribute(answer: Answer) -> bool:
    try:
        answer.should_return()
    except CheckFailed as failure:
        return "raised AttributeError" in failure.message
    return False
