"""Inputs of the hidden checks of `regularization`, and what theory says about penalized least squares on them.

Three or four features whose means are not 0, a large intercept, weights of both signs, one of them hardly of use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
from lab.checking.comparison import EPS

from autograder.checking.array_layouts import Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_PENALISED, LeastSquares


@dataclass(frozen=True)
class Case(LeastSquares):
    """Rows, a theta at which to compute, the strength of a penalty, and the mathematics that belongs to them."""

    lam: float

    @cached_property
    def steps_of_ista(self) -> int:
        """After so many steps of ISTA no more than rounding remains of the distance."""
        return self.steps_to_settle(1.0 / float(self.curvatures[-1]), remaining=1e-16)

    def error_gradient(self, theta: Floats) -> Floats:
        """Return the gradient of the mean squared error, without a penalty, at a theta that may be wild."""
        with np.errstate(all="ignore"):
            return np.asarray(2.0 / self.n * self.A.T @ (self.A @ theta - self.y))

    def lasso_objective(self, theta: Floats) -> float:
        """Return the mean squared error plus the penalty of the absolute weights, at a theta that may be wild."""
        with np.errstate(all="ignore"):
            return float(np.mean((self.A @ theta - self.y) ** 2) + self.lam * np.sum(np.abs(theta[1:])))

    def ridge_gradient_by_complex_step(self) -> Floats:
        """Return the slope of the ridge objective along every axis, without a formula: Im f(theta + i h e) / h."""
        slopes = []
        for axis in np.eye(self.p):
            theta = self.theta + 1e-30j * axis
            objective = np.mean((self.A @ theta - self.y) ** 2) + self.lam * np.sum(theta[1:] ** 2)
            slopes.append(objective.imag / 1e-30)
        return np.array(slopes)

    @cached_property
    def ridge_gradient_scale(self) -> Floats:
        """The size of the terms of each entry of the ridge gradient: its rounding is proportional to it."""
        scale = self.gradient_scale.copy()
        scale[1:] += 2.0 * self.lam * np.abs(self.theta[1:])
        return scale

    def is_close(self, gradient: Floats, other: Floats) -> npt.NDArray[np.bool_]:
        """Return for each entry whether two gradients agree up to the rounding of their own terms."""
        return np.asarray(np.abs(gradient - other) <= 200 * EPS * self.ridge_gradient_scale)


def scattered(n: int, d: int, lam: float) -> Case:
    """Return n rows around a plane in d features, the same for every submission."""
    rng = np.random.default_rng(7000 + 10 * n + d)
    # Columns at right angles to each other and to the ones, then moved and tilted a little: the lasso settles soon.
    square = np.linalg.qr(np.column_stack([np.ones(n), rng.normal(size=(n, d))]))[0][:, 1:] * np.sqrt(n)
    X = 0.4 + square * np.linspace(0.8, 1.2, d) + 0.1 * rng.normal(size=(n, d))
    weights = np.array([1.9, -1.2, 0.1, 0.6])[:d]
    y = 13.0 + X @ weights + rng.normal(0.0, 0.5, n)
    theta = np.concatenate([[11.5], rng.uniform(0.5, 2.0, d) * np.resize([-1.0, 1.0, 1.0], d)])
    return Case(np.column_stack([np.ones(n), X]), y, theta, lam)


CASES = (scattered(7, 3, 0.9), scattered(11, 4, 0.45))
WHOLE = Case(
    WHOLE_PENALISED,
    np.array([4, 11, 13, 20, 16, 12, 3, 14, 12]),
    np.array([11, 2, -3, -1]),
    lam=1.5,
)


def ill_scaled() -> Case:
    """Return one feature in millions and one in millionths: differences at the usual steps drown in rounding."""
    case = scattered(9, 3, 0.5)
    units = np.array([1.0, 1e6, 1.0, 1e-6])
    return replace(case, A=case.A * units)


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9, 3, 0.5)), strided(scattered(11, 3, 0.6))
