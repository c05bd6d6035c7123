"""Inputs that hide no mistake, and what theory says about descent on them.

No input here is the notebook's: 7, 9 or 11 rows, three features or more, theta not 0 anywhere, residuals of both signs,
derivatives of both signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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
    """A design matrix with targets, a place to stand, and the exact mathematics of descent there."""

    A: Array
    y: Array
    theta: Array

    @property
    def features(self) -> Array:
        """The design matrix without its column of ones."""
        return self.A[:, 1:]

    @cached_property
    def hessian(self) -> Floats:
        """H = (2/n) A^T A."""
        A = np.asarray(self.A, dtype=float)
        return 2.0 / len(A) * A.T @ A

    @cached_property
    def best(self) -> Floats:
        """The parameters of least squares, by orthogonal factorisation."""
        A = np.asarray(self.A, dtype=float)
        return np.asarray(np.linalg.lstsq(A, np.asarray(self.y, dtype=float), rcond=None)[0])

    @cached_property
    def condition(self) -> float:
        """How much the normal equation amplifies rounding, with room for the order of summation."""
        return 100.0 * float(np.linalg.cond(np.asarray(self.A, dtype=float))) ** 2

    @cached_property
    def gradient(self) -> Floats:
        """The gradient by a complex step: no difference is taken, so no digit is lost."""
        steps = np.asarray(self.theta) + 1e-30j * np.eye(self.A.shape[1])
        residuals = self.A @ steps.T - np.asarray(self.y)[:, None]
        return np.asarray(np.mean(residuals**2, axis=0).imag / 1e-30)

    @cached_property
    def rounding(self) -> Floats:
        """What the rounding of a thousand operations may do to each entry of the gradient."""
        sizes = np.abs(self.A) @ np.abs(self.theta) + np.abs(self.y)
        return np.asarray(EPS * 1e3 * 2.0 * np.mean(np.abs(self.A) * sizes[:, None], axis=0))

    def rate(self, share: float) -> float:
        """A learning rate as a share of the largest stable one, 2 / lambda_max."""
        return share * 2.0 / float(np.linalg.eigvalsh(self.hessian)[-1])

    def path(self, lr: float, n_steps: int) -> Floats:
        """Every state of descent without a loop: theta* + (I - lr H)^t (theta_0 - theta*)."""
        values, basis = np.linalg.eigh(self.hessian)
        away = basis.T @ (self.theta - self.best)
        return np.asarray(self.best + ((1.0 - lr * values) ** np.arange(n_steps + 1)[:, None] * away) @ basis.T)

    def losses(self, thetas: Array) -> Floats:
        """The mean squared error of each row of parameters, which may be wild."""
        with np.errstate(all="ignore"):
            return np.asarray(np.mean((np.asarray(thetas, dtype=float) @ self.A.T - self.y) ** 2, axis=1))

    def steps_to_settle(self, lr: float) -> int:
        """After so many steps nothing but rounding is left of the way."""
        slowest = float(np.max(np.abs(1.0 - lr * np.linalg.eigvalsh(self.hessian))))
        return int(np.ceil(np.log(1e-17) / np.log(slowest)))


def scattered(n: int, d: int) -> Case:
    """Points around a plane in d features, the same for every submission."""
    rng = np.random.default_rng(1300 + 10 * n + d)
    X = rng.uniform(-1.5, 3.0, (n, d))
    weights = rng.uniform(0.5, 2.0, d) * (-1.0) ** np.arange(d)
    theta = np.concatenate(([3.4], weights[::-1] + rng.uniform(-1.0, 1.0, d)))
    return Case(np.column_stack((np.ones(n), X)), X @ weights + 4.2 + rng.normal(0.0, 0.9, n), theta)


def ill_scaled() -> Case:
    """Features of very different sizes and huge targets: a difference of two losses has few digits left here."""
    case = scattered(11, 3)
    rng = np.random.default_rng(411)
    sizes = np.array([1.0, 1e-3, 1.0, 30.0])
    return Case(case.A * sizes, 1e10 * rng.normal(0.3, 1.0, 11), case.theta)


CASES = (scattered(7, 3), scattered(11, 4))
OTHER_SIZES = (scattered(9, 1), scattered(9, 5))
ILL_SCALED = ill_scaled()
WHOLE = Case(
    np.array([[1, -2, 3, 0], [1, 5, -1, 2], [1, 1, 4, -3], [1, 4, 0, 1], [1, -1, 2, 5], [1, 3, -2, 4], [1, 6, 1, -1],
              [1, 2, 5, 3], [1, 0, -3, 2]]),
    np.array([7, -3, 4, -2, 5, 1, -6, 3, 4]),
    np.array([2, -1, 3, -2]),
)  # fmt: skip


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9, 3)), gapped(scattered(7, 4))


STEP = 1e-13
"""How far apart neighbours are in a table whose rows look alike."""


def alike(n: int, d: int) -> tuple[Floats, Floats]:
    """Read-only rows that differ only below the digits by which answers are compared.

    Whoever deals rows by other chance than the `rng` deals other rows in every replay, and could not be named by them.
    """
    return locked((np.tile(1.0 + STEP * np.arange(n), (d, 1)).T, 1.0 + STEP * np.arange(n)))


def tables(sizes: Iterable[tuple[int, int, float, int]]) -> Iterator[tuple[Array, Array]]:
    """Rows that can be told apart, as y = 3 i - 1 belongs to row i: floats, whole numbers, every second entry."""
    for (n, d, *_), layout in zip(sizes, ("floats", "whole", "strided"), strict=True):
        X, y = 10 * np.arange(n)[:, None] + np.arange(1, d + 1), 3 * np.arange(n) - 1
        if layout == "floats":
            X, y = X.astype(float), y.astype(float)
        if layout == "strided":
            X, y = gapped((X, y))
        yield X, y
