"""Reading answers that may be anything: arrays of the right shape, batches, numbers, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, expect

from autograder.checks.stochastic_descent.cases import Floats


def array(answer: Answer, shape: tuple[int, ...]) -> Floats:
    """The answer as a real array of that shape, or a failed check."""
    return _real(answer.value, shape, "the answer")


def run(answer: Answer, steps: int, p: int) -> tuple[Floats, Floats]:
    """The answer as (thetas, losses) of a run, or a failed check."""
    found: Any = answer.value
    two = isinstance(found, (tuple, list)) and len(found) == 2
    expect(two, "two arrays should come back: thetas, losses")
    return _real(found[0], (steps + 1, p), "thetas"), _real(found[1], (steps + 1,), "losses")


def batches(answer: Answer) -> list[list[int]]:
    """The answer as a list of batches of row numbers, or a failed check."""
    found: Any = answer.value
    expect(isinstance(found, (list, tuple)), "a list of batches should come back")
    whole = all(isinstance(rows, np.ndarray) and rows.ndim == 1 and rows.dtype.kind in "iu" for rows in found)
    expect(whole, "each batch should be an array of row numbers", hint="Its entries pick rows, as in `A[batch]`.")
    return [rows.tolist() for rows in found]


def pair(answer: Answer) -> tuple[float, float]:
    """The answer as two single, finite numbers, or a failed check."""
    found: Any = answer.value
    shaped = isinstance(found, (tuple, list)) and len(found) == 2
    # An int of hundreds of digits would crash the arithmetic of a check.
    single = shaped and all(isinstance(n, float) or (isinstance(n, int) and abs(n) < 2**63) for n in found)
    expect(single, "two single numbers should come back: lr, beta")
    expect(bool(np.all(np.isfinite(found))), "lr and beta should be ordinary numbers")
    return float(found[0]), float(found[1])


def _real(found: Any, shape: tuple[int, ...], name: str) -> Floats:
    fits = isinstance(found, np.ndarray) and found.dtype.kind in "iuf" and found.shape == shape
    expect(fits, f"{name} should be an array of real numbers, of the shape {shape}")
    return np.asarray(found, dtype=float)
