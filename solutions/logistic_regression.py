"""Logistic regression: probabilities from scores, the cross-entropy and its gradient, descent, and calibration.

The design matrix is ``A = [1, X]`` of shape (n, p), intercept first, and ``theta = (b, w)``. The targets ``y`` of shape
(n,) are 0 or 1, the scores are ``z = A @ theta`` and the probabilities of a 1 are ``sigmoid(z)``. The objective is the
mean cross-entropy plus ``lam * sum(w**2)``; the intercept is not penalised. Every function computes in float64, takes
arrays of any real type and does not change them.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from solutions.calibration import accuracy, calibration_table
from solutions.design_matrix import Array, Floats, as_float_arrays

__all__ = [
    "accuracy",
    "calibration_table",
    "cross_entropy",
    "cross_entropy_grad",
    "fit_logistic",
    "logistic_c",
    "predict_class",
    "sigmoid",
]


def sigmoid(z: npt.ArrayLike) -> Floats:
    """Compute ``1 / (1 + exp(-z))`` for every score, without overflow.

    Parameters
    ----------
    z : float or array
        Scores of any size.

    Returns
    -------
    array, shape of z
        Probabilities between 0 and 1. A single number gives a single number.

    Notes
    -----
    Only ``exp`` of numbers that are not positive is computed. See N. Higham, *Accuracy and Stability of Numerical
    Algorithms* (2002), section 1.

    Examples
    --------
    >>> sigmoid(np.array([0.0, -1000.0, 1000.0])).tolist()
    [0.5, 0.0, 1.0]
    """
    z = np.asarray(z, dtype=np.float64)
    shrunk = np.exp(-np.abs(z))
    probabilities: Floats = np.where(z < 0.0, shrunk, 1.0) / (1.0 + shrunk)
    return probabilities


def cross_entropy(A: Array, y: Array, theta: Array) -> float:
    """Compute the mean cross-entropy from the scores, finite for scores of any size.

    Parameters
    ----------
    A : array, shape (n, p)
        Design matrix, a column of ones first.
    y : array, shape (n,)
        Targets, each 0 or 1.
    theta : array, shape (p,)
        Intercept and weights.

    Returns
    -------
    float
        The mean of ``log(1 + exp(z)) - y z`` with ``z = A @ theta``, in units of the natural logarithm.

    Raises
    ------
    ValueError
        If the shapes of A, y and theta do not fit together.

    Notes
    -----
    ``log(exp(0) + exp(z))`` is computed with the larger exponent taken out. See K. Murphy, *Probabilistic Machine
    Learning* (2022), section 2.5.4.

    Examples
    --------
    >>> cross_entropy(np.array([[1.0, 2.0], [1.0, 4.0]]), np.array([0.0, 1.0]), np.array([-1000.0, 250.0]))
    0.34657359027997264
    """
    A, y, theta = as_float_arrays(A, y, theta)
    z = A @ theta
    return float(np.mean(np.logaddexp(0.0, z) - y * z))


def cross_entropy_grad(A: Array, y: Array, theta: Array) -> Floats:
    """Compute the gradient of the mean cross-entropy.

    Parameters
    ----------
    A, y, theta
        As for `cross_entropy`.

    Returns
    -------
    array, shape (p,)
        ``(1/n) A^T (sigmoid(A theta) - y)``.

    Raises
    ------
    ValueError
        If the shapes of A, y and theta do not fit together.

    Notes
    -----
    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), equation 4.21.

    Examples
    --------
    >>> cross_entropy_grad(np.array([[1.0, 2.0], [1.0, 4.0]]), np.array([0.0, 1.0]), np.zeros(2)).tolist()
    [0.0, -0.5]
    """
    A, y, theta = as_float_arrays(A, y, theta)
    return np.asarray(A.T @ (sigmoid(A @ theta) - y) / len(y))


def fit_logistic(A: Array, y: Array, lr: float, n_steps: int, lam: float = 0.0) -> tuple[Floats, Floats]:
    """Run gradient descent from zeros on the cross-entropy with an L2 penalty, and keep every state.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets, each 0 or 1.
    lr : float
        Learning rate; without a penalty the objective never increases while ``lr <= 4 n / lambda_max(A^T A)``.
    n_steps : int
        Number of steps, 0 or more.
    lam : float
        Strength of the penalty ``sum(w**2)``; the intercept is not penalised.

    Returns
    -------
    thetas : array, shape (n_steps + 1, p)
        Row t is theta after t steps; row 0 is the start.
    losses : array, shape (n_steps + 1,)
        ``losses[t]`` is the objective, penalty included, at ``thetas[t]``.

    Raises
    ------
    ValueError
        If the shapes of A and y do not fit together.

    Notes
    -----
    The curvature of the cross-entropy is at most that of ``A^T A / (4 n)``, because ``p (1 - p) <= 1/4``. See S. Boyd
    and L. Vandenberghe, *Convex Optimization* (2004), section 7.1.1.

    Examples
    --------
    >>> thetas, losses = fit_logistic(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0]), lr=1.0, n_steps=1)
    >>> thetas.tolist(), losses.round(4).tolist()
    ([[0.0, 0.0], [0.0, 0.5]], [0.6931, 0.4741])
    """
    A, y, start = as_float_arrays(A, y)
    thetas = np.tile(start, (n_steps + 1, 1))
    losses = np.empty(n_steps + 1)
    for t in range(n_steps + 1):
        losses[t] = cross_entropy(A, y, thetas[t]) + lam * np.sum(thetas[t, 1:] ** 2)
        if t < n_steps:
            gradient = cross_entropy_grad(A, y, thetas[t])
            gradient[1:] += 2.0 * lam * thetas[t, 1:]
            thetas[t + 1] = thetas[t] - lr * gradient
    return thetas, losses


def logistic_c(lam: float, n: int) -> float:
    """Convert the strength of this course's penalty into the ``C`` that gives the same fit in scikit-learn.

    Parameters
    ----------
    lam : float
        Strength of the penalty in this course's objective, more than 0.
    n : int
        Number of rows.

    Returns
    -------
    float
        ``C`` for `sklearn.linear_model.LogisticRegression`.

    Notes
    -----
    scikit-learn minimises C times the sum of the rows' losses plus half of the sum of the squared weights. See its user
    guide, section 1.1.11.1.

    Examples
    --------
    >>> logistic_c(0.5, 40)
    0.025
    """
    return float(1.0 / (2.0 * n * lam))


def predict_class(A: Array, theta: Array, threshold: float = 0.5) -> Floats:
    """Predict 1 for every row whose probability is at least the threshold, and 0 for the others.

    Parameters
    ----------
    A, theta : arrays, shapes (n, p) and (p,)
        Design matrix and parameters.
    threshold : float
        A probability between 0 and 1.

    Returns
    -------
    array, shape (n,)
        1.0 or 0.0 for every row.

    Examples
    --------
    >>> predict_class(np.array([[1.0, -2.0], [1.0, 0.0], [1.0, 3.0]]), np.array([0.0, 1.0])).tolist()
    [0.0, 1.0, 1.0]
    """
    return (sigmoid(np.asarray(A) @ np.asarray(theta)) >= threshold).astype(np.float64)
