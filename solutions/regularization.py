"""Ridge regression, and the lasso from `solutions.lasso`.

The design matrix is ``A = [1, X]`` of shape (n, p), intercept first, and ``theta = (b, w)``. The objective is the mean
of ``(A theta - y)**2`` plus ``lam`` times ``sum(w**2)`` (ridge) or ``sum(abs(w))`` (lasso); the intercept is not
penalised. Every function computes in float64, takes arrays of any real type and does not change them.
"""

from __future__ import annotations

import numpy as np

from solutions.design_matrix import Array, Floats, as_float_arrays
from solutions.lasso import ista, l1_subgradient, lambda_max, lasso_path, soft_threshold

__all__ = [
    "ista",
    "l1_subgradient",
    "lambda_max",
    "lasso_path",
    "ridge_closed_form",
    "ridge_grad",
    "ridge_loss",
    "sklearn_alpha",
    "soft_threshold",
]


def ridge_loss(A: Array, y: Array, theta: Array, lam: float) -> float:
    """Compute the ridge objective: mean squared error plus ``lam`` times the squared length of the weights.

    Parameters
    ----------
    A : array, shape (n, p)
        Design matrix, a column of ones first.
    y : array, shape (n,)
        Targets.
    theta : array, shape (p,)
        Intercept and weights.
    lam : float
        Strength of the penalty, in squared units of y per squared unit of weight, at least 0.

    Returns
    -------
    float
        The objective, in squared units of y.

    Raises
    ------
    ValueError
        If the shapes of A, y and theta do not fit together.

    Notes
    -----
    See A. Hoerl and R. Kennard, *Ridge Regression: Biased Estimation for Nonorthogonal Problems*, Technometrics 12
    (1970). With the mean in place of the sum, ``lam`` means the same for any number of rows.

    Examples
    --------
    >>> ridge_loss(np.array([[1.0, 2.0], [1.0, 4.0]]), np.array([3.0, 5.0]), np.array([1.0, 2.0]), 0.5)
    12.0
    """
    A, y, theta = as_float_arrays(A, y, theta)
    residual = A @ theta - y
    return float(np.mean(residual**2) + lam * np.sum(theta[1:] ** 2))


def ridge_grad(A: Array, y: Array, theta: Array, lam: float) -> Floats:
    """Compute the gradient of the ridge objective.

    Parameters
    ----------
    A, y, theta, lam
        As for `ridge_loss`.

    Returns
    -------
    array, shape (p,)
        ``(2/n) A^T (A theta - y)``, plus ``2 lam w`` in every entry except that of the intercept.

    Raises
    ------
    ValueError
        If the shapes of A, y and theta do not fit together.

    Notes
    -----
    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), section 3.4.1.

    Examples
    --------
    >>> ridge_grad(np.array([[1.0, 2.0], [1.0, 4.0]]), np.array([3.0, 5.0]), np.array([1.0, 2.0]), 0.5).tolist()
    [6.0, 22.0]
    """
    A, y, theta = as_float_arrays(A, y, theta)
    gradient: Floats = 2.0 / len(y) * (A.T @ (A @ theta - y))
    gradient[1:] += 2.0 * lam * theta[1:]
    return gradient


def ridge_closed_form(A: Array, y: Array, lam: float) -> Floats:
    """Compute the minimiser of the ridge objective directly.

    Parameters
    ----------
    A, y, lam
        As for `ridge_loss`.

    Returns
    -------
    array, shape (p,)
        Intercept and weights at which the gradient is zero.

    Raises
    ------
    ValueError
        If the shapes of A and y do not fit together.
    numpy.linalg.LinAlgError
        If ``lam`` is 0 and the columns of A are linearly dependent: then the minimiser is not unique.

    Notes
    -----
    ``(A^T A + n lam D) theta = A^T y`` with ``D = diag(0, 1, ..., 1)``. See Hastie, Tibshirani and Friedman (2009),
    equation 3.44. They centre the data in place of leaving out the intercept; the result is the same.

    Examples
    --------
    >>> ridge_closed_form(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0]), 1.0).tolist()
    [2.0, 1.0]
    """
    A, y, _ = as_float_arrays(A, y)
    penalised = np.ones(A.shape[1])
    penalised[0] = 0.0
    return np.asarray(np.linalg.solve(A.T @ A + len(y) * lam * np.diag(penalised), A.T @ y))


def sklearn_alpha(kind: str, lam: float, n: int) -> float:
    """Convert the strength of this course's penalty into the ``alpha`` that gives the same fit in scikit-learn.

    Parameters
    ----------
    kind : str
        "ridge" or "lasso".
    lam : float
        Strength of the penalty in this course's objective.
    n : int
        Number of rows.

    Returns
    -------
    float
        ``alpha`` for `sklearn.linear_model.Ridge` or `Lasso`.

    Raises
    ------
    ValueError
        If kind is another word.

    Notes
    -----
    scikit-learn's Ridge minimises the sum of the squares plus alpha times the penalty, its Lasso half the mean of the
    squares plus alpha times the penalty. See https://github.com/scikit-learn/scikit-learn/issues/21891.

    Examples
    --------
    >>> sklearn_alpha("ridge", 0.5, 40), sklearn_alpha("lasso", 0.5, 40)
    (20.0, 0.25)
    """
    if kind == "ridge":
        return float(n * lam)
    if kind == "lasso":
        return float(lam / 2)
    raise ValueError(f"kind is 'ridge' or 'lasso', not {kind!r}")
