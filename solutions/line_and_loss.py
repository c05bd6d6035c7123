"""A straight line and its loss, one number that says how far the line is from the points.

The line is ``y_hat = w * x + b``, the residual is ``r = y_hat - y``, the loss is the mean of ``r**2``. Every function
computes in float64, takes arrays of any real type and does not change them.
"""

from __future__ import annotations

from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Errors(TypedDict):
    """Three summaries of the same residuals."""

    mse: float
    rmse: float
    mae: float


def make_line(
    n: int, w: float, b: float, noise: float, low: float, high: float, rng: np.random.Generator
) -> tuple[Floats, Floats]:
    """Sample points around a known line.

    Parameters
    ----------
    n : int
        Number of points, 0 or more.
    w, b : float
        Slope (units of y per unit of x) and intercept (units of y).
    noise : float
        Standard deviation of the normal noise on y, in units of y; 0 puts every point on the line.
    low, high : float
        x is uniform on ``[low, high)``.
    rng : numpy.random.Generator
        The source of all random numbers: the same state gives the same points.

    Returns
    -------
    x, y : arrays, shape (n,)
        The points.

    Notes
    -----
    The second argument of NumPy's ``normal`` is a standard deviation; textbooks write the variance, N(mu, sigma^2).
    See https://numpy.org/doc/stable/reference/random/generated/numpy.random.Generator.normal.html

    Examples
    --------
    >>> x, y = make_line(3, 2.0, 1.0, 0.0, -1.0, 1.0, np.random.default_rng(0))
    >>> x.shape, bool(np.all(y == 2.0 * x + 1.0))
    ((3,), True)
    """
    x = rng.uniform(low, high, n)
    return x, w * x + b + rng.normal(0.0, noise, n)


def predict_line(x: npt.ArrayLike, w: float, b: float) -> Any:
    """Compute the height of the line at every x.

    Parameters
    ----------
    x : array, shape (n,), or a single number
        Inputs.
    w, b : float
        Slope and intercept.

    Returns
    -------
    array of shape (n,), or float
        ``w * x + b`` in units of y, of the shape of x.

    Examples
    --------
    >>> predict_line(np.array([0.0, 2.0, 5.0]), 0.5, -1.0)
    array([-1. ,  0. ,  1.5])
    >>> predict_line(4, 0.5, -1.0)
    1.0
    """
    heights = w * np.asarray(x, dtype=np.float64) + b
    return heights if heights.ndim else float(heights)


def mse(y_true: npt.ArrayLike, y_pred: npt.ArrayLike) -> float:
    """Compute the mean squared error, the loss of this course.

    Parameters
    ----------
    y_true, y_pred : array, shape (n,)
        Targets and predictions, n at least 1.

    Returns
    -------
    float
        The mean of the squared residuals, in squared units of y.

    Raises
    ------
    ValueError
        If the shapes differ. From the shapes (n, 1) and (n,), NumPy would compute (n, n) differences, whose mean
        square is ``var(y_true) + var(y_pred) + (mean(y_true) - mean(y_pred))**2``: it looks like a loss.

    Notes
    -----
    See C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 1.1, and for broadcasting
    https://numpy.org/doc/stable/user/basics.broadcasting.html

    Examples
    --------
    >>> mse(np.array([1.0, 2.0, 4.0]), np.array([1.0, 4.0, 3.0]))
    1.6666666666666667
    """
    targets, predictions = _as_float_arrays(y_true, y_pred)
    return float(np.mean((predictions - targets) ** 2))


def error_report(y_true: npt.ArrayLike, y_pred: npt.ArrayLike) -> Errors:
    """Summarise the residuals in three ways.

    Parameters
    ----------
    y_true, y_pred : array, shape (n,)
        Targets and predictions, n at least 1.

    Returns
    -------
    dict with "mse", "rmse", "mae" : float
        The mean square of the residuals (squared units of y), its root, and the mean of their absolute values
        (both in units of y).

    Raises
    ------
    ValueError
        If the shapes differ.

    Notes
    -----
    ``rmse >= mae``, with equality only where all residuals have the same absolute value: ``rmse**2 - mae**2`` is the
    variance of the absolute values. See C. Willmott and K. Matsuura, *Climate Research* 30 (2005).

    Examples
    --------
    >>> error_report(np.array([0.0, 0.0]), np.array([1.0, -7.0]))
    {'mse': 25.0, 'rmse': 5.0, 'mae': 4.0}
    """
    targets, predictions = _as_float_arrays(y_true, y_pred)
    residuals = predictions - targets
    square = float(np.mean(residuals**2))
    return {"mse": square, "rmse": float(np.sqrt(square)), "mae": float(np.mean(np.abs(residuals)))}


def loss_grid(x: npt.ArrayLike, y: npt.ArrayLike, w_values: npt.ArrayLike, b_values: npt.ArrayLike) -> Floats:
    """Compute the loss of every line on a grid of slopes and intercepts.

    Parameters
    ----------
    x, y : array, shape (n,)
        The points.
    w_values : array, shape (p,)
        Slopes, one for each column.
    b_values : array, shape (q,)
        Intercepts, one for each row.

    Returns
    -------
    array, shape (q, p)
        Entry ``[i, j]`` is the loss of the line with ``w_values[j]`` and ``b_values[i]``: the layout that Matplotlib's
        ``contour(w_values, b_values, grid)`` expects.

    Raises
    ------
    ValueError
        If x and y differ in shape.

    Notes
    -----
    The loss is a polynomial of degree two in (w, b), so its third differences along a row or a column are zero.

    Examples
    --------
    >>> loss_grid(np.array([1.0, 3.0]), np.array([2.0, 4.0]), np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
    array([[10.,  1.,  2.],
           [ 5.,  0.,  5.]])
    """
    points_x, points_y = _as_float_arrays(x, y)
    slopes, intercepts = np.asarray(w_values, dtype=np.float64), np.asarray(b_values, dtype=np.float64)
    residuals = slopes[None, :, None] * points_x + intercepts[:, None, None] - points_y
    return np.asarray(np.mean(residuals**2, axis=-1))


def _as_float_arrays(first: npt.ArrayLike, second: npt.ArrayLike) -> tuple[Floats, Floats]:
    """Convert both to float64; ValueError where NumPy would broadcast one against the other."""
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if a.shape != b.shape:
        raise ValueError(f"two arrays of the same shape are needed, not {a.shape} and {b.shape}")
    return a, b
