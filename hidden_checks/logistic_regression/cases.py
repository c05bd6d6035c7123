"""Inputs of the hidden checks of `logistic-regression`, and what theory says about the cross-entropy on them.

Three or four features whose means are not 0, labels of both kinds in unequal numbers, scores of both signs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from autograder.checking.array_layouts import Array, Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_PENALISED, DesignRows


@dataclass(frozen=True)
class Case(DesignRows):
    """Rows with labels, a theta at which to compute, the strength of a penalty, and the mathematics that belongs."""

    lam: float

    @cached_property
    def gradient(self) -> Floats:
        """The gradient at theta by a complex step through the textbook's formula; for scores below 700."""
        steps = np.asarray(self.theta) + 1e-30j * np.eye(self.p) * self.step_lengths
        z = self.A @ steps.T
        losses = np.mean(np.log(1.0 + np.exp(z)) - np.asarray(self.y)[:, None] * z, axis=0)
        return np.asarray(losses.imag / 1e-30 / self.step_lengths)

    @property
    def step_lengths(self) -> Floats:
        """One over the size of each column."""
        return np.asarray(1.0 / np.max(np.abs(self.A), axis=0))

    @cached_property
    def gradient_scale(self) -> Floats:
        """The size of the terms that add up to each entry of the gradient: its rounding is proportional to it."""
        sizes = 1.0 + np.abs(self.A) @ np.abs(self.theta)
        return np.asarray(np.mean(np.abs(self.A) * sizes[:, None], axis=0))

    @cached_property
    def rate(self) -> float:
        """A learning rate at which the objective never rises, with the penalty as well: below 2 over the curvature."""
        A = np.asarray(self.A, dtype=float)
        return float(1.5 / (np.linalg.eigvalsh(A.T @ A / (4.0 * self.n))[-1] + 2.0 * self.lam))

    @cached_property
    def best(self) -> Floats:
        """The parameters at which cross-entropy plus penalty is smallest, by Newton's method."""
        A, theta, penalised = np.asarray(self.A, dtype=float), np.zeros(self.p), np.ones(self.p)
        penalised[0] = 0.0
        for _ in range(50):
            p = 1.0 / (1.0 + np.exp(-A @ theta))
            slope = A.T @ (p - self.y) / self.n + 2.0 * self.lam * penalised * theta
            curvature = A.T @ ((p * (1.0 - p))[:, None] * A) / self.n + 2.0 * self.lam * np.diag(penalised)
            theta = theta - np.linalg.solve(curvature, slope)
        return theta


def scattered(n: int, d: int, lam: float) -> Case:
    """Return n rows with labels that depend on d features, the same for every submission."""
    rng = np.random.default_rng(8100 + 10 * n + d)
    X = rng.uniform(-1.2, 2.4, (n, d))
    weights = np.array([1.4, -0.9, 0.6, -0.3])[:d]
    scores = X @ weights + rng.normal(0.0, 0.8, n)
    y = (scores > np.sort(scores)[-3]).astype(float)
    y[np.argsort(scores)[n // 2]] = 1.0  # out of order, and more than two of them
    theta = np.concatenate([[0.7], rng.uniform(0.4, 1.6, d) * np.resize([-1.0, 1.0, 1.0], d)])
    return Case(np.column_stack([np.ones(n), X]), y, theta, lam)


CASES = (scattered(7, 3, 0.09), scattered(11, 4, 0.04))
WHOLE = Case(
    WHOLE_PENALISED,
    np.array([0, 0, 1, 0, 1, 1, 0, 0, 0]),
    np.array([-1, 2, -1, 1]),
    lam=0.15,
)


def ill_scaled() -> Case:
    """Return one feature in millions and one in millionths, with ordinary scores."""
    case = scattered(9, 3, 0.05)
    units = np.array([1.0, 1e6, 1.0, 1e-6])
    return replace(case, A=case.A * units, theta=case.theta / units)


def sure(n: int, d: int, times: float = 900.0) -> Case:
    """Return rows with scores of hundreds and thousands, on either side of zero, some right and some wrong."""
    case = scattered(n, d, 0.05)
    return replace(case, theta=case.theta * times)


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9, 3, 0.05)), strided(scattered(11, 3, 0.06))


@dataclass(frozen=True)
class Forecasts:
    """Labels and probabilities, and a number of bins."""

    y: Array
    p: Array
    n_bins: int


def forecasts(n: int, n_bins: int) -> Forecasts:
    """Return n probabilities with labels that they fit badly, and no probability at the edge of a bin."""
    rng = np.random.default_rng(8500 + n)
    p = rng.uniform(0.02, 0.98, n).round(3) + 1e-4
    return Forecasts((rng.random(n) < p**2).astype(float), p, n_bins)


EDGES = (
    Forecasts(np.array([1.0, 0.0, 1.0, 1.0, 0.0, 1.0, 0.0]), np.array([0.25, 0.0, 1.0, 0.5, 0.1, 0.3, 1.0]), 4),
    Forecasts(
        np.array([0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 1.0, 1.0, 1.0]),
        np.array([0.875, 1.0, 0.125, 0.0, 0.5, 0.5, 1.0, 0.99, 0.6]),
        8,
    ),
)
