"""Models on new rows: polynomial features, a penalised fit, errors on training and validation rows, the choice of lam.

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
Folds = Sequence[tuple[Index, Index]]


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
    known = X[train] if scaled_by is None else X[scaled_by]
    middle, spread = known.mean(axis=0), known.std(axis=0)
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


def kfold(n: int, k: int, rng: np.random.Generator) -> list[tuple[Index, Index]]:
    """Split the rows at random into k parts of nearly equal size, each of which is the validation part of one fold.

    Parameters
    ----------
    n : int
        Number of rows, at least k.
    k : int
        Number of folds, at least 2.
    rng : numpy.random.Generator
        The source of all random numbers.

    Returns
    -------
    list of pairs (train, validation) of arrays of int
        Every row is a validation row in exactly one fold and a training row in all others.

    Notes
    -----
    See M. Stone, *Cross-Validatory Choice and Assessment of Statistical Predictions*, Journal of the Royal Statistical
    Society B 36 (1974).

    Examples
    --------
    >>> [(len(train), len(validation)) for train, validation in kfold(7, 3, np.random.default_rng(0))]
    [(4, 3), (5, 2), (5, 2)]
    """
    order = rng.permutation(n)
    places = np.arange(n) % k
    return [(order[places != fold], order[places == fold]) for fold in range(k)]


def validation_curve(X: Array, y: Array, folds: Folds, lams: Sequence[float]) -> tuple[Floats, Floats]:
    """Compute the errors of every fold for several strengths of the penalty.

    Parameters
    ----------
    X, y
        As for `split_errors`.
    folds : list of pairs (train, validation) of arrays of int
        The folds, as `kfold` returns them.
    lams : sequence of float
        Strengths of the penalty.

    Returns
    -------
    training, validation : arrays, shape (len(lams), len(folds))
        Row i belongs to ``lams[i]``, column j to ``folds[j]``.

    Notes
    -----
    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), section 7.10.1.

    Examples
    --------
    >>> X, y = np.array([[0.0], [2.0], [4.0]]), np.array([1.0, 5.0, 8.0])
    >>> validation_curve(X, y, [(np.array([0, 1]), np.array([2]))], [1.0, 0.0])[1].round(9).tolist()
    [[4.0], [1.0]]
    """
    errors = np.empty((len(lams), len(folds), 2))
    for i, lam in enumerate(lams):
        for j, (train, validation) in enumerate(folds):
            errors[i, j] = split_errors(X, y, train, validation, lam)
    return errors[..., 0], errors[..., 1]


def choose_lam(lams: Array, training: Array, validation: Array) -> float:
    """Choose the strength with the smallest mean validation error.

    Parameters
    ----------
    lams : array, shape (m,)
        Strengths of the penalty, in any order.
    training, validation : arrays, shape (m, k)
        Errors of k folds, as `validation_curve` returns them.

    Returns
    -------
    float
        The chosen strength.

    Notes
    -----
    See C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 1.3.

    Examples
    --------
    >>> choose_lam(np.array([0.1, 1.0]), np.array([[1.0, 2.0], [2.0, 3.0]]), np.array([[4.0, 6.0], [3.0, 5.0]]))
    1.0
    """
    return float(lams[np.argmin(np.mean(validation, axis=1))])


def one_standard_error(lams: Array, validation: Array) -> float:
    """Choose the largest strength whose mean validation error is within one standard error of the smallest.

    Parameters
    ----------
    lams : array, shape (m,)
        Strengths of the penalty, in any order.
    validation : array, shape (m, k)
        Validation errors of k folds, at least 2.

    Returns
    -------
    float
        The chosen strength.

    Notes
    -----
    The standard error is that of the strength with the smallest mean: the standard deviation of its k errors (with
    ``ddof=1``) divided by ``sqrt(k)``. See L. Breiman, J. Friedman, R. Olshen, C. Stone, *Classification and Regression
    Trees* (1984), section 3.4.3.

    Examples
    --------
    >>> one_standard_error(np.array([0.1, 1.0, 10.0]), np.array([[2.0, 4.0], [3.0, 4.5], [5.0, 6.0]]))
    1.0
    """
    lams, validation = np.asarray(lams), np.asarray(validation)
    means = np.mean(validation, axis=1)
    best = int(np.argmin(means))
    error = np.std(validation[best], ddof=1) / np.sqrt(validation.shape[1])
    return float(np.max(lams[means <= means[best] + error]))
