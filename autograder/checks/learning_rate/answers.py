"""Reading answers that may be anything: a number, a table, weights with an intercept, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, expect

from autograder.checks.learning_rate.cases import Floats


def number(answer: Answer, name: str) -> float:
    """The answer as one ordinary number, or a failed check."""
    found = answer.value
    # An int of hundreds of digits would crash the arithmetic of a check.
    single = isinstance(found, float) or (isinstance(found, int) and abs(found) < 2**63)
    expect(single and np.isfinite(found), f"{name} should be a single ordinary number")
    return float(found)


def counted(answer: Answer) -> int:
    """The answer as a whole number of steps, or a failed check."""
    found = answer.value
    expect(type(found) is int and abs(found) < 2**63, "the number of steps should be a whole number (int)")
    return int(found)


def table(answer: Answer, shape: tuple[int, ...]) -> Floats:
    """The answer as an array of that shape, or a failed check."""
    return _array(answer.value, shape, "the answer")


def pair(answer: Answer, d: int) -> tuple[Floats, float]:
    """The answer as (w, b), or a failed check."""
    found = answer.value
    two = isinstance(found, (tuple, list)) and len(found) == 2
    expect(two and isinstance(found[1], (int, float)), "an array of weights and one number should come back: w, b")
    return _array(found[0], (d,), "`w`"), float(found[1])


def _array(found: Any, shape: tuple[int, ...], name: str) -> Floats:
    real = isinstance(found, np.ndarray) and found.dtype.kind in "iuf"
    expect(real, f"{name} should be a NumPy array of real numbers")
    expect(found.shape == shape, f"{name} should have the shape {shape}; yours has the shape {found.shape}")
    return np.asarray(found, dtype=float)
