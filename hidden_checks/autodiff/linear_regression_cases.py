"""Inputs of the hidden checks of `LinearRegressionGD`, and what theory says about its three models on them.

The features differ very much in size and place, and the intercept is large.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from autograder.checking.array_layouts import Array, Floats, read_only, strided


@dataclass(frozen=True)
class Table:
    """Rows, targets, and the mathematics of the standardized features."""

    X: Array
    y: Array

    @cached_property
    def centre(self) -> Floats:
        """Mean of each column."""
        return np.asarray(np.mean(self.X, axis=0))

    @cached_property
    def spread(self) -> Floats:
        """Standard deviation of each column, ddof 0; 1 where a column never changes."""
        spread = np.std(self.X, axis=0)
        return np.asarray(np.where(spread == 0.0, 1.0, spread))

    @cached_property
    def scaled(self) -> Floats:
        """The standardized features."""
        return np.asarray((self.X - self.centre) / self.spread)

    def rate(self, share: float) -> float:
        """Return a learning rate as a share of the largest stable one."""
        design = np.column_stack([np.ones(len(self.y)), self.scaled])
        return share * 2.0 / float(np.linalg.eigvalsh(2.0 / len(self.y) * design.T @ design)[-1])

    def unscaled(self, w: Floats, b: float) -> tuple[Floats, float]:
        """Return weights of standardized features as coefficients and intercept in the data's own units."""
        return w / self.spread, float(b - w / self.spread @ self.centre)

    def after(self, lr: float, n_steps: int, penalty: str | None, lam: float) -> tuple[Floats, float]:
        """Return coefficients and intercept after so many steps from zero, one proximal step at a time."""
        n, d = self.scaled.shape
        gram, pull = 2.0 / n * self.scaled.T @ self.scaled, 2.0 / n * self.scaled.T @ self.y
        step = np.eye(d) - lr * (gram + (2.0 * lam if penalty == "l2" else 0.0) * np.eye(d))
        w = np.zeros(d)
        for _ in range(n_steps):
            w = step @ w + lr * pull
            if penalty == "l1":
                w = w - np.clip(w, -lr * lam, lr * lam)
        return self.unscaled(w, float(np.mean(self.y)) * (1.0 - (1.0 - 2.0 * lr) ** n_steps))

    def ridge(self, lam: float) -> tuple[Floats, float]:
        """Return the optimum under the penalty lam * sum(w**2), from the normal equation; least squares at lam = 0."""
        n, d = self.scaled.shape
        w = np.linalg.solve(self.scaled.T @ self.scaled / n + lam * np.eye(d), self.scaled.T @ self.y / n)
        return self.unscaled(w, float(np.mean(self.y)))

    def error_gradient(self, coefficients: Floats, intercept: float) -> Floats:
        """Return the derivatives of the mean squared error by the standardized weights, at a model in data units."""
        residual = self.X @ coefficients + intercept - self.y
        return np.asarray(2.0 / len(self.y) * self.scaled.T @ residual)


def scattered(n: int) -> Table:
    """Return n rows of three features: metres, thousands of euros, years; the third one hardly matters."""
    rng = np.random.default_rng(810 + n)
    X = np.column_stack([rng.uniform(20.0, 90.0, n), rng.normal(-3.0, 4.0, n), rng.uniform(1900.0, 1990.0, n)])
    return Table(X, 0.3 * X[:, 0] - 0.8 * X[:, 1] + 40.0 + rng.normal(0.0, 1.5, n))


TABLES = (scattered(7), scattered(11))
WHOLE = Table(
    np.array(
        [[3, -1, 40], [5, 2, 10], [-2, 7, 30], [8, -4, 20], [1, 0, 60], [6, 3, 50], [-3, 5, 80], [2, 9, 70], [4, 1, 0]]
    ),
    np.array([30, -8, 12, 25, 7, -3, 16, 20, 11]),
)


def layouts() -> tuple[Table, ...]:
    """Return a table of whole numbers, a read-only one, a strided one, and one with a column that never changes."""
    table = scattered(8)  # a share of 4.0 in eight parts is exact in every sum
    constant = replace(table, X=np.column_stack([table.X[:, 0], np.full(8, 4.0), table.X[:, 1]]))
    return WHOLE, read_only(scattered(9)), strided(scattered(11)), constant
