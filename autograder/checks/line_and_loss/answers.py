"""Reading answers that may be anything: one number, a pair of arrays, a report, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from lab.checking.api import Answer, expect

Floats = npt.NDArray[np.float64]


def number(answer: Answer) -> float:
    """The answer as a single number, or a failed check."""
    return _single(answer.value, "one ordinary number should come back")


def floats(answer: Answer, shape: tuple[int, ...]) -> Floats:
    """The answer as an array of that shape, or a failed check."""
    return _array(answer.value, shape, f"an array of ordinary numbers of the shape {shape} should come back")


def pair(answer: Answer, n: int) -> tuple[Floats, Floats]:
    """The answer as two arrays of n numbers, or a failed check."""
    found = answer.value
    expect(isinstance(found, (tuple, list)) and len(found) == 2, "two arrays should come back: x, y")
    x, y = (_array(part, (n,), "x and y should be arrays of n numbers each") for part in found)
    return x, y


def report(answer: Answer) -> dict[str, float]:
    """The answer as the three errors under their keys, or a failed check."""
    found = answer.value
    named = isinstance(found, dict) and found.keys() == {"mse", "rmse", "mae"}
    expect(named, "a dictionary with the keys 'mse', 'rmse', 'mae' should come back")
    return {key: _single(value, f"{key!r} should be one number") for key, value in found.items()}


def _single(found: Any, message: str) -> float:
    # An int of hundreds of digits would crash the arithmetic of a check.
    fits = isinstance(found, float) or (isinstance(found, int) and abs(found) < 2**63)
    fits = fits or (isinstance(found, np.ndarray) and found.shape == () and found.dtype.kind in "iuf")
    expect(fits and not isinstance(found, bool) and np.isfinite(float(found)), message)
    return float(found)


def _array(found: Any, shape: tuple[int, ...], message: str) -> Floats:
    fits = isinstance(found, np.ndarray) and found.dtype.kind in "iuf" and found.shape == shape
    expect(fits and np.isfinite(found).all(), message)
    return np.asarray(found, dtype=np.float64)
