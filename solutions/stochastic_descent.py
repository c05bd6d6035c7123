"""Stochastic gradient descent with mini-batches, and gradient descent with momentum.

The loss is the mean of ``(A theta - y)**2`` over all rows; the gradient of a mini-batch is that of the mean over its
own rows. Every function computes in float64, takes arrays of any real type, does not change them, starts at zeros
unless a start is given, and raises ValueError where shapes do not fit together.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from solutions.design_matrix import Array, Floats, as_float_arrays

Index = npt.NDArray[np.intp]


def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> list[Index]:
    """Split all rows, in random order, into batches.

    Parameters
    ----------
    n : int
        Number of rows.
    batch_size : int
        Rows in a batch, at least 1; the last batch has the remaining rows.
    rng : numpy.random.Generator
        The source of all random numbers.

    Returns
    -------
    list of arrays of int
        Row numbers; each from 0 to n - 1 occurs exactly once.

    Notes
    -----
    Sampling without replacement uses each row once per epoch. See L. Bottou, *Curiously fast convergence of some
    stochastic gradient descent algorithms* (2009).

    Examples
    --------
    >>> [len(rows) for rows in minibatches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    order = rng.permutation(n)
    return [order[start : start + batch_size] for start in range(0, n, batch_size)]


def sgd_epoch(A: Array, y: Array, theta: Array, lr: float, batch_size: int, rng: np.random.Generator) -> Floats:
    """Go through all rows once, with one step for each mini-batch.

    Parameters
    ----------
    A, y, theta : arrays, shapes (n, p), (n,) and (p,)
        Design matrix, targets, and where to start.
    lr : float
        Learning rate.
    batch_size : int
        Rows in a batch.
    rng : numpy.random.Generator
        Decides the order of the rows.

    Returns
    -------
    array, shape (p,)
        The parameters after the last step.

    Notes
    -----
    See L. Bottou, F. Curtis, J. Nocedal, *Optimization Methods for Large-Scale Machine Learning*, SIAM Review 60
    (2018), section 3.

    Examples
    --------
    >>> A, y = np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([3.0, 3.0])
    >>> sgd_epoch(A, y, np.zeros(2), 0.05, 1, np.random.default_rng(0)).round(6).tolist()
    [0.45, 0.9]
    """
    A, y, theta = as_float_arrays(A, y, theta)
    for rows in minibatches(len(y), batch_size, rng):
        theta = theta - lr * _gradient(A[rows], y[rows], theta)
    return theta


def fit_sgd(
    A: Array, y: Array, lr: float, epochs: int, batch_size: int, rng: np.random.Generator, decay: float = 0.0
) -> tuple[Floats, Floats]:
    """Run several epochs of stochastic gradient descent from zeros, with a learning rate that may decay.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets.
    lr : float
        Learning rate of the first epoch.
    epochs : int
        Number of times to go through all rows, 0 or more.
    batch_size : int
        Rows in a batch.
    rng : numpy.random.Generator
        Decides the order of the rows, a new one in each epoch.
    decay : float
        In epoch t, counted from 0, the learning rate is ``lr / (1 + decay * t)``.

    Returns
    -------
    thetas : array, shape (epochs + 1, p)
        Row t is the state after t epochs.
    losses : array, shape (epochs + 1,)
        The loss over all rows at each of these states.

    Notes
    -----
    With a constant learning rate the loss ends in a band above its minimum; with one that decays like 1/t it goes on
    decreasing. See H. Robbins and S. Monro, *A Stochastic Approximation Method*, Annals of Mathematical Statistics 22
    (1951).

    Examples
    --------
    >>> A, y = np.array([[1.0, 2.0], [1.0, 2.0]]), np.array([3.0, 3.0])
    >>> fit_sgd(A, y, 0.05, 2, 2, np.random.default_rng(0), decay=1.0)[1].round(6).tolist()
    [9.0, 2.25, 1.265625]
    """
    A, y, theta = as_float_arrays(A, y)
    thetas = np.empty((epochs + 1, len(theta)))
    thetas[0] = theta
    for t in range(epochs):
        thetas[t + 1] = sgd_epoch(A, y, thetas[t], lr / (1.0 + decay * t), batch_size, rng)
    return thetas, _losses(A, y, thetas)


def fit_momentum(A: Array, y: Array, lr: float, beta: float, n_steps: int) -> tuple[Floats, Floats]:
    """Run gradient descent with momentum from zeros, with all rows in each step.

    Parameters
    ----------
    A, y : arrays, shapes (n, p) and (n,)
        Design matrix and targets.
    lr : float
        Learning rate.
    beta : float
        Share of the velocity that is kept, from 0 (plain gradient descent) to below 1.
    n_steps : int
        Number of steps, 0 or more.

    Returns
    -------
    thetas : array, shape (n_steps + 1, p)
        Row t is the state after t steps.
    losses : array, shape (n_steps + 1,)
        The loss at each of these states.

    Notes
    -----
    ``v = beta v + g; theta = theta - lr v``, with ``v = 0`` before the first step. See B. Polyak, *Some methods of
    speeding up the convergence of iteration methods*, USSR Computational Mathematics 4 (1964).

    Examples
    --------
    >>> fit_momentum(np.array([[1.0, 2.0]]), np.array([3.0]), 0.05, 0.5, 2)[0].round(6).tolist()
    [[0.0, 0.0], [0.3, 0.6], [0.6, 1.2]]
    """
    A, y, theta = as_float_arrays(A, y)
    thetas, velocity = np.empty((n_steps + 1, len(theta))), np.zeros(len(theta))
    thetas[0] = theta
    for t in range(n_steps):
        velocity = beta * velocity + _gradient(A, y, thetas[t])
        thetas[t + 1] = thetas[t] - lr * velocity
    return thetas, _losses(A, y, thetas)


def heavy_ball_params(A: Array) -> tuple[float, float]:
    """Compute the learning rate and the momentum with which gradient descent converges fastest.

    Parameters
    ----------
    A : array, shape (n, p)
        Design matrix with independent columns.

    Returns
    -------
    lr, beta : float
        ``4 / (sqrt(lambda_max) + sqrt(lambda_min))**2`` and ``((sqrt(kappa) - 1) / (sqrt(kappa) + 1))**2``.

    Notes
    -----
    lambda_max and lambda_min are the largest and the smallest eigenvalue of the Hessian ``(2/n) A^T A``, kappa is their
    ratio. In the long run every step multiplies the distance to the minimum by ``sqrt(beta)``. See B. Polyak (1964), as
    for `fit_momentum`.

    Examples
    --------
    >>> heavy_ball_params(np.array([[1.0, -3.0], [1.0, 3.0]]))
    (0.125, 0.25)
    """
    A = np.asarray(A, dtype=np.float64)
    # The singular values of A are more exact than the eigenvalues of A^T A.
    widths = np.linalg.svd(A, compute_uv=False) * np.sqrt(2.0 / len(A))
    steep, flat = float(widths[0]), float(widths[-1])
    return 4.0 / (steep + flat) ** 2, ((steep - flat) / (steep + flat)) ** 2


def _gradient(A: Floats, y: Floats, theta: Floats) -> Floats:
    return np.asarray(2.0 / len(y) * (A.T @ (A @ theta - y)))


def _losses(A: Floats, y: Floats, thetas: Floats) -> Floats:
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray(np.mean((thetas @ A.T - y) ** 2, axis=1))
