"""Linear regression with many features: one matrix, its gradient twice over, descent, two direct ways, a fair test.

``X``, shape (n, d), holds the features; the design matrix ``A = [1, X]``, shape (n, p) with p = d + 1, has its column
of ones first; ``theta``, shape (p,), holds the intercept and then the weights; the targets ``y`` have the shape (n,).
The loss is the mean of ``(A @ theta - y)**2``. Every function works in float64, takes arrays of any real type, leaves
them alone, and raises ValueError where shapes do not fit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def add_intercept(X: Array) -> Floats:
    """Put a column of ones before the features: with it the intercept is a weight like the others.

    See C. Bishop, *Pattern Recognition and Machine Learning* (2006), section 3.1.

    Returns
    -------
    array, shape (n, d + 1)
        The design matrix, in memory of its own.

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

    Half of it, or the sum, has its minimum in the same place and other gradients, so other learning rates fit. See
    I. Goodfellow, Y. Bengio, A. Courville, *Deep Learning* (2016), section 5.1.4.

    Examples
    --------
    >>> mse_theta(np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([2.0, 4.0]), np.array([1.0, 0.0]))
    5.0
    """
    return float(np.mean(_residual(A, y, theta) ** 2))


def grad_elementwise(A: Array, y: Array, theta: Array) -> Floats:
    """Compute the gradient of the loss, one partial derivative at a time.

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
    """Compute the gradient of the loss by one product of a matrix and a vector.

    Row j of ``A^T`` is column j of A, so ``(2/n) A^T r`` holds all the means at once. See K. Petersen and M. Pedersen,
    *The Matrix Cookbook* (2012), section 2.4.

    Returns
    -------
    array, shape (p,)
        All partial derivatives, in the order of theta.

    Examples
    --------
    >>> A = np.array([[1.0, 1.0, 2.0], [1.0, 3.0, 0.0]])
    >>> grad_theta(A, np.array([2.0, 4.0]), np.zeros(3)).tolist()
    [-6.0, -14.0, -4.0]
    """
    A = np.asarray(A, dtype=np.float64)
    return 2.0 / A.shape[0] * (A.T @ _residual(A, y, theta))


def fit_gd(A: Array, y: Array, lr: float, n_steps: int, theta0: Array | None = None) -> tuple[Floats, Floats]:
    """Run gradient descent from theta0, or from zeros, and keep every state.

    Every state is known beforehand: ``theta_t = theta* + (I - lr H)^t (theta_0 - theta*)`` with ``H = (2/n) A^T A``.
    See S. Boyd and L. Vandenberghe, *Convex Optimization* (2004), section 9.3.

    Parameters
    ----------
    lr : float
        Learning rate; the loss never rises while ``lr < 2 / lambda_max`` of H.
    n_steps : int
        Number of steps, 0 or more.

    Returns
    -------
    thetas : array, shape (n_steps + 1, p)
        Row t is theta after t steps; row 0 is the start.
    losses : array, shape (n_steps + 1,)
        ``losses[t]`` is the loss at ``thetas[t]``.

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
    """Compute the best parameters by solving ``A^T A theta = A^T y``; the columns of A must be independent.

    The condition number of ``A^T A`` is the square of A's: half of the digits may be gone before the solving begins.
    See G. Golub and C. Van Loan, *Matrix Computations* (2013), section 5.3.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the columns of A are dependent and rounding does not hide it.

    Examples
    --------
    >>> A = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    >>> normal_equation(A, np.array([1.0, 0.0, 2.0])).round(12).tolist()
    [0.5, 0.5]
    """
    A, y = _fitting(A, y)
    return np.asarray(np.linalg.solve(A.T @ A, A.T @ y))


def lstsq_fit(A: Array, y: Array) -> Floats:
    """Compute the best parameters from the singular values of A itself, so that no digits are squared away.

    See G. Golub and C. Van Loan, *Matrix Computations* (2013), section 5.5.

    Returns
    -------
    array, shape (p,)
        Of all parameters with the smallest loss (there are many where columns depend on each other), the shortest.

    Examples
    --------
    >>> A = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 2.0], [1.0, 4.0, 4.0]])
    >>> lstsq_fit(A, np.array([3.0, 5.0, 9.0])).round(12).tolist()
    [1.0, 1.0, 1.0]
    """
    A, y = _fitting(A, y)
    return np.asarray(np.linalg.lstsq(A, y, rcond=None)[0])


def train_test_split(
    X: Array, y: Array, test_fraction: float, rng: np.random.Generator
) -> tuple[Array, Array, Array, Array]:
    """Deal the rows at random into a part to learn from and a part to be tested on.

    See T. Hastie, R. Tibshirani, J. Friedman, *The Elements of Statistical Learning* (2009), section 7.2.

    Parameters
    ----------
    test_fraction : float
        Share of the rows to be tested on, between 0 and 1; ``round(n * test_fraction)`` rows are.
    rng : numpy.random.Generator
        Decides which rows.

    Returns
    -------
    X_train, X_test, y_train, y_test : arrays
        Every row is in exactly one part, and each target stays with its features.

    Examples
    --------
    >>> parts = train_test_split(np.arange(16.0).reshape(8, 2), np.arange(8.0), 0.25, np.random.default_rng(0))
    >>> [part.shape for part in parts]
    [(6, 2), (2, 2), (6,), (2,)]
    """
    X, y = np.asarray(X), np.asarray(y)
    if X.shape[:1] != y.shape:
        raise ValueError(f"X and y need the same number of rows, not {X.shape} and {y.shape}")
    test, train = np.split(rng.permutation(len(y)), [round(len(y) * test_fraction)])
    return X[train], X[test], y[train], y[test]


def r2(y_true: Array, y_pred: Array) -> float:
    """Compute the share of the variance of y_true, which must not be constant, that y_pred explains.

    It is 1 for perfect predictions, 0 for predicting the mean, below 0 for anything worse. See N. Draper and H. Smith,
    *Applied Regression Analysis* (1998), section 1.3.

    Examples
    --------
    >>> r2(np.array([0.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0]))
    0.75
    """
    y_true, y_pred = np.asarray(y_true, dtype=np.float64), np.asarray(y_pred, dtype=np.float64)
    if y_true.ndim != 1 or y_true.shape != y_pred.shape:
        raise ValueError(f"targets and predictions need the same shape (n,), not {y_true.shape} and {y_pred.shape}")
    spread = float(np.sum((y_true - y_true.mean()) ** 2))
    if spread == 0.0:
        raise ValueError("all targets are equal: there is no variance to explain")
    return 1.0 - float(np.sum((y_true - y_pred) ** 2)) / spread


def _fitting(A: Array, y: Array) -> tuple[Floats, Floats]:
    """Both as float64: targets of shape (n, 1) would silently turn n residuals into n times n."""
    A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if A.ndim != 2 or y.shape != A.shape[:1]:
        raise ValueError(f"A needs the shape (n, p) and y the shape (n,), not {A.shape} and {y.shape}")
    return A, y


def _residual(A: Array, y: Array, theta: Array) -> Floats:
    A, y = _fitting(A, y)
    theta = np.asarray(theta, dtype=np.float64)
    if theta.shape != A.shape[1:]:
        raise ValueError(f"theta needs the shape {A.shape[1:]}, not {theta.shape}")
    return A @ theta - y
