"""Inputs that hide no mistake, and what theory says about descent on them.

No input here is the notebook's: 7, 9 or 11 rows, means that are not 0, parameters that are not 0, residuals of both
signs. With k outputs the loss is a mean over n * k entries; its Hessian is (2 / (n k)) A^T A for each of them.
"""

from __future__ import annotations

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
    """A data set (x of shape (n,) or (n, d), y of shape (n,) or (n, k)), and the mathematics of descent on it."""

    x: Array
    y: Array
    w: float = 3.3
    b: float = -3.1

    @cached_property
    def design(self) -> Floats:
        """A = [1, x], bias first, shape (n, p)."""
        return np.column_stack([np.ones(len(self.x)), np.asarray(self.x, dtype=float)])

    @cached_property
    def targets(self) -> Floats:
        """The targets as columns, shape (n, k)."""
        return np.asarray(self.y, dtype=float).reshape(len(self.y), -1)

    @cached_property
    def hessian(self) -> Floats:
        """The loss's second derivatives by the parameters of one output, shape (p, p)."""
        return np.asarray(2.0 / self.targets.size * self.design.T @ self.design)

    @cached_property
    def best(self) -> Floats:
        """The parameters of least squares by orthogonal factorisation, shape (p, k)."""
        return np.asarray(np.linalg.lstsq(self.design, self.targets, rcond=None)[0])

    @cached_property
    def condition(self) -> float:
        """How much solving for the parameters amplifies rounding, with room for the order of summation."""
        return 100.0 * float(np.linalg.cond(self.design)) ** 2

    @cached_property
    def slopes(self) -> tuple[float, float]:
        """(dw, db) at (w, b) by complex steps through the loss: exact to rounding, and without a formula."""
        h = 1e-100
        along_w, along_b = self._loss(self.w + 1j * h, self.b), self._loss(self.w, self.b + 1j * h)
        return float(np.imag(along_w) / h), float(np.imag(along_b) / h)

    def rate(self, share: float) -> float:
        """A learning rate as a share of the largest stable one, 2 / lambda_max."""
        return share * 2.0 / float(np.linalg.eigvalsh(self.hessian)[-1])

    def path(self, lr: float, n_steps: int, start: Floats) -> Floats:
        """Every state without a loop, theta* + (I - lr H)^t (theta_0 - theta*): shape (n_steps + 1, p, k)."""
        values, basis = np.linalg.eigh(self.hessian)
        away = basis.T @ (start - self.best)
        shrunk = ((1.0 - lr * values) ** np.arange(n_steps + 1)[:, None])[:, :, None] * away
        return np.asarray(self.best + basis @ shrunk)

    def losses(self, states: Floats) -> Floats:
        """The mean of the squares at each of the states, shape (n_steps + 1,); the states may be wild."""
        with np.errstate(all="ignore"):
            return np.asarray(np.mean((self.design @ states - self.targets) ** 2, axis=(1, 2)))

    def steps_to_settle(self, lr: float) -> int:
        """After so many steps nothing but rounding is left of the way."""
        slowest = float(np.max(np.abs(1.0 - lr * np.linalg.eigvalsh(self.hessian))))
        return int(np.ceil(np.log(1e-17) / np.log(slowest)))

    def _loss(self, w: complex, b: complex) -> Any:
        missed = w * self.x + b - self.y
        return np.mean(missed * missed)


def scattered(n: int) -> Case:
    """Points around a falling line, the same for every submission."""
    rng = np.random.default_rng(900 + n)
    x = rng.uniform(-1.0, 4.0, n)
    return Case(x, -0.7 * x + 4.2 + rng.normal(0.0, 0.9, n))


def wide(n: int, outputs: int) -> Case:
    """Rows of three features of different size, and one or more outputs."""
    rng = np.random.default_rng(930 + n)
    X = rng.normal([0.8, -0.5, 1.5], [1.0, 1.4, 0.7], (n, 3))
    Y = X @ rng.normal(size=(3, outputs)) + rng.normal(2.0, 1.0, outputs) + rng.normal(0.0, 0.5, (n, outputs))
    return Case(X, Y)


CASES = (scattered(7), scattered(11))
TABLES = (wide(9, 1), wide(11, 1))
OUTPUTS = (wide(7, 2), wide(11, 4))
WHOLE = Case(np.array([-2, 5, 1, 4, -1, 3, 6, 2, 0]), np.array([7, -3, 4, -2, 5, 0, -6, 3, 4]), w=2, b=-3)
# A loss of 1e24: differences of such numbers, divided by a step of at most 1, keep four digits or fewer.
HUGE = tuple(replace(case, y=1e12 * case.y, w=2e11, b=-7e11) for case in CASES)


def unknown_target(case: Case) -> Array:
    """The targets with one that is not known."""
    y = np.array(case.y, dtype=float)
    y[2] = np.nan
    return y


def layouts() -> tuple[Case, ...]:
    """Points as functions meet them outside: read-only, every second entry of a longer array, whole numbers.

    Whole numbers come last: PyTorch refuses them with the same error as it does an update on record.
    """
    return locked(scattered(9)), gapped(scattered(7)), WHOLE


def tables() -> tuple[Case, ...]:
    """Rows of features in the same three layouts, in the same order."""
    rng = np.random.default_rng(950)
    whole = Case(rng.integers(-4, 7, (9, 3)), rng.integers(-5, 9, (9, 2)))
    return locked(wide(9, 2)), gapped(wide(7, 2)), whole
