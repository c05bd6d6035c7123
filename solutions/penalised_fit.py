"""Polynomial features, a penalised fit, and its errors on training and validation rows.

Features X have the shape (n, d), without a column of ones. A model is fitted to training rows only: their means and
standard deviations scale all rows, and their targets decide the parameters. An error is a mean of squared residuals,
without the penalty. Every function computes in float64, takes arrays of any real type and does not change them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]


def polynomial_features(x: Array, degree: int) -> Floats:
    """Compute the powers of one variable.

    Parameters
    ----------
    x : array, shape (n,)
        The variable.
    degree : int
        The highest power, at least 1.

    Returns
    -------
    array, shape (n, degree)
        Column j holds ``x**(j + 1)``.

    Notes
    -----
    See C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 1.1.

    Examples
    --------
    >>> polynomial_features(np.array([2.0, -1.0]), 3).tolist()
    [[2.0, 4.0, 8.0], [-1.0, 1.0, -1.0]]
    """
    x = np.asarray(x, dtype=np.float64)
    return np.asarray(np.cumprod(np.repeat(x[:, None], degree, axis=1), axis=1))


def fit_penalised(A: Array, y: Array, lam: float) -> Floats:
    """Compute the parameters that minimise the mean squared error plus ``lam`` times the sum of squared weights.

    Parameters
    ----------
    A : array, shape (n, p)
        Design matrix, a column of ones first; the intercept is not penalised.
    y : array, shape (n,)
        Targets.
    lam : float
        Strength of the penalty, at least 0.

    Returns
    -------
    array, shape (p,)
        Intercept and weights.

    Notes
    -----
    ``n`` times the objective is a sum of squares: those of the residuals, and one of ``sqrt(n lam) w_j - 0`` for each
    weight. So least squares finds its minimum. See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical
    Learning* (2009), exercise 3.12.

    Examples
    --------
    >>> fit_penalised(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0]), 1.0).round(6).tolist()
    [2.0, 1.0]
    """
    A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)
    pulls = np.diag(np.full(A.shape[1], np.sqrt(len(y) * lam)))[1:]
    targets = np.concatenate([y, np.zeros(len(pulls))])
    return np.asarray(np.linalg.lstsq(np.concatenate([A, pulls]), targets)[0])


def split_errors(
    X: Array, y: Array, train: Index, validation: Index, lam: float, scaled_by: Index | None = None
) -> tuple[float, float]:
    """Fit a penalised model to training rows, and compute its error on these and on validation rows.

    Parameters
    ----------
    X : array, shape (n, d)
        Features, in any units.
    y : array, shape (n,)
        Targets.
    train, validation : arrays of int
        Numbers of the rows to fit to, and of the rows that the fit must not see.
    lam : float
        Strength of the penalty on the weights of the scaled features.
    scaled_by : array of int, optional
        Rows whose means and standard deviations scale all features, the training rows by default. Others are a leak.

    Returns
    -------
    training_error, validation_error : float
        Mean squared errors, without the penalty, in squared units of y.

    Notes
    -----
    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), section 7.10.2.

    Examples
    --------
    >>> X, y = np.array([[0.0], [2.0], [4.0]]), np.array([1.0, 5.0, 8.0])
    >>> [round(error, 9) for error in split_errors(X, y, np.array([0, 1]), np.array([2]), 1.0)]
    [1.0, 4.0]
    """
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    sample = X[train] if scaled_by is None else X[scaled_by]
    middle, spread = sample.mean(axis=0), sample.std(axis=0)
    A = np.column_stack([np.ones(len(X)), (X - middle) / spread])
    squares = (A @ fit_penalised(A[train], y[train], lam) - y) ** 2
    return float(squares[train].mean()), float(squares[validation].mean())


def learning_curve(
    X: Array, y: Array, train: Index, validation: Index, sizes: Sequence[int], lam: float
) -> tuple[Floats, Floats]:
    """Compute the errors of models that are fitted to more and more training rows.

    Parameters
    ----------
    X, y, validation, lam
        As for `split_errors`.
    train : array of int
        Numbers of the training rows, in the order in which they are added.
    sizes : sequence of int
        Numbers of training rows; the model of size m is fitted to the first m of `train`.

    Returns
    -------
    training, validation : arrays, shape (len(sizes),)
        The error of each model on the rows it was fitted to, and on all validation rows.

    Notes
    -----
    See C. Cortes et al., *Learning Curves: Asymptotic Values and Rate of Convergence*, NIPS 6 (1993).

    Examples
    --------
    >>> X, y = np.array([[0.0], [2.0], [4.0]]), np.array([1.0, 5.0, 8.0])
    >>> learning_curve(X, y, np.array([0, 1]), np.array([2]), [2], 1.0)[1].round(9).tolist()
    [4.0]
    """
    training, unseen = np.empty(len(sizes)), np.empty(len(sizes))
    for i, size in enumerate(sizes):
        training[i], unseen[i] = split_errors(X, y, train[:size], validation, lam)
    return training, unseen
