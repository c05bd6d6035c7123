"""Inputs of the hidden checks of `generalization`: rows of which some are for training, some for validation.

The features have different units, so that it matters by which rows they are scaled. A few rows are in neither part, and
row numbers are not in order.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from autograder.checking.array_layouts import Array, Floats, read_only, strided


@dataclass(frozen=True)
class Case:
    """Features of shape (n, d), targets, row numbers of two parts, and the strength of a penalty."""

    X: Array
    y: Array
    train: Array
    validation: Array
    lam: float

    @property
    def design(self) -> Floats:
        """The training rows as a design matrix, with features of size 1 whose means are not 0."""
        features = np.asarray(self.X[self.train], dtype=float)
        return np.column_stack([np.ones(len(features)), features / np.abs(features).max(axis=0)])

    @property
    def targets(self) -> Array:
        """The targets of the training rows."""
        return self.y[self.train]


UNITS = np.array([1.0, 40.0, 0.02, 5.0])


def scattered(train: int, validation: int, d: int, lam: float) -> Case:
    """Return rows around a plane in d features, the same for every submission; three rows are in neither part."""
    n = train + validation + 3
    rng = np.random.default_rng(8800 + 10 * n + d)
    X = rng.uniform(-1.0, 3.0, (n, d))
    y = 6.0 + X @ np.array([-1.6, 0.9, 2.1, -0.7])[:d] + rng.normal(0.0, 1.1, n)
    order = rng.permutation(n)
    return Case(X * UNITS[:d] + UNITS[:d], y, order[:train], order[train : train + validation], lam)


CASES = (scattered(7, 8, 3, 0.35), scattered(11, 9, 4, 0.08))
WHOLE = Case(
    np.array([[1, 40, -3], [5, 10, 2], [-2, 80, 4], [4, -30, 1], [0, 55, -1], [6, 25, 7], [3, -10, 5], [-1, 60, 0],
              [2, 5, -4], [7, 35, 3], [1, -20, 6], [-3, 15, 2]]),
    np.array([3, -4, 8, 1, 0, 9, -2, 5, 4, -6, 2, 7]),
    np.array([8, 2, 0, 5, 11, 3, 9]),
    np.array([1, 10, 6, 4]),
    1,
)  # fmt: skip


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9, 4, 3, 0.2)), strided(scattered(7, 6, 4, 0.5))


def polynomial(degree: int, n: int) -> Case:
    """Return a case whose features are powers of one variable: nearly dependent ones."""
    rng = np.random.default_rng(8900 + degree)
    x = rng.uniform(-1.0, 1.0, n + 6)
    y = 11.0 - 4.0 * x + 3.0 * np.sin(3.0 * x) + rng.normal(0.0, 0.7, n + 6)
    order = rng.permutation(n + 6)
    return Case(x[:, None] ** np.arange(1, degree + 1), y, order[:n], order[n:], 0.01)


def tables(m: int, k: int) -> tuple[Floats, Floats, Floats]:
    """Return m strengths in no order, and training and validation errors of k folds; m is at least 20.

    Training errors grow with the strength. Mean validation errors are smallest a third of the way and rise by 0.15 with
    each strength on both sides. The standard error of the smallest one is 1.3, the others have smaller ones.
    """
    rng = np.random.default_rng(9000 + 10 * m + k)
    steps, best = np.arange(m), m // 3
    lams = np.geomspace(0.003, 7.0, m)
    training = 2.0 + 0.06 * steps[:, None] ** 2 + rng.uniform(0.0, 0.01, (m, k))
    folds = rng.normal(size=(m, k))
    folds -= folds.mean(axis=1, keepdims=True)
    folds *= 1.3 * np.sqrt(k) / folds.std(axis=1, ddof=1, keepdims=True)
    sizes = np.where(steps == best, 1.0, rng.uniform(0.3, 0.7, m))
    rises = 0.15 * np.abs(steps - best)
    means = 9.0 + rises + np.where(steps == best, 0.0, rng.uniform(0.0, 0.02, m))
    validation = means[:, None] + sizes[:, None] * folds
    order = rng.permutation(m)
    return lams[order], training[order], validation[order]
