"""Inputs that hide no mistake, and what theory says about penalised least squares on them.

No input here is the notebook's: 7, 9 or 11 rows, three or four features whose means are not 0, a large bias, weights
of both signs, residuals that are neither zero nor alike.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from lab.checking.comparison import EPS

from autograder.checks.layouts import gapped, locked

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Case:
    """A data set, a place to stand at, a price, and the mathematics that belongs to them."""

    A: Array
    y: Array
    theta: Array
    lam: float

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.y)

    @property
    def p(self) -> int:
        """Number of parameters, the bias included."""
        return int(self.A.shape[1])

    @cached_property
    def curvatures(self) -> Floats:
        """Eigenvalues of the Hessian H = (2/n) A^T A, ascending."""
        return np.asarray(np.linalg.eigvalsh(2.0 / self.n * self.A.T @ self.A))

    @cached_property
    def condition(self) -> float:
        """How much solving for the weights amplifies rounding, with room for the order of summation."""
        return 100.0 * float(self.curvatures[-1] / self.curvatures[0])

    @cached_property
    def steps_to_settle(self) -> int:
        """After so many proximal steps nothing but rounding is left of the way."""
        return int(np.ceil(np.log(1e-16) / np.log(1.0 - self.curvatures[0] / self.curvatures[-1])))

    def slopes(self, theta: Floats) -> Floats:
        """The gradient of the mean squared error, without a penalty, at a theta that may be wild."""
        with np.errstate(all="ignore"):
            return np.asarray(2.0 / self.n * self.A.T @ (self.A @ theta - self.y))

    def lasso_objective(self, theta: Floats) -> float:
        """Mean squared error plus the price of the absolute weights, at a theta that may be wild."""
        with np.errstate(all="ignore"):
            return float(np.mean((self.A @ theta - self.y) ** 2) + self.lam * np.sum(np.abs(theta[1:])))

    def ridge_gradient_by_complex_step(self) -> Floats:
        """The slope of the ridge objective along every axis, without a formula: Im f(theta + i h e) / h."""
        rises = []
        for axis in np.eye(self.p):
            moved = self.theta + 1e-30j * axis
            value = np.mean((self.A @ moved - self.y) ** 2) + self.lam * np.sum(moved[1:] ** 2)
            rises.append(value.imag / 1e-30)
        return np.array(rises)

    @cached_property
    def gradient_scale(self) -> Floats:
        """The size of what is added up in each entry of the ridge gradient: what its rounding is proportional to."""
        terms = np.abs(self.A) @ np.abs(self.theta) + np.abs(self.y)
        scale: Floats = 2.0 / self.n * np.abs(self.A).T @ terms
        scale[1:] += 2.0 * self.lam * np.abs(self.theta[1:])
        return scale

    def near(self, found: Floats, wanted: Floats) -> npt.NDArray[np.bool_]:
        """Entry by entry, whether two gradients agree up to the rounding of their own terms."""
        return np.asarray(np.abs(found - wanted) <= 200 * EPS * self.gradient_scale)


def scattered(n: int, d: int, lam: float) -> Case:
    """Points around a tilted plane of which not every feature has a say, the same for every submission."""
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
    np.column_stack(
        [
            np.ones(9, dtype=int),
            [-2, -1, 2, 2, 1, 2, -2, 0, 0],
            [2, -2, 4, -1, 1, 1, 0, -1, -1],
            [0, 1, -2, 0, -1, 4, 2, 0, -1],
        ]
    ),
    np.array([4, 11, 13, 20, 16, 12, 3, 14, 12]),
    np.array([11, 2, -3, -1]),
    lam=1.5,
)


def ill_scaled() -> Case:
    """One feature in millions, one in millionths: differences at the usual steps drown in rounding here."""
    case = scattered(9, 3, 0.5)
    units = np.array([1.0, 1e6, 1.0, 1e-6])
    return replace(case, A=case.A * units)


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9, 3, 0.5)), gapped(scattered(11, 3, 0.6))
