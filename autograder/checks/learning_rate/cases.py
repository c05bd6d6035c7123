"""Inputs that hide no mistake, and what theory says about descent on them.

No input here is the notebook's: 7, 9 or 11 rows, three features or more, means that are not 0, spreads that are not 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checks.layouts import gapped, locked

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Case:
    """A design matrix with targets, and the exact mathematics of descent from zeros on it."""

    A: Array
    y: Array

    @property
    def features(self) -> Array:
        """The design matrix without its column of ones."""
        return self.A[:, 1:]

    @cached_property
    def curvatures(self) -> Floats:
        """Eigenvalues of the Hessian, descending: the squared singular values of A, times 2/n."""
        singular = np.linalg.svd(np.asarray(self.A, dtype=float), compute_uv=False)
        return np.asarray(2.0 / len(self.A) * singular**2)

    @cached_property
    def hessian(self) -> Floats:
        """The mean over the rows of twice the outer product of a row with itself."""
        rows = np.asarray(self.A, dtype=float)
        return np.asarray(np.mean([2.0 * np.outer(row, row) for row in rows], axis=0))

    @cached_property
    def best(self) -> Floats:
        """The parameters of least squares, by orthogonal factorisation."""
        return np.asarray(np.linalg.lstsq(np.asarray(self.A, dtype=float), np.asarray(self.y, dtype=float))[0])

    @property
    def smallest_loss(self) -> float:
        """The loss at the best parameters."""
        return float(np.mean((self.A @ self.best - self.y) ** 2))

    @property
    def kappa(self) -> float:
        """The condition number of the Hessian."""
        return float(self.curvatures[0] / self.curvatures[-1])

    def limit(self, share: float = 1.0) -> float:
        """A learning rate as a share of the largest stable one."""
        return share * 2.0 / float(self.curvatures[0])

    def losses(self, lr: float, n_steps: int) -> Floats:
        """The loss of every state of descent from zeros: exact, along the eigenvectors, without a loop."""
        values, basis = np.linalg.eigh(self.hessian)
        away = basis.T @ -self.best
        with np.errstate(over="ignore", invalid="ignore"):
            errors = (1.0 - lr * values) ** np.arange(n_steps + 1)[:, None] * away
            return np.asarray(self.smallest_loss + errors**2 @ values / 2.0)

    def steps_to(self, eps: float) -> int:
        """Steps at the best rate until an error along the flattest and the steepest direction is eps of its first size.

        Counted one by one. Other starts may be luckier, none is worse.
        """
        lr = 2.0 / float(self.curvatures[0] + self.curvatures[-1])
        basis = np.linalg.eigh(self.hessian)[1]
        error = basis[:, 0] + basis[:, -1]
        goal, steps = eps * float(np.linalg.norm(error)), 0
        while np.linalg.norm(error) > goal:
            error = error - lr * (self.hessian @ error)
            steps += 1
        return steps


def scattered(n: int, d: int) -> Case:
    """Points around a plane in d features, the same for every submission."""
    rng = np.random.default_rng(1400 + 10 * n + d)
    X = rng.uniform(-1.5, 3.0, (n, d))
    return Case(np.column_stack((np.ones(n), X)), X @ rng.uniform(-2.0, 2.0, d) + 4.2 + rng.normal(0.0, 0.9, n))


CASES = (scattered(7, 3), scattered(11, 4))
WHOLE = Case(
    np.array([[1, -2, 3, 0], [1, 5, -1, 2], [1, 1, 4, -3], [1, 4, 0, 1], [1, -1, 2, 5], [1, 3, -2, 4], [1, 6, 1, -1],
              [1, 2, 5, 3], [1, 0, -3, 2]]),
    np.array([7, -3, 4, -2, 5, 1, -6, 3, 4]),
)  # fmt: skip


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9, 3)), gapped(scattered(11, 3))


def scaled(case: Case) -> tuple[Any, ...]:
    """A fit in standard units, as `unscale_params` takes it: w_s, b_s, x_mean, x_std, y_mean, y_std."""
    X, y = np.asarray(case.features, dtype=float), np.asarray(case.y, dtype=float)
    x_mean, x_std, y_mean, y_std = X.mean(axis=0), X.std(axis=0), float(y.mean()), float(y.std())
    w_s = np.linalg.lstsq((X - x_mean) / x_std, (y - y_mean) / y_std)[0]
    return w_s, 0.0, x_mean, x_std, y_mean, y_std


def late_run(n_steps: int, slow: float, fast: float, loss_star: float) -> Floats:
    """Losses above `loss_star` that shrink by the factor `slow`, once the part that shrinks by `fast` has died out."""
    t = np.arange(n_steps + 1)
    return np.asarray(loss_star + 3.0 * slow**t + 40.0 * fast**t)
