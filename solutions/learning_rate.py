"""How fast gradient descent converges: the curvature of the loss decides, measured and in theory.

The loss is the mean of ``(A @ theta - y)**2`` with the design matrix ``A = [1, X]``, shape (n, p), ones first. Its
Hessian ``H = (2/n) A^T A`` has the eigenvalues ``lambda``, all positive where the columns of A are independent. A step
multiplies the error along each eigenvector by ``1 - lr * lambda``. Every function computes in float64, takes arrays of
any real type, does not change them, and raises ValueError where shapes do not fit together.
"""

from __future__ import annotations

from math import ceil, isfinite, log
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from solutions.standardization import Standardizer, unscale_params

__all__ = [
    "Standardizer",
    "best_lr",
    "classify_run",
    "hessian",
    "max_stable_lr",
    "measured_rate",
    "rate",
    "rate_experiment",
    "steps_needed",
    "unscale_params",
]

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def hessian(A: Array) -> Floats:
    """Compute the second derivatives of the loss.

    Parameters
    ----------
    A : array, shape (n, p)
        Design matrix.

    Returns
    -------
    array, shape (p, p)
        ``(2/n) A^T A``, the same for every theta and every y.

    Notes
    -----
    See S. Boyd and L. Vandenberghe, *Convex Optimization* (2004), section 9.1.1.

    Examples
    --------
    >>> hessian(np.array([[1.0, 1.0], [1.0, 3.0]])).tolist()
    [[2.0, 4.0], [4.0, 10.0]]
    """
    A = np.asarray(A, dtype=np.float64)
    if A.ndim != 2:
        raise ValueError(f"A needs the shape (n, p), not {A.shape}")
    return 2.0 / A.shape[0] * (A.T @ A)


def max_stable_lr(A: Array) -> float:
    """Compute the learning rate above which gradient descent diverges, ``2 / lambda_max``.

    Notes
    -----
    See Y. Nesterov, *Lectures on Convex Optimization* (2018), section 1.2.3.

    Examples
    --------
    >>> round(max_stable_lr(np.array([[1.0, 1.0], [1.0, -1.0]])), 6)
    1.0
    """
    return 2.0 / float(_curvatures(A)[-1])


def best_lr(A: Array) -> float:
    """Compute the constant learning rate with the smallest `rate`, ``2 / (lambda_min + lambda_max)``.

    Notes
    -----
    See B. Polyak, *Introduction to Optimization* (1987), section 1.4.

    Examples
    --------
    >>> round(best_lr(np.array([[1.0, 2.0], [1.0, -2.0]])), 6)
    0.2
    """
    curvatures = _curvatures(A)
    return 2.0 / float(curvatures[0] + curvatures[-1])


def rate(A: Array, lr: float) -> float:
    """Compute the factor of the error in one step, in the direction where it shrinks least: ``max |1 - lr * lambda|``.

    Examples
    --------
    >>> round(rate(np.array([[1.0, 2.0], [1.0, -2.0]]), 0.2), 6)
    0.6
    """
    return float(np.max(np.abs(1.0 - lr * _curvatures(A))))


def measured_rate(losses: Array, loss_star: float) -> float:
    """Measure the factor of the excess loss in the last step of a run; it is the square of the error's factor.

    Parameters
    ----------
    losses : array, shape (n_steps + 1,)
        The losses of a run of at least one step whose excess loss is still well above rounding errors.
    loss_star : float
        The smallest possible loss, in squared units of y.

    Returns
    -------
    float
        ``(losses[-1] - loss_star) / (losses[-2] - loss_star)``, without a unit.

    Examples
    --------
    >>> measured_rate(np.array([9.0, 5.0, 3.0, 2.0]), 1.0)
    0.5
    """
    before, last = np.asarray(losses, dtype=np.float64)[-2:] - loss_star
    return float(last / before)


def rate_experiment(A: Array, y: Array, lrs: Array, n_steps: int) -> Floats:
    """Run gradient descent from zeros once for each learning rate.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets.
    lrs : array, shape (k,)
        Learning rates, stable or not.
    n_steps : int
        Number of steps of each run, 0 or more.

    Returns
    -------
    array, shape (k, n_steps + 1)
        Row i holds the losses of the run with ``lrs[i]``; a run that grows past the largest float64 shows inf or nan.

    Examples
    --------
    >>> rate_experiment(np.array([[1.0, 2.0]]), np.array([3.0]), np.array([0.05, 0.1]), 2).round(4).tolist()
    [[9.0, 2.25, 0.5625], [9.0, 0.0, 0.0]]
    """
    A, y, lrs = (np.asarray(array, dtype=np.float64) for array in (A, y, lrs))
    if A.ndim != 2 or y.shape != A.shape[:1] or lrs.ndim != 1:
        raise ValueError(f"A, y and lrs need the shapes (n, p), (n,), (k,), not {A.shape}, {y.shape}, {lrs.shape}")
    thetas, losses = np.zeros((len(lrs), A.shape[1])), np.empty((len(lrs), n_steps + 1))
    with np.errstate(over="ignore", invalid="ignore"):
        for t in range(n_steps + 1):
            residuals = thetas @ A.T - y
            losses[:, t] = np.mean(residuals**2, axis=1)
            thetas = thetas - lrs[:, None] * (2.0 / len(y) * (residuals @ A))
    return losses


def classify_run(losses: Array) -> Literal["converging", "diverging", "stalled"]:
    """Classify a run by its first and last loss.

    Parameters
    ----------
    losses : array, shape (n_steps + 1,)
        The losses of the run.

    Returns
    -------
    "diverging", "stalled" or "converging"
        "diverging" where a loss is not finite or the last one exceeds the first by more than 1e-6 of it, "stalled"
        where the two agree to 1e-6, "converging" otherwise.

    Examples
    --------
    >>> classify_run(np.array([4.0, 2.0, 1.0])), classify_run(np.array([4.0, np.inf, np.nan]))
    ('converging', 'diverging')
    """
    losses = np.asarray(losses, dtype=np.float64)
    first, last = float(losses[0]), float(losses[-1])
    if not np.all(np.isfinite(losses)) or last > first * (1.0 + 1e-6):
        return "diverging"
    return "stalled" if abs(last - first) <= 1e-6 * first else "converging"


def steps_needed(kappa: float, eps: float) -> int:
    """Compute how many steps at the best learning rate shrink the error to at most eps times the first one.

    Parameters
    ----------
    kappa : float
        The condition number ``lambda_max / lambda_min`` of the Hessian, finite and at least 1.
    eps : float
        Between 0 and 1.

    Returns
    -------
    int
        At least 1.

    Raises
    ------
    ValueError
        If kappa or eps is outside its range.

    Notes
    -----
    A step multiplies the error by at most ``(kappa - 1) / (kappa + 1)``. See Y. Nesterov, *Lectures on Convex
    Optimization* (2018), section 1.2.3.

    Examples
    --------
    >>> steps_needed(28.865, 1e-6), steps_needed(1.0, 1e-6)
    (200, 1)
    """
    if not (kappa >= 1.0 and isfinite(kappa) and 0.0 < eps < 1.0):
        raise ValueError(f"kappa must be at least 1 and eps between 0 and 1, not {kappa} and {eps}")
    factor = (kappa - 1.0) / (kappa + 1.0)
    return 1 if factor == 0.0 else ceil(log(eps) / log(factor))


def _curvatures(A: Array) -> Floats:
    """Return the eigenvalues of the Hessian in ascending order."""
    return np.asarray(np.linalg.eigvalsh(hessian(A)))
