"""Least-squares problems whose descent is known exactly, without a loop; the inputs of most hidden checks.

The data hides no mistake: 7, 9 or 11 rows, means and parameters that are not 0, residuals and derivatives of both
signs. Each unit passes a seed of its own, so that no notebook and no other unit has the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from autograder.checking.array_layouts import Array, Floats

# A sum of at most 11 terms, or a handful of these: rounding in any order stays far below this.
FEW_SUMS = 1e3


@dataclass(frozen=True)
class DesignRows:
    """A design matrix A of shape (n, p), targets or labels y, and a theta to start from.

    y has the shape (n,) and theta (p,), or with k outputs (n, k) and (p, k).
    """

    A: Array
    y: Array
    theta: Array

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.y)

    @property
    def p(self) -> int:
        """Number of parameters, the intercept included."""
        return int(self.A.shape[1])

    @property
    def features(self) -> Array:
        """The design matrix without its column of ones."""
        return self.A[:, 1:]


@dataclass(frozen=True)
class LeastSquares(DesignRows):
    """Rows with the exact mathematics of descent on their mean squared error."""

    @cached_property
    def hessian(self) -> Floats:
        """Second derivatives of the mean of all squares by the parameters of one output, shape (p, p)."""
        A = np.asarray(self.A, dtype=float)
        return np.asarray(2.0 / self.y.size * A.T @ A)

    @cached_property
    def curvatures(self) -> Floats:
        """Eigenvalues of the Hessian, ascending."""
        return np.asarray(np.linalg.eigvalsh(self.hessian))

    @cached_property
    def best(self) -> Floats:
        """The parameters of least squares, by orthogonal factorization; the shortest ones where there are many."""
        A, y = np.asarray(self.A, dtype=float), np.asarray(self.y, dtype=float)
        return np.asarray(np.linalg.lstsq(A, y, rcond=None)[0])

    @cached_property
    def condition(self) -> float:
        """How much solving for the parameters amplifies rounding, with room for the order of summation."""
        return 100.0 * float(np.linalg.cond(np.asarray(self.A, dtype=float))) ** 2

    @cached_property
    def gradient(self) -> Floats:
        """The gradient at theta (of one output) by a complex step: nothing is subtracted, so no digit is lost."""
        steps = np.asarray(self.theta) + 1e-30j * np.eye(self.p)
        residuals = self.A @ steps.T - np.asarray(self.y)[:, None]
        return np.asarray(np.mean(residuals**2, axis=0).imag / 1e-30)

    @cached_property
    def gradient_scale(self) -> Floats:
        """The size of the terms that add up to each entry of the gradient: its rounding is proportional to it."""
        sizes = np.abs(self.A) @ np.abs(self.theta) + np.abs(self.y)
        return np.asarray(2.0 * np.mean(np.abs(self.A) * sizes[:, None], axis=0))

    def rate(self, share: float = 1.0) -> float:
        """Return a learning rate as a share of the largest stable one, 2 / lambda_max."""
        return share * 2.0 / float(self.curvatures[-1])

    def path(self, lr: float, n_steps: int, start: Array | None = None) -> Floats:
        """Return every state of descent from theta or `start`: theta* + (I - lr H)^t (theta_0 - theta*)."""
        values, basis = np.linalg.eigh(self.hessian)
        distance = basis.T @ ((self.theta if start is None else start) - self.best)
        factors = (1.0 - lr * values) ** np.arange(n_steps + 1)[:, None]
        shrunk = factors.reshape(*factors.shape, *[1] * (distance.ndim - 1)) * distance
        return np.asarray(self.best + np.einsum("ij,tj...->ti...", basis, shrunk))

    def losses(self, thetas: Array) -> Floats:
        """Return the mean squared error of each of these states, which may be wild."""
        with np.errstate(all="ignore"):
            predictions = np.einsum("ni,ti...->tn...", self.A, np.asarray(thetas, dtype=float))
            return np.asarray(np.mean((predictions - self.y) ** 2, axis=tuple(range(1, predictions.ndim))))

    def steps_to_settle(self, lr: float, remaining: float = 1e-17) -> int:
        """Return after how many steps no more than this share of the distance to the best parameters remains."""
        slowest = float(np.max(np.abs(1.0 - lr * self.curvatures)))
        return int(np.ceil(np.log(remaining) / np.log(slowest)))


@dataclass(frozen=True)
class Line:
    """Points (x, y) with the line (w, b) to start from, and descent on them."""

    x: Array
    y: Array
    w: float = 3.3
    b: float = -3.1

    @cached_property
    def problem(self) -> LeastSquares:
        """The same as a least-squares problem with theta = [b, w]."""
        design = np.column_stack([np.ones(len(self.x)), np.asarray(self.x, dtype=float)])
        return LeastSquares(design, self.y, np.array([self.b, self.w], dtype=float))

    @cached_property
    def best(self) -> tuple[float, float]:
        """The line of least squares, as (w, b)."""
        b, w = self.problem.best
        return float(w), float(b)

    @cached_property
    def slopes(self) -> tuple[float, float]:
        """(dw, db) at (w, b), exact to rounding and found without a formula for the gradient."""
        db, dw = self.problem.gradient
        return float(dw), float(db)

    def path(self, lr: float, n_steps: int) -> tuple[Floats, Floats]:
        """Return every w and every b of descent from (w, b)."""
        states = self.problem.path(lr, n_steps)
        return states[:, 1], states[:, 0]

    def losses(self, w: Array, b: Array) -> Floats:
        """Return the mean squared error of each of the lines (w[t], b[t]), which may be wild."""
        return self.problem.losses(np.stack([b, w], axis=1))


WHOLE_X, WHOLE_Y = np.array([-2, 5, 1, 4, -1, 3, 6, 2, 0]), np.array([7, -3, 4, -2, 5, 0, -6, 3, 4])
"""Points in whole numbers."""

WHOLE_ROWS = (
    np.array([[1, -2, 3, 0], [1, 5, -1, 2], [1, 1, 4, -3], [1, 4, 0, 1], [1, -1, 2, 5], [1, 3, -2, 4], [1, 6, 1, -1],
              [1, 2, 5, 3], [1, 0, -3, 2]]),
    np.array([7, -3, 4, -2, 5, 1, -6, 3, 4]),
    np.array([2, -1, 3, -2]),
)  # fmt: skip
"""A, y and theta for rows of three features in whole numbers."""

WHOLE_PENALISED = np.column_stack(
    [
        np.ones(9, dtype=int),
        [-2, -1, 2, 2, 1, 2, -2, 0, 0],
        [2, -2, 4, -1, 1, 1, 0, -1, -1],
        [0, 1, -2, 0, -1, 4, 2, 0, -1],
    ]
)
"""A of whole numbers whose descent settles soon, with a penalty as well."""


def scattered_points(n: int, seed: int) -> tuple[Floats, Floats]:
    """Return n points around a falling line, the same for every submission."""
    rng = np.random.default_rng(seed + n)
    x = rng.uniform(-1.0, 4.0, n)
    return x, -0.7 * x + 4.2 + rng.normal(0.0, 0.9, n)


def scattered_rows(n: int, d: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """Return A, y and theta for n rows around a plane in d features, the same for every submission."""
    rng = np.random.default_rng(seed + 10 * n + d)
    X = rng.uniform(-1.5, 3.0, (n, d))
    weights = rng.uniform(0.5, 2.0, d) * (-1.0) ** np.arange(d)
    theta = np.concatenate(([3.4], weights[::-1] + rng.uniform(-1.0, 1.0, d)))
    return np.column_stack((np.ones(n), X)), X @ weights + 4.2 + rng.normal(0.0, 0.9, n), theta
