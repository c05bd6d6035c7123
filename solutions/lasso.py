"""The lasso: subgradient, soft threshold, proximal gradient descent (ISTA), and the path over penalties.

The objective is the mean of ``(A theta - y)**2`` plus ``lam`` times ``sum(abs(w))``, with ``theta = (b, w)`` and the
intercept ``b`` is not penalised. Every function computes in float64 and does not change its arguments.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from solutions.design_matrix import Array, Floats, as_float_arrays

PATH_STEPS = 300


def l1_subgradient(w: Array) -> Floats:
    """Compute a subgradient of ``sum(abs(w))``.

    Parameters
    ----------
    w : array, shape (d,)
        Weights, without the intercept.

    Returns
    -------
    array, shape (d,)
        -1, 0 or 1. At 0 every slope between -1 and 1 is a subgradient; 0 is the one in the middle.

    Notes
    -----
    See R. T. Rockafellar, *Convex Analysis* (1970), section 23.

    Examples
    --------
    >>> l1_subgradient(np.array([2.5, 0.0, -0.1])).tolist()
    [1.0, 0.0, -1.0]
    """
    return np.asarray(np.sign(np.asarray(w, dtype=np.float64)))


def soft_threshold(v: Any, t: float) -> Any:
    """Move every entry ``t`` closer to zero, and stop there.

    Parameters
    ----------
    v : float or array of any shape
        The values to shrink.
    t : float
        By how much, in the units of v, at least 0.

    Returns
    -------
    float or array, like v
        The minimiser of ``(z - v)**2 / 2 + t * abs(z)``, entry by entry.

    Notes
    -----
    See D. Donoho and I. Johnstone, *Ideal spatial adaptation by wavelet shrinkage*, Biometrika 81 (1994). The sum of
    the result and ``clip(v, -t, t)`` is v (J.-J. Moreau, 1965).

    Examples
    --------
    >>> soft_threshold(np.array([3.0, -0.5, -2.0]), 1.0).tolist()
    [2.0, -0.0, -1.0]
    """
    v = np.asarray(v, dtype=np.float64)
    shrunk = np.sign(v) * np.maximum(np.abs(v) - t, 0.0)
    return shrunk if v.ndim else float(shrunk)


def ista(A: Array, y: Array, lam: float, n_steps: int) -> tuple[Floats, Floats]:
    """Minimise the lasso objective with alternating gradient steps on the mean squared error and soft thresholds.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix with a column of ones first, and targets.
    lam : float
        Strength of the penalty, in squared units of y per unit of weight, at least 0.
    n_steps : int
        Number of steps from zero, 0 or more.

    Returns
    -------
    theta : array, shape (p,)
        Intercept and weights after the last step.
    losses : array, shape (n_steps + 1,)
        The lasso objective; entry t belongs to the state after t steps.

    Raises
    ------
    ValueError
        If the shapes of A and y do not fit together.

    Notes
    -----
    The learning rate is ``1 / lambda_max`` of the Hessian ``(2/n) A^T A``: with it the objective never increases. See
    A. Beck and M. Teboulle, *A Fast Iterative Shrinkage-Thresholding Algorithm*, SIAM J. Imaging Sciences 2
    (2009), section 2.3.

    Examples
    --------
    >>> theta, losses = ista(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0]), 1.0, 2)
    >>> theta.tolist(), losses.tolist()
    ([2.0, 1.5], [8.0, 1.75, 1.75])
    """
    A, y, theta = as_float_arrays(A, y)
    hessian = 2.0 / len(y) * A.T @ A
    lr = 1.0 / float(np.linalg.eigvalsh(hessian)[-1])
    losses = np.empty(n_steps + 1)
    for t in range(n_steps + 1):
        residual = A @ theta - y
        losses[t] = np.mean(residual**2) + lam * np.sum(np.abs(theta[1:]))
        if t < n_steps:
            theta = theta - lr * 2.0 / len(y) * (A.T @ residual)
            theta[1:] = soft_threshold(theta[1:], lr * lam)
    return theta, losses


def lasso_path(A: Array, y: Array, lams: Sequence[float] | Array) -> Floats:
    """Compute the minimiser of the lasso objective for each of several strengths of the penalty.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        As for `ista`.
    lams : sequence of float
        Strengths of the penalty, in any order.

    Returns
    -------
    array, shape (len(lams), p)
        Row k minimises the objective with the strength ``lams[k]``.

    Raises
    ------
    ValueError
        If the shapes of A and y do not fit together.

    Notes
    -----
    Each row is computed separately, with three hundred steps of `ista`; on well-conditioned data the result is exact
    up to rounding. For an algorithm that computes the whole path at once see B. Efron and others, *Least Angle
    Regression*, Annals of Statistics 32 (2004).

    Examples
    --------
    >>> lasso_path(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0]), [4.0, 1.0]).tolist()
    [[2.0, 0.0], [2.0, 1.5]]
    """
    return np.array([ista(A, y, float(lam), PATH_STEPS)[0] for lam in lams])


def lambda_max(A: Array, y: Array) -> float:
    """Compute the smallest strength of the penalty at which every weight of the lasso is zero.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        As for `ista`.

    Returns
    -------
    float
        The largest absolute slope of the mean squared error, over the weights, at ``w = 0`` and ``b = mean(y)``.

    Raises
    ------
    ValueError
        If the shapes of A and y do not fit together.

    Notes
    -----
    See J. Friedman, T. Hastie, R. Tibshirani, *Regularization Paths for Generalized Linear Models via Coordinate
    Descent*, Journal of Statistical Software 33 (2010), section 2.5.

    Examples
    --------
    >>> lambda_max(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0]))
    4.0
    """
    A, y, _ = as_float_arrays(A, y)
    slopes = 2.0 / len(y) * (A[:, 1:].T @ (y - y.mean()))
    return float(np.max(np.abs(slopes)))
