"""Inputs that hide no mistake, and functions whose slopes are known exactly.

No input here is the notebook's: 7, 9 or 11 points, mean(x) not 0, w and b not 0, residuals of both signs, one
derivative positive and one negative.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checks.layouts import gapped, locked

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Case:
    """Points, and the parameters at which to differentiate."""

    x: Array
    y: Array
    w: float = 3.3
    b: float = -3.1

    @cached_property
    def slopes(self) -> tuple[float, float]:
        """(dw, db) by complex steps through the loss: exact to rounding, and without a formula for the gradient."""
        h = 1e-100
        return (
            float(np.imag(self.loss(self.w + 1j * h, self.b)) / h),
            float(np.imag(self.loss(self.w, self.b + 1j * h)) / h),
        )

    @cached_property
    def best(self) -> tuple[float, float]:
        """The line of least squares, as (w, b)."""
        w, b = np.polyfit(np.asarray(self.x, dtype=float), np.asarray(self.y, dtype=float), 1)
        return float(w), float(b)

    def loss(self, w: complex, b: complex) -> Any:
        """The mean squared error; w and b may be complex."""
        missed = w * self.x + b - self.y
        return np.mean(missed * missed)


def scattered(n: int) -> Case:
    """Points around a falling line, the same for every submission."""
    rng = np.random.default_rng(500 + n)
    x = rng.uniform(-1.0, 4.0, n)
    return Case(x, -0.7 * x + 4.2 + rng.normal(0.0, 0.9, n))


CASES = (scattered(7), scattered(11))
WHOLE = Case(np.array([-2, 5, 1, 4, -1, 3, 6, 2, 0]), np.array([7, -3, 4, -2, 5, 0, -6, 3, 4]), w=2, b=-3)
# A loss of 1e24: differences of such numbers, divided by a step of at most 1, keep four digits or fewer.
HUGE = tuple(replace(case, y=1e12 * case.y, w=2e11, b=-7e11) for case in CASES)


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9)), gapped(scattered(7))


PAIRS = (
    (np.array([1.5, -2.0, 0.0, 4.0, 1e-3]), np.array([1.25, -2.5, 0.0, 4.5, 2e-3])),
    (np.array([-3.0, 0.2, 7.0]), np.array([-3.0, 0.1, -0.5])),
)
"""What is to be compared: zeros, both signs, and an entry that counts more than the larger ones around it."""


def pairs() -> tuple[tuple[Array, Array], ...]:
    """Pairs of arrays in the same three layouts."""
    return (np.array([3, -4, 0]), np.array([5, 1, 0])), locked(PAIRS[1]), gapped(PAIRS[0])


# A student's code may ask for the value at infinity; that is no warning to the grader.
QUIET = np.errstate(all="ignore")


@dataclass(frozen=True)
class Ground:
    """A function of p parameters, its exact gradient, its curvatures and a place to stand."""

    f: Callable[[Array], Any]
    gradient: Callable[[Array], Array]
    bends: Callable[[Array], Array]
    theta: Array


def waves(p: int) -> Ground:
    """mean(exp(0.3 A theta)): bent everywhere, of every order, and safe for complex numbers."""
    A = np.random.default_rng(80 + p).normal(size=(13, p))

    @QUIET
    def f(theta: Array) -> Any:
        return np.mean(np.exp(0.3 * (A @ theta)))

    def gradient(theta: Array) -> Array:
        return np.asarray(0.3 * A.T @ np.exp(0.3 * (A @ theta)) / len(A))

    def bends(theta: Array) -> Array:
        return np.asarray(0.09 * (A**2).T @ np.exp(0.3 * (A @ theta)) / len(A))

    return Ground(f, gradient, bends, np.random.default_rng(90 + p).normal(size=p))


def bowl(p: int) -> Ground:
    """A quadratic whose parameters all act on one another."""
    rng = np.random.default_rng(70 + p)
    B = rng.normal(size=(p, p))
    H, c = B @ B.T + np.eye(p), rng.normal(size=p)
    return Ground(
        QUIET(lambda theta: theta @ H @ theta / 2 + c @ theta),
        lambda theta: H @ theta + c,
        lambda _: np.diag(H),
        rng.normal(size=p),
    )


def places(theta: Array) -> tuple[Array, ...]:
    """The same kind of place in three layouts: read-only, whole numbers, every second entry of a longer array.

    Read-only comes first: who writes into theta is told so, before whole numbers swallow the step.
    """
    return locked(theta), np.arange(1, len(theta) + 1) - 2, gapped(theta)
