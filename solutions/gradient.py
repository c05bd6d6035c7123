"""The gradient of a line's loss, and three ways to check any gradient.

The loss is the mean of ``r**2`` with ``r = w * x + b - y``. A function ``f`` takes an array of p parameters and returns
one number. Every function computes in float64 and does not change its arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Function = Callable[[npt.NDArray[Any]], Any]


class Curves(TypedDict):
    """The largest error of three methods of differentiation, for each step size."""

    forward: Floats
    central: Floats
    complex: Floats


def grad_line(x: npt.NDArray[Any], y: npt.NDArray[Any], w: float, b: float) -> tuple[float, float]:
    """Compute both derivatives of the mean squared error of a line.

    Parameters
    ----------
    x, y : array, shape (n,)
        Inputs and targets, n at least 1.
    w, b : float
        Slope and intercept at which to differentiate.

    Returns
    -------
    dw, db : float
        ``dL/dw`` (squared units of y per unit of w) and ``dL/db`` (squared units of y per unit of b).

    Raises
    ------
    ValueError
        If x and y do not have the same shape ``(n,)``.

    Notes
    -----
    Chain rule on ``mean(r**2)``: ``dL/dw = 2 mean(r x)``, ``dL/db = 2 mean(r)``. See C. Bishop, *Pattern Recognition
    and Machine Learning* (2006), section 3.1.1.

    Examples
    --------
    >>> grad_line(np.array([1.0, 3.0]), np.array([2.0, 4.0]), 0.0, 0.0)
    (-14.0, -6.0)
    """
    inputs, targets = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if inputs.ndim != 1 or inputs.shape != targets.shape:
        raise ValueError(f"x and y need the same shape (n,), not {inputs.shape} and {targets.shape}")
    residuals = w * inputs + b - targets
    return 2.0 * float(np.mean(residuals * inputs)), 2.0 * float(np.mean(residuals))


def numerical_gradient(f: Function, theta: npt.ArrayLike, h: float = 1e-5) -> Floats:
    """Estimate a gradient by central differences.

    Parameters
    ----------
    f : callable
        Takes an array of shape (p,) and returns a number; it is called exactly 2p times.
    theta : array, shape (p,)
        Where to differentiate.
    h : float
        Step to each side, positive.

    Returns
    -------
    array, shape (p,)
        Entry i is ``(f(theta + h e_i) - f(theta - h e_i)) / 2h``.

    Notes
    -----
    The error is ``h**2 / 6`` times a third derivative, plus a rounding error of about ``eps * abs(f) / h``. It is
    smallest near ``h = eps**(1/3)``; on a quadratic function only the rounding error is left. See J. Nocedal and
    S. Wright, *Numerical Optimization* (2006), section 8.1.

    Examples
    --------
    >>> numerical_gradient(lambda theta: theta[0] ** 2 + 3.0 * theta[1], np.array([2.0, 1.0]), h=0.5)
    array([4., 3.])
    """
    point = np.array(theta, dtype=np.float64)
    return np.array([(f(point + step) - f(point - step)) / (2.0 * h) for step in h * np.eye(len(point))])


def relative_error(a: npt.ArrayLike, b: npt.ArrayLike) -> float:
    """Compute the difference of two numbers or arrays as a share of their size.

    Parameters
    ----------
    a, b : arrays of the same shape, or numbers
        What to compare; the order does not matter.

    Returns
    -------
    float
        The largest ``abs(a - b) / max(1e-12, abs(a) + abs(b))`` of all entries. It is 0 for equal entries, also for
        0 and 0, and 1 where exactly one of the two is zero or their signs differ.

    Notes
    -----
    See the notes of Stanford's CS231n, https://cs231n.github.io/neural-networks-3/#gradcheck

    Examples
    --------
    >>> relative_error(np.array([1.0, 0.0]), np.array([3.0, 0.0]))
    0.5
    """
    a, b = np.asarray(a, dtype=np.float64), np.asarray(b, dtype=np.float64)
    sizes = np.maximum(1e-12, np.abs(a) + np.abs(b))
    return float(np.max(np.abs(a - b) / sizes))


def complex_step_gradient(f: Function, theta: npt.ArrayLike, h: float = 1e-20) -> Floats:
    """Compute a gradient with steps along the imaginary axis.

    Parameters
    ----------
    f : callable
        Takes a complex array of shape (p,) and returns a complex number, without abs, comparisons or casts to float.
    theta : array, shape (p,)
        Where to differentiate.
    h : float
        Length of the step, positive; it may be as small as 1e-100.

    Returns
    -------
    array, shape (p,)
        Entry i is the imaginary part of ``f(theta + i h e_i)``, divided by h.

    Notes
    -----
    ``f(t + ih) = f(t) + ih f'(t) - h**2 f''(t) / 2 - ...``. No two values of f are subtracted, so no digits cancel. See
    W. Squire and G. Trapp, *SIAM Review* 40 (1998), 110-112.

    Examples
    --------
    >>> complex_step_gradient(lambda theta: theta[0] ** 2 + 3.0 * theta[1], np.array([2.0, 1.0]))
    array([4., 3.])
    """
    point = np.array(theta, dtype=np.complex128)
    return np.array([np.imag(f(point + 1j * step)) / h for step in h * np.eye(len(point))], dtype=np.float64)


def fd_error_curve(f: Function, grad: Function, theta: npt.ArrayLike, hs: npt.ArrayLike) -> Curves:
    """Measure the error of three methods of differentiation, for each step size.

    Parameters
    ----------
    f, grad : callable
        The function and its exact gradient; both take an array of shape (p,).
    theta : array, shape (p,)
        Where to differentiate.
    hs : array, shape (m,)
        Step sizes, positive.

    Returns
    -------
    dict with "forward", "central", "complex" : arrays, shape (m,)
        For each step size, the largest absolute difference from ``grad(theta)``.

    Notes
    -----
    The error of forward differences is ``h / 2`` times a second derivative, so on log-log axes the curve has slope 1;
    that of central differences has slope 2. Below the best step size both errors grow, because the rounding error is
    divided by h. See N. Higham, *Accuracy and Stability of Numerical Algorithms* (2002), section 1.13.

    Examples
    --------
    >>> curves = fd_error_curve(lambda t: t[0] ** 2, lambda t: 2.0 * t, np.array([1.0]), np.array([0.5, 0.25]))
    >>> curves["forward"], curves["central"], curves["complex"]
    (array([0.5 , 0.25]), array([0., 0.]), array([0., 0.]))
    """
    point, steps = np.array(theta, dtype=np.float64), np.asarray(hs, dtype=np.float64)
    exact = np.asarray(grad(point), dtype=np.float64)
    methods = {"forward": _forward_gradient, "central": numerical_gradient, "complex": complex_step_gradient}
    errors = {
        name: np.array([float(np.max(np.abs(method(f, point, float(h)) - exact))) for h in steps])
        for name, method in methods.items()
    }
    return Curves(forward=errors["forward"], central=errors["central"], complex=errors["complex"])


def _forward_gradient(f: Function, point: Floats, h: float) -> Floats:
    value = f(point)
    return np.array([(f(point + step) - value) / h for step in h * np.eye(len(point))])
