"""Linear regression as a class that scales the features, runs gradient descent, and converts the result back."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
PENALTIES = (None, "l2", "l1")


class LinearRegressionGD:
    """A linear model fitted by gradient descent, with or without a penalty.

    Parameters
    ----------
    lr : float
        Learning rate for the standardised features.
    n_steps : int
        Number of steps of gradient descent from zeros.
    penalty : None, "l2" or "l1"
        Adds nothing, ``lam * sum(w**2)`` or ``lam * sum(abs(w))`` to the mean squared error.
    lam : float
        Strength of the penalty, 0 or more.

    Attributes
    ----------
    coef_ : array, shape (d,)
        After `fit`: units of y per unit of each feature.
    intercept_ : float
        After `fit`: units of y.

    Raises
    ------
    ValueError
        If the penalty is something else.

    Notes
    -----
    Features are standardised (ddof 0), y is not. The penalty applies to the weights of the standardised features, not
    to the intercept. For "l1", each step is a gradient step on the error and then a soft threshold of ``lr * lam``
    (A. Beck and M. Teboulle, *A Fast Iterative Shrinkage-Thresholding Algorithm* (2009), section 1). With enough steps
    the models are those of scikit-learn's ``LinearRegression``, ``Ridge(alpha=n * lam)`` and ``Lasso(alpha=lam / 2)``
    on the standardised features.

    Examples
    --------
    >>> model = LinearRegressionGD(lr=0.1, n_steps=200)
    >>> model.fit(np.array([[1.0], [2.0], [4.0]]), np.array([3.0, 5.0, 9.0])).predict(np.array([[10.0]])).round(6)
    array([21.])
    """

    def __init__(self, lr: float, n_steps: int, penalty: str | None = None, lam: float = 0.0) -> None:
        if penalty not in PENALTIES:
            raise ValueError(f"penalty is None, 'l2' or 'l1', not {penalty!r}")
        self.lr, self.n_steps, self.penalty, self.lam = lr, n_steps, penalty, lam

    def fit(self, X: npt.NDArray[Any], y: npt.NDArray[Any]) -> LinearRegressionGD:
        """Fit the model to rows X, shape (n, d), and targets y, shape (n,), and return self.

        An earlier fit is replaced. The coefficient of a constant column is 0.
        """
        X, y = np.asarray(X, dtype=float), np.asarray(y, dtype=float)
        centre, spread = X.mean(axis=0), X.std(axis=0)
        spread = np.where(spread == 0.0, 1.0, spread)
        w, b = self._descend((X - centre) / spread, y)
        self.coef_ = w / spread
        self.intercept_ = float(b - self.coef_ @ centre)
        return self

    def predict(self, X: npt.NDArray[Any]) -> Floats:
        """Return predictions, shape (m,), for rows X, shape (m, d), in units of y; RuntimeError before `fit`."""
        if not hasattr(self, "coef_"):
            raise RuntimeError("this model has not learnt anything yet: call fit first")
        return np.asarray(X, dtype=float) @ self.coef_ + self.intercept_

    def score(self, X: npt.NDArray[Any], y: npt.NDArray[Any]) -> float:
        """Return the coefficient of determination R squared: 1 for perfect predictions, 0 for the mean of y."""
        y = np.asarray(y, dtype=float)
        return float(1.0 - np.sum((self.predict(X) - y) ** 2) / np.sum((y - y.mean()) ** 2))

    def _descend(self, Z: Floats, y: Floats) -> tuple[Floats, float]:
        """Run all steps from zeros on standardised features, shape (n, d); return weights and intercept."""
        w, b = np.zeros(Z.shape[1]), 0.0
        for _ in range(self.n_steps):
            residual = Z @ w + b - y
            slope = 2.0 / len(y) * Z.T @ residual
            if self.penalty == "l2":
                slope = slope + 2.0 * self.lam * w
            w, b = w - self.lr * slope, b - self.lr * 2.0 * float(residual.mean())
            if self.penalty == "l1":
                w = np.sign(w) * np.maximum(np.abs(w) - self.lr * self.lam, 0.0)
        return w, b
