"""Reading answers that may be anything: ordinary numbers, an array, three curves, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from lab.checking.api import Answer, expect

Floats = npt.NDArray[np.float64]


def number(answer: Answer) -> float:
    """The answer as one number, or a failed check."""
    return _single(answer.value, "one ordinary number should come back")


def slopes(answer: Answer) -> tuple[float, float]:
    """The answer as (dw, db), or a failed check."""
    found = answer.value
    expect(isinstance(found, (tuple, list)) and len(found) == 2, "two numbers should come back: dw, db")
    dw, db = (_single(part, "dw and db should be one ordinary number each") for part in found)
    return dw, db


def floats(answer: Answer, p: int) -> Floats:
    """The answer as p real numbers, or a failed check."""
    return _array(answer.value, p, f"an array of {p} real numbers should come back")


def curves(answer: Answer, m: int) -> dict[str, Floats]:
    """The answer as three curves of m errors, or a failed check."""
    found = answer.value
    named = isinstance(found, dict) and found.keys() == {"forward", "central", "complex"}
    expect(named, "a dictionary with the keys 'forward', 'central', 'complex' should come back")
    return {
        key: _array(value, m, f"{key!r} should be an array with an error for each h") for key, value in found.items()
    }


def _single(found: Any, message: str) -> float:
    # An int of hundreds of digits would crash the arithmetic of a check.
    fits = isinstance(found, float) or (isinstance(found, int) and abs(found) < 2**63)
    fits = fits or (isinstance(found, np.ndarray) and found.shape == () and found.dtype.kind in "iuf")
    expect(fits and not isinstance(found, bool) and np.isfinite(float(found)), message)
    return float(found)


def _array(found: Any, size: int, message: str) -> Floats:
    fits = isinstance(found, np.ndarray) and found.dtype.kind in "iuf" and found.shape == (size,)
    expect(fits and np.isfinite(found).all(), message)
    return np.asarray(found, dtype=np.float64)
