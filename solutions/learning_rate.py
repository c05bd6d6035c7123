"""How fast descent may go: curvature decides, rates are measured against theory, and scaling changes the curvature.

The loss is the mean of ``(A @ theta - y)**2`` with the design matrix ``A = [1, X]``, shape (n, p), ones first. Its
Hessian ``H = (2/n) A^T A`` has the eigenvalues ``lambda``, all positive where the columns of A are independent. A step
multiplies the error along each eigenvector by ``1 - lr * lambda``. Every function works in float64, takes arrays of
any real type, leaves them alone, and raises ValueError where shapes do not fit.
"""

from __future__ import annotations

from math import ceil, isfinite, log
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def hessian(A: Array) -> Floats:
    """Compute the second derivatives of the loss, shape (p, p): the same for every theta and every y.

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
    """Compute the learning rate above which descent runs away: ``2 / lambda_max``.

    See Y. Nesterov, *Lectures on Convex Optimization* (2018), section 1.2.3.

    Examples
    --------
    >>> round(max_stable_lr(np.array([[1.0, 1.0], [1.0, -1.0]])), 6)
    1.0
    """
    return 2.0 / float(_curvatures(A)[-1])


def best_lr(A: Array) -> float:
    """Compute the constant learning rate that shrinks the worst direction most: ``2 / (lambda_min + lambda_max)``.

    See B. Polyak, *Introduction to Optimization* (1987), section 1.4.

    Examples
    --------
    >>> round(best_lr(np.array([[1.0, 2.0], [1.0, -2.0]])), 6)
    0.2
    """
    curvatures = _curvatures(A)
    return 2.0 / float(curvatures[0] + curvatures[-1])


def rate(A: Array, lr: float) -> float:
    """Compute the factor ``max |1 - lr * lambda|`` by which a step shrinks the error where it shrinks least.

    Examples
    --------
    >>> round(rate(np.array([[1.0, 2.0], [1.0, -2.0]]), 0.2), 6)
    0.6
    """
    return float(np.max(np.abs(1.0 - lr * _curvatures(A))))


def measured_rate(losses: Array, loss_star: float) -> float:
    """Read off the factor by which the excess loss shrinks in a step, late in a run: the square of the error's factor.

    Parameters
    ----------
    losses : array, shape (n_steps + 1,)
        A run of at least one step that has not yet come down to rounding.
    loss_star : float
        The smallest possible loss.

    Examples
    --------
    >>> measured_rate(np.array([9.0, 5.0, 3.0, 2.0]), 1.0)
    0.5
    """
    before, last = np.asarray(losses, dtype=np.float64)[-2:] - loss_star
    return float(last / before)


def rate_experiment(A: Array, y: Array, lrs: Array, n_steps: int) -> Floats:
    """Descend from zeros once for each learning rate.

    Parameters
    ----------
    lrs : array, shape (k,)
        Learning rates, stable or not.
    n_steps : int
        Number of steps of each run.

    Returns
    -------
    array, shape (k, n_steps + 1)
        Row i holds the losses of the run with ``lrs[i]``; a run that grows past the largest float64 shows inf or nan.

    Examples
    --------
    >>> rate_experiment(np.array([[1.0, 2.0]]), np.array([3.0]), np.array([0.05, 0.1]), 2).round(4).tolist()
    [[9.0, 2.25, 0.5625], [9.0, 0.0, 0.0]]
    """
    A, y, lrs = (np.asarray(given, dtype=np.float64) for given in (A, y, lrs))
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
    """Say in one word what became of a run, by its first and last loss.

    Returns
    -------
    "diverging", "stalled" or "converging"
        The first where a loss is not finite or the last exceeds the first by more than 1e-6 of it, the second where the
        two agree to 1e-6, the third otherwise.

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


class Standardizer:
    """Give every feature mean 0 and standard deviation 1 (ddof 0), by the numbers of the rows it was fitted on.

    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), section 3.4.1.

    Examples
    --------
    >>> scaler = Standardizer().fit(np.array([[1.0, 7.0], [3.0, 7.0]]))
    >>> scaler.transform(np.array([[5.0, 7.0]])).tolist()
    [[3.0, 0.0]]
    """

    def fit(self, X: Array) -> Standardizer:
        """Learn mean and standard deviation of each column of X, shape (n, d); a constant column counts as spread 1."""
        X = np.asarray(X, dtype=np.float64)
        if X.ndim != 2:
            raise ValueError(f"X needs the shape (n, d), not {X.shape}")
        self._mean, spread = X.mean(axis=0), X.std(axis=0)
        self._spread = np.where(spread > 0.0, spread, 1.0)
        return self

    def transform(self, X: Array) -> Floats:
        """Give rows in standard units, of the fitted table or any other with its columns."""
        return (np.asarray(X, dtype=np.float64) - self._mean) / self._spread

    def inverse_transform(self, Z: Array) -> Floats:
        """Undo `transform`."""
        return np.asarray(Z, dtype=np.float64) * self._spread + self._mean


def unscale_params(
    w_s: Array, b_s: float, x_mean: Array, x_std: Array, y_mean: float, y_std: float
) -> tuple[Floats, float]:
    """Translate parameters fitted in standard units into the units of the data.

    Put ``(x - x_mean) / x_std`` and ``(y - y_mean) / y_std`` into the model and collect what multiplies x.

    Parameters
    ----------
    w_s, x_mean, x_std : arrays, shape (d,)
        Weights in standard units; mean and standard deviation of each feature.
    b_s, y_mean, y_std : float
        Intercept in standard units; mean and standard deviation of the target.

    Returns
    -------
    w : array, shape (d,)
        Weights in units of y per unit of each feature.
    b : float
        Intercept in units of y.

    Examples
    --------
    >>> w, b = unscale_params(np.array([2.0]), 0.5, np.array([10.0]), np.array([4.0]), 100.0, 8.0)
    >>> w.tolist(), b
    ([4.0], 64.0)
    """
    w_s, x_mean, x_std = (np.asarray(given, dtype=np.float64) for given in (w_s, x_mean, x_std))
    if w_s.ndim != 1 or not w_s.shape == x_mean.shape == x_std.shape:
        raise ValueError(f"w_s, x_mean, x_std need the same shape (d,), not {w_s.shape}, {x_mean.shape}, {x_std.shape}")
    w = w_s * y_std / x_std
    return w, float(y_mean + y_std * b_s - w @ x_mean)


def steps_needed(kappa: float, eps: float) -> int:
    """Count the steps at the best rate until the error is at most eps times the first one.

    A step shrinks it at least by ``(kappa - 1) / (kappa + 1)``, with ``kappa = lambda_max / lambda_min``. See
    Y. Nesterov, *Lectures on Convex Optimization* (2018), section 1.2.3.

    Examples
    --------
    >>> steps_needed(28.865, 1e-6), steps_needed(1.0, 1e-6)
    (200, 1)
    """
    if not (kappa >= 1.0 and isfinite(kappa) and 0.0 < eps < 1.0):
        raise ValueError(f"kappa must be at least 1 and eps between 0 and 1, not {kappa} and {eps}")
    shrinks = (kappa - 1.0) / (kappa + 1.0)
    return 1 if shrinks == 0.0 else ceil(log(eps) / log(shrinks))


def _curvatures(A: Array) -> Floats:
    """Eigenvalues of the Hessian, ascending."""
    return np.asarray(np.linalg.eigvalsh(hessian(A)))
