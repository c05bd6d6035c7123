"""Linear regression with many features: the gradient in two ways, gradient descent, and two direct solutions.

``X``, shape (n, d), holds the features. The design matrix ``A = [1, X]``, shape (n, p) with p = d + 1, has a column of
ones first; ``theta``, shape (p,), holds the intercept and then the weights; the targets ``y`` have the shape (n,). The
loss is the mean of ``(A @ theta - y)**2``, in squared units of y. Every function computes in float64, takes arrays of
any real type, does not change them, and raises ValueError where shapes do not fit together.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from solutions.evaluation import r2, train_test_split

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

__all__ = [
    "add_intercept",
    "fit_gd",
    "grad_elementwise",
    "grad_theta",
    "lstsq_fit",
    "mse_theta",
    "normal_equation",
    "r2",
    "train_test_split",
]


def add_intercept(X: Array) -> Floats:
    """Put a column of ones before the features, so that the intercept is a weight like the others.

    Parameters
    ----------
    X : array, shape (n, d)
        Features.

    Returns
    -------
    array, shape (n, d + 1)
        The design matrix, a new array.

    Notes
    -----
    See C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 3.1.

    Examples
    --------
    >>> add_intercept(np.array([[2.0, 3.0], [4.0, 5.0]])).tolist()
    [[1.0, 2.0, 3.0], [1.0, 4.0, 5.0]]
    """
    X = np.asarray(X, dtype=np.float64)
    if X.ndim != 2:
        raise ValueError(f"X needs the shape (n, d), not {X.shape}")
    return np.column_stack([np.ones(X.shape[0]), X])


def mse_theta(A: Array, y: Array, theta: Array) -> float:
    """Compute the mean squared error of the parameters, in squared units of y.

    Parameters
    ----------
    A, y, theta : arrays, shapes (n, p), (n,) and (p,)
        Design matrix, targets and parameters.

    Notes
    -----
    Half of it, or the sum in place of the mean, has the same minimum but other gradients, and therefore needs other
    learning rates. See I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), section 5.1.4.

    Examples
    --------
    >>> mse_theta(np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([2.0, 4.0]), np.array([1.0, 0.0]))
    5.0
    """
    return float(np.mean(_residual(A, y, theta) ** 2))


def grad_elementwise(A: Array, y: Array, theta: Array) -> Floats:
    """Compute the gradient of the loss, one partial derivative at a time.

    Parameters
    ----------
    A, y, theta : arrays, shapes (n, p), (n,) and (p,)
        Design matrix, targets and parameters.

    Returns
    -------
    array, shape (p,)
        Entry j is ``dL/dtheta_j = 2 mean(r * A[:, j])`` with ``r = A @ theta - y``, by the chain rule.

    Examples
    --------
    >>> A = np.array([[1.0, 1.0, 2.0], [1.0, 3.0, 0.0]])
    >>> grad_elementwise(A, np.array([2.0, 4.0]), np.zeros(3)).tolist()
    [-6.0, -14.0, -4.0]
    """
    residual = _residual(A, y, theta)
    return np.array([2.0 * np.mean(residual * column) for column in np.asarray(A, dtype=np.float64).T])


def grad_theta(A: Array, y: Array, theta: Array) -> Floats:
    """Compute the gradient of the loss with one product of a matrix and a vector.

    Parameters
    ----------
    A, y, theta : arrays, shapes (n, p), (n,) and (p,)
        Design matrix, targets and parameters.

    Returns
    -------
    array, shape (p,)
        All partial derivatives, in the order of theta: ``(2/n) A^T r`` with ``r = A @ theta - y``.

    Notes
    -----
    Row j of ``A^T`` is column j of A, so the product holds all the means at once. See K. Petersen and M. Pedersen,
    *The Matrix Cookbook* (2012), section 2.4.

    Examples
    --------
    >>> A = np.array([[1.0, 1.0, 2.0], [1.0, 3.0, 0.0]])
    >>> grad_theta(A, np.array([2.0, 4.0]), np.zeros(3)).tolist()
    [-6.0, -14.0, -4.0]
    """
    A = np.asarray(A, dtype=np.float64)
    return 2.0 / A.shape[0] * (A.T @ _residual(A, y, theta))


def fit_gd(A: Array, y: Array, lr: float, n_steps: int, theta0: Array | None = None) -> tuple[Floats, Floats]:
    """Run gradient descent and keep every state.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets.
    lr : float
        Learning rate; the loss never increases while ``lr < 2 / lambda_max`` of the Hessian.
    n_steps : int
        Number of steps, 0 or more.
    theta0 : array, shape (p,), optional
        Where to start; zeros by default.

    Returns
    -------
    thetas : array, shape (n_steps + 1, p)
        Row t is theta after t steps; row 0 is the start.
    losses : array, shape (n_steps + 1,)
        ``losses[t]`` is the loss at ``thetas[t]``.

    Notes
    -----
    Every state has a formula: ``theta_t = theta* + (I - lr H)^t (theta_0 - theta*)`` with ``H = (2/n) A^T A``. See
    S. Boyd and L. Vandenberghe, *Convex Optimization* (2004), section 9.3.

    Examples
    --------
    >>> thetas, losses = fit_gd(np.array([[1.0, 2.0]]), np.array([3.0]), lr=0.05, n_steps=2)
    >>> thetas.round(4).tolist(), losses.round(4).tolist()
    ([[0.0, 0.0], [0.3, 0.6], [0.45, 0.9]], [9.0, 2.25, 0.5625])
    """
    A = np.asarray(A, dtype=np.float64)
    thetas = np.empty((n_steps + 1, A.shape[1]))
    thetas[0] = 0.0 if theta0 is None else theta0
    for t in range(n_steps):
        thetas[t + 1] = thetas[t] - lr * grad_theta(A, y, thetas[t])
    return thetas, np.array([mse_theta(A, y, theta) for theta in thetas])


def normal_equation(A: Array, y: Array) -> Floats:
    """Compute the parameters with the smallest loss by solving ``A^T A theta = A^T y``.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the columns of A are linearly dependent and rounding does not hide it.

    Notes
    -----
    The condition number of ``A^T A`` is the square of that of A, so half of the digits may be lost before the system
    is solved. See G. Golub and C. Van Loan, *Matrix Computations* (2013), section 5.3.

    Examples
    --------
    >>> A = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    >>> normal_equation(A, np.array([1.0, 0.0, 2.0])).round(12).tolist()
    [0.5, 0.5]
    """
    A, y = _as_float_arrays(A, y)
    return np.asarray(np.linalg.solve(A.T @ A, A.T @ y))


def lstsq_fit(A: Array, y: Array) -> Floats:
    """Compute the parameters with the smallest loss from the singular values of A.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets.

    Returns
    -------
    array, shape (p,)
        The parameters with the smallest loss; where the columns of A are linearly dependent, the shortest of them.

    Notes
    -----
    ``A^T A`` is not formed, so its condition number is not squared. See G. Golub and C. Van Loan, *Matrix
    Computations* (2013), section 5.5.

    Examples
    --------
    >>> A = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 2.0], [1.0, 4.0, 4.0]])
    >>> lstsq_fit(A, np.array([3.0, 5.0, 9.0])).round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    A, y = _as_float_arrays(A, y)
    return np.asarray(np.linalg.lstsq(A, y, rcond=None)[0])


def _as_float_arrays(A: Array, y: Array) -> tuple[Floats, Floats]:
    """Convert both to float64; ValueError for targets of shape (n, 1), which would give (n, n) residuals."""
    A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if A.ndim != 2 or y.shape != A.shape[:1]:
        raise ValueError(f"A needs the shape (n, p) and y the shape (n,), not {A.shape} and {y.shape}")
    return A, y


def _residual(A: Array, y: Array, theta: Array) -> Floats:
    A, y = _as_float_arrays(A, y)
    theta = np.asarray(theta, dtype=np.float64)
    if theta.shape != A.shape[1:]:
        raise ValueError(f"theta needs the shape {A.shape[1:]}, not {theta.shape}")
    return A @ theta - y
