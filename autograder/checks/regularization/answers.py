"""Reading answers that may be anything: arrays of the right shape and single numbers, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, expect

from autograder.checks.regularization.cases import Floats


def array(answer: Answer, shape: tuple[int, ...]) -> Floats:
    """The answer as a real array of that shape, or a failed check."""
    return _real(answer.value, shape, "the answer")


def number(answer: Answer) -> float:
    """The answer as a single number, or a failed check."""
    found = answer.value
    # An int of hundreds of digits would crash the arithmetic of a check.
    single = isinstance(found, float) or (isinstance(found, int) and abs(found) < 2**63)
    expect(single, "a single number should come back")
    return float(found)


def run(answer: Answer, p: int, n_steps: int) -> tuple[Floats, Floats]:
    """The answer as (theta, losses) of a run, or a failed check."""
    found: Any = answer.value
    expect(isinstance(found, (tuple, list)) and len(found) == 2, "two arrays should come back: theta, losses")
    return _real(found[0], (p,), "theta"), _real(found[1], (n_steps + 1,), "losses")


def _real(found: Any, shape: tuple[int, ...], name: str) -> Floats:
    fits = isinstance(found, np.ndarray) and found.dtype.kind in "iuf" and found.shape == shape
    expect(fits, f"{name} should be an array of real numbers, of the shape {shape}")
    return np.asarray(found, dtype=float)
