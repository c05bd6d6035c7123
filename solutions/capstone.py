"""An experiment from raw rows to a report: scaling, a computed rate, descent to a small gradient, a chosen penalty.

The objective is the mean of ``(A theta - y)**2`` plus ``lam`` times the sum of the squared weights; the intercept comes
first in ``theta`` and is not penalised.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]

__all__ = ["choose_rate", "fit_model", "lambda_curve", "own_data", "own_experiment", "prepare_rows", "refute_claim"]

TOLERANCE = 1e-8


def own_data() -> tuple[Floats, Floats]:
    """Return features and targets of 90 generated rows.

    Examples
    --------
    >>> [part.shape for part in own_data()]
    [(90, 4), (90,)]
    """
    rows = np.random.default_rng(2027).normal(size=(90, 5))
    return rows[:, :4], rows @ np.arange(1.0, 6.0)


def prepare_rows(X_train: Array, X_other: Array) -> tuple[Floats, Floats]:
    """Scale by the statistics of the training rows, and put a column of ones first.

    Parameters
    ----------
    X_train, X_other : arrays, shapes (n, d) and (m, d)
        The rows that a model is fitted to, and others.

    Returns
    -------
    two arrays, shapes (n, d + 1) and (m, d + 1)
        A column that is constant in the training rows is centred and not divided.

    Examples
    --------
    >>> A, B = prepare_rows(np.array([[1.0], [3.0]]), np.array([[4.0]]))
    >>> A.tolist(), B.tolist()
    ([[1.0, -1.0], [1.0, 1.0]], [[1.0, 2.0]])
    """
    mean, spread = X_train.mean(axis=0), X_train.std(axis=0)
    spread = np.where(spread > 0.0, spread, 1.0)
    scaled = [(rows - mean) / spread for rows in (X_train, X_other)]
    A_train, A_other = (np.column_stack([np.ones(len(rows)), rows]) for rows in scaled)
    return A_train, A_other


def choose_rate(A: Array, lam: float) -> tuple[float, float]:
    """Compute the best constant learning rate and the condition number of the penalised objective.

    Notes
    -----
    With the smallest and largest curvature m and M the rate is ``2 / (m + M)`` and the condition number ``M / m``. See
    B. Polyak, *Introduction to Optimization* (1987), section 1.4.

    Examples
    --------
    >>> choose_rate(np.array([[1.0, -2.0], [1.0, 2.0]]), 1.0)
    (0.16666666666666666, 5.0)
    """
    hessian = 2.0 / len(A) * (A.T @ A) + 2.0 * lam * np.diag(np.arange(A.shape[1]) > 0)
    curvatures = np.linalg.eigvalsh(hessian)
    return float(2.0 / (curvatures[0] + curvatures[-1])), float(curvatures[-1] / curvatures[0])


def fit_model(A: Array, y: Array, lam: float, rate: float, tol: float, max_steps: int) -> tuple[Floats, Floats]:
    """Descend from zeros until the gradient's norm is at most ``tol`` times the first one.

    Returns
    -------
    theta : array, shape (p,)
    norms : array, shape (steps + 1,)
        The norm of the gradient at every state, the start and theta included.

    Examples
    --------
    >>> fit_model(np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0]), 1.0, 0.25, 0.3, 9)[1].round(3).tolist()
    [5.657, 2.0, 1.0]
    """
    theta, norms = np.zeros(A.shape[1]), []
    while True:
        gradient = 2.0 / len(y) * (A.T @ (A @ theta - y))
        gradient[1:] += 2.0 * lam * theta[1:]
        norms.append(float(np.linalg.norm(gradient)))
        if norms[-1] <= tol * norms[0] or len(norms) > max_steps:
            return theta, np.array(norms)
        theta = theta - rate * gradient


def lambda_curve(A_train: Array, y_train: Array, A_val: Array, y_val: Array, lams: Array) -> dict[str, Any]:
    """Fit once for every strength of the penalty, and choose the one with the smallest error on validation rows.

    Returns
    -------
    dict
        ``training`` and ``validation``, the mean squared errors in the order of ``lams``, without the penalty; and
        ``lam``, the first strength with the smallest validation error.
    """
    errors = []
    for lam in lams:
        theta, _ = fit_model(A_train, y_train, lam, choose_rate(A_train, lam)[0], TOLERANCE, 10_000)
        errors.append([np.mean((A @ theta - y) ** 2) for A, y in ((A_train, y_train), (A_val, y_val))])
    training, validation = np.array(errors).T
    return {"training": training, "validation": validation, "lam": float(lams[np.argmin(validation)])}


def own_experiment(X: Array, y: Array, lams: Array, seed: int) -> dict[str, Any]:
    """Split, scale, choose the penalty, fit, and report.

    Returns
    -------
    dict
        The rows of each part, ``lam``, ``rate``, ``condition``, ``norms``, ``intercept`` and ``weights`` in the units
        of X, R² on training and test rows, and their ``gap``.
    """
    part, rows = len(y) // 5, np.random.default_rng(seed).permutation(len(y))
    test, validation, train = rows[:part], rows[part : 2 * part], rows[2 * part :]
    A_train, A_val = prepare_rows(X[train], X[validation])
    lam = lambda_curve(A_train, y[train], A_val, y[validation], lams)["lam"]
    rate, condition = choose_rate(A_train, lam)
    theta, norms = fit_model(A_train, y[train], lam, rate, TOLERANCE, 10_000)
    # The prediction at the origin and at unit vectors gives the parameters in the units of X.
    _, probes = prepare_rows(X[train], np.vstack([np.zeros(X.shape[1]), np.eye(X.shape[1])]))
    intercept, *ends = probes @ theta
    weights = np.array(ends) - intercept
    scores = [_r2(y[some], intercept + X[some] @ weights) for some in (train, test)]
    return {
        "train": train,
        "validation": validation,
        "test": test,
        "lam": lam,
        "rate": rate,
        "condition": condition,
        "norms": norms,
        "intercept": float(intercept),
        "weights": weights,
        "training_r2": scores[0],
        "test_r2": scores[1],
        "gap": scores[0] - scores[1],
    }


def refute_claim(X: Array, y: Array) -> dict[str, Any]:
    """Refute the claim that the largest weight belongs to the most important feature, whatever its unit.

    Returns
    -------
    dict
        ``claim``, and the ``factors`` by which the columns of X are multiplied: the feature with the largest weight in
        size is counted in so much smaller a unit that the second largest is twice as large.

    Examples
    --------
    >>> X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    >>> refute_claim(X, X @ [3.0, -6.0])["factors"].round(3).tolist()
    [1.0, 4.0]
    """
    A, _ = prepare_rows(X, X)
    sizes = np.abs(np.linalg.lstsq(A, y, rcond=None)[0][1:] / X.std(axis=0))
    second, largest = np.argsort(sizes)[-2:]
    factors = np.ones(len(sizes))
    factors[largest] = 2.0 * sizes[largest] / sizes[second]
    return {"claim": "largest-weight", "factors": factors}


def _r2(y: Array, predictions: Array) -> float:
    return float(1.0 - np.sum((y - predictions) ** 2) / np.sum((y - y.mean()) ** 2))
