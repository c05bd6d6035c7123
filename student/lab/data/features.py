"""Data with several features: one row per case, one column per feature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from lab.data.arrays import Matrix, Vector, read_only
from lab.variants.variant import data_seed

BUDGETS = ("TV", "radio", "newspaper")


@dataclass(frozen=True, eq=False)
class Table:
    """Features `X` of shape (n, d) with their names, and the target `y` of shape (n,) with its own."""

    X: Matrix
    y: Vector
    names: tuple[str, ...]
    target: str


@dataclass(frozen=True, eq=False)
class SyntheticTable(Table):
    """A generated table with its true weights of shape (d,), its intercept and the size of its noise."""

    true_w: Vector
    true_b: float
    noise: float


def plane() -> SyntheticTable:
    """Return 100 points around y = 1 + 2 x1 + 3 x2: both features in [0, 2], noise of standard deviation 0.5."""
    random = np.random.RandomState(data_seed("plane", 42))
    x1, x2 = random.uniform(0, 2, 100), random.uniform(0, 2, 100)
    y = 1 + 2 * x1 + 3 * x2 + 0.5 * random.randn(100)
    return SyntheticTable(
        _columns(x1, x2), read_only(y), ("x1", "x2"), "y", true_w=read_only(np.array([2, 3])), true_b=1.0, noise=0.5
    )


def three_features() -> SyntheticTable:
    """Return 100 points around y = 0.5 + 2 x1 - 3 x2 + x3: standard normal features, noise of size 0.1."""
    random = np.random.RandomState(data_seed("three_features", 0))
    X, weights = random.randn(100, 3), np.array([2.0, -3.0, 1.0])
    y = X @ weights + 0.5 + 0.1 * random.randn(100)
    return SyntheticTable(
        read_only(X), read_only(y), ("x1", "x2", "x3"), "y", true_w=read_only(weights), true_b=0.5, noise=0.1
    )


def advertising(path: str | Path | None = None) -> Table:
    """Return the sales in 200 towns and what was spent there on three kinds of advertising.

    Without a `path` the table is generated, similar to a well-known one that has no licence to be passed on. With a
    `path` it is read from your own Advertising.csv, by its column names; a column of row numbers is left out.
    """
    return _generated_markets() if path is None else _read_markets(Path(path))


def diabetes() -> Table:
    """Return ten unscaled features of 442 patients, and how far their diabetes had progressed a year later.

    B. Efron, T. Hastie, I. Johnstone, R. Tibshirani, Least Angle Regression (2004), as distributed with scikit-learn.
    """
    # Imported here, because scikit-learn takes a second to import and most units do not use it.
    from sklearn.datasets import load_diabetes

    bunch = load_diabetes(scaled=False)
    return Table(read_only(bunch.data), read_only(bunch.target), tuple(bunch.feature_names), "progression")


def _generated_markets() -> Table:
    rng = np.random.default_rng(data_seed("advertising", 2013))
    tv, radio = rng.uniform(0.7, 296.4, 200), rng.uniform(0.0, 49.6, 200)
    newspaper = 0.55 * radio + rng.gamma(1.2, 10.0, 200)
    sales = 2.94 + 0.046 * tv + 0.189 * radio + rng.normal(0.0, 1.69, 200)
    return Table(_columns(tv, radio, newspaper), read_only(sales), BUDGETS, "sales")


def _read_markets(path: Path) -> Table:
    rows = path.read_text(encoding="utf-8-sig").splitlines()
    header = [name.strip().strip('"').lower() for name in rows[0].split(",")] if rows else []
    columns = [name.lower() for name in (*BUDGETS, "sales")]
    if missing := [name for name in columns if name not in header]:
        raise ValueError(f"{path.name} has no column {missing[0]!r}; it needs TV, radio, newspaper and sales")
    indices = [header.index(name) for name in columns]
    lines = [row.replace('"', "") for row in rows[1:] if row.strip()]
    table = np.loadtxt(lines, delimiter=",", usecols=indices, ndmin=2)
    return Table(read_only(table[:, :3]), read_only(table[:, 3]), BUDGETS, "sales")


def _columns(*features: Vector) -> Matrix:
    return read_only(np.column_stack(features))
