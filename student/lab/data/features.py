"""Data with several features: one row per case, one column per feature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lab.data.table import Matrix, Vector, fixed

BUDGETS = ("TV", "radio", "newspaper")


@dataclass(frozen=True, eq=False)
class Table:
    """Features `X` of shape (n, d) with their names, and the target `y` of shape (n,) with its own."""

    X: Matrix
    y: Vector
    names: tuple[str, ...]
    target: str


@dataclass(frozen=True, eq=False)
class Made(Table):
    """A table whose truth is known, because we made it: weights of shape (d,), intercept, size of the noise."""

    true_w: Vector
    true_b: float
    noise: float


def plane() -> Made:
    """100 points around y = 1 + 2 x1 + 3 x2: both features in [0, 2], noise of standard deviation 0.5."""
    random = np.random.RandomState(42)
    x1, x2 = random.uniform(0, 2, 100), random.uniform(0, 2, 100)
    y = 1 + 2 * x1 + 3 * x2 + 0.5 * random.randn(100)
    return Made(_columns(x1, x2), fixed(y), ("x1", "x2"), "y", true_w=fixed(np.array([2, 3])), true_b=1.0, noise=0.5)


def three_features() -> Made:
    """100 points around y = 0.5 + 2 x1 - 3 x2 + x3: standard normal features, noise of standard deviation 0.1."""
    random = np.random.RandomState(0)
    X, weights = random.randn(100, 3), np.array([2.0, -3.0, 1.0])
    y = X @ weights + 0.5 + 0.1 * random.randn(100)
    return Made(fixed(X), fixed(y), ("x1", "x2", "x3"), "y", true_w=fixed(weights), true_b=0.5, noise=0.1)


def advertising(path: str | Path | None = None) -> Table:
    """Sales in 200 markets, by what was spent there on three kinds of advertising.

    Without a `path` the table is made up, after the figures of a well-known one that carries no licence to hand it on.
    With a `path` it is read from your own Advertising.csv, by its column names; a column of row numbers is left out.
    """
    return _made_up_markets() if path is None else _markets_of(Path(path))


def diabetes() -> Table:
    """442 patients by ten features as they were measured, and how far their diabetes had come a year later.

    B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, Least Angle Regression (2004), as scikit-learn brings it along.
    """
    # Here and not above: scikit-learn takes a second to import, and most units never ask for it.
    from sklearn.datasets import load_diabetes

    found = load_diabetes(scaled=False)
    return Table(fixed(found.data), fixed(found.target), tuple(found.feature_names), "progression")


def _made_up_markets() -> Table:
    rng = np.random.default_rng(2013)
    tv, radio = rng.uniform(0.7, 296.4, 200), rng.uniform(0.0, 49.6, 200)
    newspaper = 0.55 * radio + rng.gamma(1.2, 10.0, 200)
    sales = 2.94 + 0.046 * tv + 0.189 * radio + rng.normal(0.0, 1.69, 200)
    return Table(_columns(tv, radio, newspaper), fixed(sales), BUDGETS, "sales")


def _markets_of(path: Path) -> Table:
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    header = [name.strip().strip('"').lower() for name in rows[0].split(",")] if rows else []
    wanted = [name.lower() for name in (*BUDGETS, "sales")]
    if missing := [name for name in wanted if name not in header]:
        raise ValueError(f"{path.name} has no column {missing[0]!r}; it needs TV, radio, newspaper and sales")
    places = [header.index(name) for name in wanted]
    lines = [row.replace('"', "") for row in rows[1:] if row.strip()]
    table = np.loadtxt(lines, delimiter=",", usecols=places, ndmin=2)
    return Table(fixed(table[:, :3]), fixed(table[:, 3]), BUDGETS, "sales")


def _columns(*features: Vector) -> Matrix:
    return fixed(np.column_stack(features))
