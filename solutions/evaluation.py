"""How good predictions are on rows that were not used for fitting."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def train_test_split(
    X: Array, y: Array, test_fraction: float, rng: np.random.Generator
) -> tuple[Array, Array, Array, Array]:
    """Split the rows at random into a training part and a test part.

    Parameters
    ----------
    X : array, shape (n, d)
        Features.
    y : array, shape (n,)
        Targets.
    test_fraction : float
        Share of the rows in the test part, between 0 and 1; the test part has ``round(n * test_fraction)`` rows.
    rng : numpy.random.Generator
        Decides which rows.

    Returns
    -------
    X_train, X_test, y_train, y_test : arrays
        Every row is in exactly one part, and each target stays with its features.

    Raises
    ------
    ValueError
        If X and y do not have the same number of rows.

    Notes
    -----
    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), section 7.2.

    Examples
    --------
    >>> parts = train_test_split(np.arange(16.0).reshape(8, 2), np.arange(8.0), 0.25, np.random.default_rng(0))
    >>> [part.shape for part in parts]
    [(6, 2), (2, 2), (6,), (2,)]
    """
    X, y = np.asarray(X), np.asarray(y)
    if X.shape[:1] != y.shape:
        raise ValueError(f"X and y need the same number of rows, not {X.shape} and {y.shape}")
    test, train = np.split(rng.permutation(len(y)), [round(len(y) * test_fraction)])
    return X[train], X[test], y[train], y[test]


def r2(y_true: Array, y_pred: Array) -> float:
    """Compute the coefficient of determination, the share of the variance of y_true that y_pred explains.

    Parameters
    ----------
    y_true, y_pred : array, shape (n,)
        Targets, which must not all be equal, and predictions.

    Returns
    -------
    float
        ``1 - sum((y_true - y_pred)**2) / sum((y_true - mean(y_true))**2)``, without a unit: 1 for perfect
        predictions, 0 for predicting the mean, below 0 for anything worse.

    Raises
    ------
    ValueError
        If the shapes differ or are not (n,), or if all targets are equal.

    Notes
    -----
    See N. Draper and H. Smith, *Applied Regression Analysis* (1998), section 1.3.

    Examples
    --------
    >>> r2(np.array([0.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0]))
    0.75
    """
    y_true, y_pred = np.asarray(y_true, dtype=np.float64), np.asarray(y_pred, dtype=np.float64)
    if y_true.ndim != 1 or y_true.shape != y_pred.shape:
        raise ValueError(f"targets and predictions need the same shape (n,), not {y_true.shape} and {y_pred.shape}")
    spread = float(np.sum((y_true - y_true.mean()) ** 2))
    if spread == 0.0:
        raise ValueError("all targets are equal: there is no variance to explain")
    return 1.0 - float(np.sum((y_true - y_pred) ** 2)) / spread
