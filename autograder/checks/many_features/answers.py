"""Reading answers that may be anything: arrays, runs and the four parts of a split, or a failed check."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, Member, expect

from autograder.checks.many_features.cases import Array, Case, Floats


def numbers(found: Any, shape: tuple[int, ...], name: str) -> Floats:
    """An array of real numbers of that shape, or a failed check."""
    real = isinstance(found, np.ndarray) and found.dtype.kind in "iuf"
    expect(real, f"{name} should be a NumPy array of real numbers")
    expect(found.shape == shape, f"{name} should have the shape {shape}; yours has the shape {found.shape}")
    return np.asarray(found, dtype=float)


def run(answer: Answer, n_steps: int, p: int) -> tuple[Floats, Floats]:
    """The answer as (thetas, losses) of a run, or a failed check."""
    found = answer.value
    two = isinstance(found, (tuple, list)) and len(found) == 2
    expect(two, "two arrays should come back: thetas and losses")
    return numbers(found[0], (n_steps + 1, p), "`thetas`"), numbers(found[1], (n_steps + 1,), "`losses`")


def parts(answer: Answer, n: int, n_test: int, d: int) -> tuple[Array, ...]:
    """The answer as the four parts of a split, or a failed check."""
    found = answer.value
    four = isinstance(found, (tuple, list)) and len(found) == 4
    expect(four, "four arrays should come back: X_train, X_test, y_train, y_test")
    shapes = ((n - n_test, d), (n_test, d), (n - n_test,), (n_test,))
    names = ("`X_train`", "`X_test`", "`y_train`", "`y_test`")
    return tuple(numbers(*row) for row in zip(found, shapes, names, strict=True))


def follows(gradient: Member, case: Case) -> None:
    """The gradient of a case agrees in every entry, however large its neighbours are."""
    found = numbers(gradient(case.A, case.y, case.theta).value, case.theta.shape, "the gradient")
    wrong = ~(np.abs(found - case.gradient) <= case.rounding)
    expect(not wrong.any(), f"entry {int(np.argmax(wrong))} of the gradient is not right", hint=ONE_ENTRY)


ONE_ENTRY = "Work out one entry on paper, for two rows. Then compare."
