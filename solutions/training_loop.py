"""Gradient descent for a straight line: one step, a whole run, the exact minimum, a stopping rule, remaining gaps.

The line is ``y_hat = w * x + b``, the loss is the mean of ``(y_hat - y)**2``. Every function computes in float64, takes
arrays of any real type, does not change them, and raises ValueError where x and y do not have the same shape ``(n,)``.
"""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class History(TypedDict):
    """All states of a run: entry ``t`` of each array belongs to the state after ``t`` steps."""

    w: Floats
    b: Floats
    loss: Floats


def train_step(x: npt.NDArray[Any], y: npt.NDArray[Any], w: float, b: float, lr: float) -> tuple[float, float, float]:
    """Take one step of gradient descent on the mean squared error.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets, n at least 1.
    w, b : float
        Slope (units of y per unit of x) and intercept (units of y) before the step.
    lr : float
        Learning rate, positive.

    Returns
    -------
    new_w, new_b : float
        The parameters after the step; both derivatives are taken at the old ``(w, b)``.
    loss_before : float
        The loss at the old ``(w, b)``, in squared units of y.

    Raises
    ------
    ValueError
        If x and y do not have the same shape ``(n,)``.

    Notes
    -----
    Chain rule on ``mean(r**2)`` with ``r = w*x + b - y``: ``dL/dw = 2 mean(r x)`` and ``dL/db = 2 mean(r)``.
    See C. Bishop, *Pattern Recognition and Machine Learning* (2006), sections 3.1.1 and 3.1.3.

    Examples
    --------
    >>> train_step(np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.0, 0.0, 0.25)
    (3.5, 1.5, 10.0)
    """
    x, y = _as_float_vectors(x, y)
    dw, db = _gradient(x, y, w, b)
    return float(w - lr * dw), float(b - lr * db), _loss(x, y, w, b)


def fit_line(
    x: npt.NDArray[Any], y: npt.NDArray[Any], lr: float, n_steps: int, w0: float = 0.0, b0: float = 0.0
) -> History:
    """Run gradient descent and keep every state, including the start.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets.
    lr : float
        Learning rate. The loss never increases while ``lr < 2 / lambda_max`` of the Hessian.
    n_steps : int
        Number of steps, 0 or more.
    w0, b0 : float
        Where to start.

    Returns
    -------
    dict with "w", "b", "loss" : arrays, shape (n_steps + 1,)
        Entry t is the state after t steps, and ``loss[t]`` is the loss at ``(w[t], b[t])``.

    Notes
    -----
    Every state has a formula: ``theta_t = theta* + (I - lr H)^t (theta_0 - theta*)``
    with ``H = (2/n) A^T A``. See S. Boyd and L. Vandenberghe, *Convex Optimization* (2004), section 9.3.

    Examples
    --------
    >>> run = fit_line(np.array([1.0, 3.0]), np.array([2.0, 4.0]), lr=0.1, n_steps=2)
    >>> [np.round(run[key], 3).tolist() for key in ("w", "b", "loss")]
    [[0.0, 1.4, 1.16], [0.0, 0.6, 0.52], [10.0, 0.32, 0.051]]
    """
    x, y = _as_float_vectors(x, y)
    w, b, loss = np.empty(n_steps + 1), np.empty(n_steps + 1), np.empty(n_steps + 1)
    w[0], b[0] = w0, b0
    for t in range(n_steps):
        w[t + 1], b[t + 1], loss[t] = train_step(x, y, w[t], b[t], lr)
    loss[-1] = _loss(x, y, w[-1], b[-1])
    return {"w": w, "b": b, "loss": loss}


def closed_form_line(x: npt.NDArray[Any], y: npt.NDArray[Any]) -> tuple[float, float]:
    """Compute the least-squares line directly.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets; x has at least two different values.

    Returns
    -------
    w, b : float
        The slope and intercept with the smallest mean squared error.

    Raises
    ------
    ValueError
        If the shapes differ, or if all x are equal: then infinitely many lines have the smallest error.

    Notes
    -----
    Both derivatives are zero at ``w = cov(x, y) / var(x)`` and ``b = mean(y) - w * mean(x)``. Centring x
    before the sums avoids the cancellation in ``mean(x**2) - mean(x)**2`` (N. Higham, *Accuracy and Stability of
    Numerical Algorithms* (2002), section 1.9).

    Examples
    --------
    >>> closed_form_line(np.array([0.0, 1.0, 2.0]), np.array([1.0, 0.0, 2.0]))
    (0.5, 0.5)
    """
    x, y = _as_float_vectors(x, y)
    centred = x - x.mean()
    spread = float(centred @ centred)
    if spread == 0.0:
        raise ValueError("all x are equal, so no single line is the best one")
    w = float(centred @ (y - y.mean())) / spread
    return w, float(y.mean() - w * x.mean())


def fit_until(
    x: npt.NDArray[Any], y: npt.NDArray[Any], lr: float, tol: float, max_steps: int
) -> tuple[float, float, int, bool]:
    """Run gradient descent from ``w = b = 0`` until the gradient is small.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets.
    lr : float
        Learning rate.
    tol : float
        Stop as soon as the Euclidean norm of ``(dL/dw, dL/db)`` is at most this.
    max_steps : int
        Give up after this many steps.

    Returns
    -------
    w, b : float
        The last parameters.
    steps : int
        Number of updates.
    converged : bool
        True exactly if the norm at the returned ``(w, b)`` is at most ``tol``. A run whose numbers
        become infinite or NaN ends early with False and without a warning.

    Notes
    -----
    The gradient's norm bounds the distance to the best line: ``|theta - theta*| <= norm / lambda_min``.
    A small change of the loss gives no such bound. See S. Boyd and L. Vandenberghe, *Convex Optimization* (2004),
    section 9.1.2.

    Examples
    --------
    >>> fit_until(np.array([1.0, 3.0]), np.array([2.0, 4.0]), lr=0.1, tol=20.0, max_steps=5)
    (0.0, 0.0, 0, True)
    """
    x, y = _as_float_vectors(x, y)
    w = b = 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for steps in range(max_steps + 1):
            dw, db = _gradient(x, y, w, b)
            norm = float(np.hypot(dw, db))
            if norm <= tol:
                return w, b, steps, True
            if steps == max_steps or not np.isfinite(norm):
                break
            w, b = w - lr * dw, b - lr * db
    return w, b, steps, False


def gap_report(
    w_fit: float, b_fit: float, w_star: float, b_star: float, w_true: float, b_true: float
) -> dict[str, float]:
    """Split the difference between a fitted line and the true line into two gaps.

    Parameters
    ----------
    w_fit, b_fit : float
        The parameters that gradient descent has reached.
    w_star, b_star : float
        The line with the smallest loss on the data.
    w_true, b_true : float
        The line that the data was generated with.

    Returns
    -------
    dict with "opt_w", "opt_b", "stat_w", "stat_b" : float
        Signed. The optimisation gap ``fit - star`` shrinks with more steps; the statistical gap
        ``star - true`` shrinks only with more data.

    Notes
    -----
    See L. Bottou and O. Bousquet, *The Tradeoffs of Large Scale Learning* (NIPS 2007), section 2.

    Examples
    --------
    >>> gap_report(1.5, 2.0, 1.0, 2.5, 0.75, 3.0)
    {'opt_w': 0.5, 'opt_b': -0.5, 'stat_w': 0.25, 'stat_b': -0.5}
    """
    return {
        "opt_w": float(w_fit - w_star),
        "opt_b": float(b_fit - b_star),
        "stat_w": float(w_star - w_true),
        "stat_b": float(b_star - b_true),
    }


def _as_float_vectors(x: npt.NDArray[Any], y: npt.NDArray[Any]) -> tuple[Floats, Floats]:
    """Convert both to float64 and check their shapes: NumPy would broadcast (n,) and (n, 1) to (n, n)."""
    x, y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if x.ndim != 1 or x.shape != y.shape:
        raise ValueError(f"x and y need the same shape (n,), not {x.shape} and {y.shape}")
    return x, y


def _loss(x: Floats, y: Floats, w: float, b: float) -> float:
    residual = w * x + b - y
    return float(np.mean(residual**2))


def _gradient(x: Floats, y: Floats, w: float, b: float) -> tuple[float, float]:
    residual = w * x + b - y
    return 2.0 * float(np.mean(residual * x)), 2.0 * float(np.mean(residual))
