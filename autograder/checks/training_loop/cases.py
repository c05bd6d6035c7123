"""Inputs that hide no mistake, and what theory says about descent on them.

No input here is the notebook's: 7, 9 or 11 points, mean(x) not 0, w and b not 0, residuals of both signs,
one derivative positive and one negative.
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


LEFT = 1e-10
"""What a long run may leave of the way: far above rounding, far below any mistake, and half the steps to nothing."""


@dataclass(frozen=True)
class Case:
    """A data set, a start, and the exact mathematics of descent on it."""

    x: Array
    y: Array
    w: float = 3.3
    b: float = -3.1

    @cached_property
    def design(self) -> Floats:
        """A = [1, x], bias first."""
        return np.column_stack([np.ones(len(self.x)), np.asarray(self.x, dtype=float)])

    @cached_property
    def curvatures(self) -> Floats:
        """Eigenvalues of the Hessian H = (2/n) A^T A, ascending."""
        return np.asarray(np.linalg.eigvalsh(2.0 / len(self.x) * self.design.T @ self.design))

    @cached_property
    def best(self) -> tuple[float, float]:
        """The line of least squares by orthogonal factorisation, as (w, b)."""
        b, w = np.linalg.lstsq(self.design, np.asarray(self.y, dtype=float), rcond=None)[0]
        return float(w), float(b)

    @cached_property
    def condition(self) -> float:
        """How much solving for the line amplifies rounding, with room for the order of summation."""
        return 100.0 * float(np.linalg.cond(self.design)) ** 2

    def rate(self, share: float) -> float:
        """A learning rate as a share of the largest stable one, 2 / lambda_max."""
        return share * 2.0 / float(self.curvatures[-1])

    def path(self, lr: float, n_steps: int) -> tuple[Floats, Floats]:
        """Every state of descent from (w, b) without a loop: theta* + (I - lr H)^t (theta_0 - theta*)."""
        hessian = 2.0 / len(self.x) * self.design.T @ self.design
        values, basis = np.linalg.eigh(hessian)
        best = np.array([self.best[1], self.best[0]])
        away = basis.T @ (np.array([self.b, self.w]) - best)
        states = best + ((1.0 - lr * values) ** np.arange(n_steps + 1)[:, None] * away) @ basis.T
        return states[:, 1], states[:, 0]

    def steps_to_settle(self, lr: float) -> int:
        """After so many steps `LEFT` is left of the way: the slowest direction shrinks by |1 - lr h|."""
        slowest = float(np.max(np.abs(1.0 - lr * self.curvatures)))
        return int(np.ceil(np.log(LEFT) / np.log(slowest)))

    def tolerance(self, lr: float, steps: int) -> float:
        """A gradient norm that descent from zero passes in step `steps`, clear of rounding on both sides."""
        w, b = replace(self, w=0.0, b=0.0).path(lr, steps)
        return float(np.sqrt(self.gradient_norm(w[-1], b[-1]) * self.gradient_norm(w[-2], b[-2])))

    def losses(self, w: Array, b: Array) -> Floats:
        """The mean squared error of each of the lines (w[t], b[t]), which may be wild."""
        with np.errstate(all="ignore"):
            residual = np.outer(w, self.x) + np.asarray(b)[:, None] - self.y
            return np.asarray(np.mean(residual**2, axis=1))

    def gradient_norm(self, w: float, b: float) -> float:
        """The Euclidean norm of (dw, db), at a w and b that may be wild."""
        with np.errstate(all="ignore"):
            residual = w * self.x + b - self.y
            return float(np.hypot(2.0 * np.mean(residual * self.x), 2.0 * np.mean(residual)))


def scattered(n: int) -> Case:
    """Points around a falling line, the same for every submission."""
    rng = np.random.default_rng(700 + n)
    x = rng.uniform(-1.0, 4.0, n)
    return Case(x, -0.7 * x + 4.2 + rng.normal(0.0, 0.9, n))


CASES = (scattered(7), scattered(11))
WHOLE = Case(np.array([-2, 5, 1, 4, -1, 3, 6, 2, 0]), np.array([7, -3, 4, -2, 5, 0, -6, 3, 4]), w=2.0, b=-3.0)


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9)), gapped(scattered(7))
