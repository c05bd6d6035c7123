"""Reading answers that may be anything: ordinary numbers and histories, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, expect

from autograder.checks.training_loop.cases import Floats


def numbers(answer: Answer, *names: str) -> tuple[float, ...]:
    """The answer as that many single numbers, or a failed check."""
    found = answer.value
    shaped = isinstance(found, (tuple, list)) and len(found) == len(names)
    # An int of hundreds of digits would crash the arithmetic of a check.
    single = shaped and all(isinstance(n, float) or (isinstance(n, int) and abs(n) < 2**63) for n in found)
    expect(single, f"{len(names)} single numbers should come back: {', '.join(names)}")
    return tuple(found)


def history(answer: Answer, n_steps: int) -> dict[str, Floats]:
    """The answer as a history of a run, or a failed check."""
    found: Any = answer.value
    expect(
        isinstance(found, dict) and found.keys() == {"w", "b", "loss"},
        "a dictionary with 'w', 'b', 'loss' should come back",
    )
    for key, array in found.items():
        real = isinstance(array, np.ndarray) and array.dtype.kind in "iuf" and array.shape == (n_steps + 1,)
        expect(
            real,
            f"{key!r} should be an array of n_steps + 1 numbers",
            hint="Entry 0 is the start, the last one the end.",
        )
    return {key: np.asarray(array, dtype=float) for key, array in found.items()}
