"""Cross-validation, and the choice of a penalty by it; features and fits are from `solutions.penalised_fit`.

A fold is a pair of row numbers, of training rows and of validation rows. No function changes its arguments.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from solutions.penalised_fit import (
    Array,
    Floats,
    Index,
    fit_penalised,
    learning_curve,
    polynomial_features,
    split_errors,
)

__all__ = [
    "choose_lam",
    "fit_penalised",
    "kfold",
    "learning_curve",
    "one_standard_error",
    "polynomial_features",
    "split_errors",
    "validation_curve",
]

Folds = Sequence[tuple[Index, Index]]


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
