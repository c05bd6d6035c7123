"""Inputs of the hidden checks of `gradient`: lines, and functions whose gradients are known exactly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from autograder.checking.array_layouts import Array, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_X, WHOLE_Y, Line, scattered_points


def scattered(n: int) -> Line:
    """Return n points around a falling line."""
    return Line(*scattered_points(n, seed=500))


CASES = (scattered(7), scattered(11))
WHOLE = Line(WHOLE_X, WHOLE_Y, w=2, b=-3)
# A loss of 1e24: differences of such numbers, divided by a step of at most 1, keep four digits or fewer.
HUGE = tuple(replace(case, y=1e12 * case.y, w=2e11, b=-7e11) for case in CASES)


def layouts() -> tuple[Line, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9)), strided(scattered(7))


PAIRS = (
    (np.array([1.5, -2.0, 0.0, 4.0, 1e-3]), np.array([1.25, -2.5, 0.0, 4.5, 2e-3])),
    (np.array([-3.0, 0.2, 7.0]), np.array([-3.0, 0.1, -0.5])),
)
"""Arrays to compare: zeros, both signs, and an entry that counts more than the larger ones around it."""


def pairs() -> tuple[tuple[Array, Array], ...]:
    """Return pairs of arrays in the same three layouts."""
    return (np.array([3, -4, 0]), np.array([5, 1, 0])), read_only(PAIRS[1]), strided(PAIRS[0])


# A student's code may evaluate the function at infinity; that is no warning to the grader.
QUIET = np.errstate(all="ignore")


@dataclass(frozen=True)
class Function:
    """A function of p parameters, its exact gradient, its second derivatives, and a place at which to differentiate."""

    f: Callable[[Array], Any]
    gradient: Callable[[Array], Array]
    curvatures: Callable[[Array], Array]
    theta: Array


def mean_of_exponentials(p: int) -> Function:
    """Return mean(exp(0.3 A theta)): no derivative of it is zero, and it takes complex numbers."""
    A = np.random.default_rng(80 + p).normal(size=(13, p))

    @QUIET
    def f(theta: Array) -> Any:
        return np.mean(np.exp(0.3 * (A @ theta)))

    def gradient(theta: Array) -> Array:
        return np.asarray(0.3 * A.T @ np.exp(0.3 * (A @ theta)) / len(A))

    def curvatures(theta: Array) -> Array:
        return np.asarray(0.09 * (A**2).T @ np.exp(0.3 * (A @ theta)) / len(A))

    return Function(f, gradient, curvatures, np.random.default_rng(90 + p).normal(size=p))


def quadratic(p: int) -> Function:
    """Return a quadratic in which every parameter acts on all others."""
    rng = np.random.default_rng(70 + p)
    B = rng.normal(size=(p, p))
    H, c = B @ B.T + np.eye(p), rng.normal(size=p)
    return Function(
        QUIET(lambda theta: theta @ H @ theta / 2 + c @ theta),
        lambda theta: H @ theta + c,
        lambda _: np.diag(H),
        rng.normal(size=p),
    )


def places(theta: Array) -> tuple[Array, ...]:
    """Return a read-only place, one of whole numbers and a strided one.

    Read-only comes first: a function that writes into theta fails there, before whole numbers swallow its step.
    """
    return read_only(theta), np.arange(1, len(theta) + 1) - 2, strided(theta)
