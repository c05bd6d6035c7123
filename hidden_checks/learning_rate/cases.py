"""Inputs of the hidden checks of `learning-rate`, and what theory says about descent at any rate on them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.checking.array_layouts import Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_ROWS, LeastSquares, scattered_rows


@dataclass(frozen=True)
class Case(LeastSquares):
    """Rows around a plane, from which descent starts at zeros."""

    @property
    def smallest_loss(self) -> float:
        """The loss at the best parameters."""
        return float(np.mean((self.A @ self.best - self.y) ** 2))

    @cached_property
    def kappa(self) -> float:
        """The condition number of the Hessian."""
        return float(self.curvatures[-1] / self.curvatures[0])

    def losses_from_zeros(self, lr: float, n_steps: int) -> Floats:
        """Return the loss of every state of descent from zeros, along the eigenvectors; at wild rates it overflows."""
        values, basis = np.linalg.eigh(self.hessian)
        distance = basis.T @ -self.best
        with np.errstate(over="ignore", invalid="ignore"):
            errors = (1.0 - lr * values) ** np.arange(n_steps + 1)[:, None] * distance
            return np.asarray(self.smallest_loss + errors**2 @ values / 2.0)

    def steps_to(self, eps: float) -> int:
        """Return the steps at the best rate until an error along the flattest and steepest direction is eps of itself.

        They are counted one by one. Other starts may need fewer steps, none needs more.
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
    """Return n rows around a plane in d features."""
    return Case(*scattered_rows(n, d, seed=1400))


CASES = (scattered(7, 3), scattered(11, 4))


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return Case(*WHOLE_ROWS), read_only(scattered(9, 3)), strided(scattered(11, 3))


def standardized_fit(case: Case) -> tuple[Any, ...]:
    """Return a fit in standard units, as `unscale_params` takes it: w_s, b_s, x_mean, x_std, y_mean, y_std."""
    X, y = np.asarray(case.features, dtype=float), np.asarray(case.y, dtype=float)
    x_mean, x_std, y_mean, y_std = X.mean(axis=0), X.std(axis=0), float(y.mean()), float(y.std())
    w_s = np.linalg.lstsq((X - x_mean) / x_std, (y - y_mean) / y_std)[0]
    return w_s, 0.0, x_mean, x_std, y_mean, y_std


def late_run(n_steps: int, slow: float, fast: float, loss_star: float) -> Floats:
    """Return losses that approach `loss_star` by the factor `slow`, once the part that shrinks by `fast` is gone."""
    t = np.arange(n_steps + 1)
    return np.asarray(loss_star + 3.0 * slow**t + 40.0 * fast**t)
