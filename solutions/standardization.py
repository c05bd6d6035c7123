"""Features in standard units, and parameters translated back into the units of the data."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


class Standardizer:
    """Scales every feature to mean 0 and standard deviation 1 (ddof 0), with the numbers of the rows it was fitted on.

    Notes
    -----
    A column that does not change is only shifted: its standard deviation counts as 1. See T. Hastie, R. Tibshirani,
    J. Friedman, *The Elements of Statistical Learning* (2009), section 3.4.1.

    Examples
    --------
    >>> scaler = Standardizer().fit(np.array([[1.0, 7.0], [3.0, 7.0]]))
    >>> scaler.transform(np.array([[5.0, 7.0]])).tolist()
    [[3.0, 0.0]]
    """

    def fit(self, X: Array) -> Standardizer:
        """Compute mean and standard deviation of each column of X, shape (n, d), and return self.

        ValueError where X does not have two dimensions.
        """
        X = np.asarray(X, dtype=np.float64)
        if X.ndim != 2:
            raise ValueError(f"X needs the shape (n, d), not {X.shape}")
        self._mean, spread = X.mean(axis=0), X.std(axis=0)
        self._spread = np.where(spread > 0.0, spread, 1.0)
        return self

    def transform(self, X: Array) -> Floats:
        """Return rows, shape (m, d), in standard units; they need not be those of the fit."""
        return (np.asarray(X, dtype=np.float64) - self._mean) / self._spread

    def inverse_transform(self, Z: Array) -> Floats:
        """Return rows in standard units, shape (m, d), in the units of the data."""
        return np.asarray(Z, dtype=np.float64) * self._spread + self._mean


def unscale_params(
    w_s: Array, b_s: float, x_mean: Array, x_std: Array, y_mean: float, y_std: float
) -> tuple[Floats, float]:
    """Translate parameters that were fitted in standard units into the units of the data.

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

    Raises
    ------
    ValueError
        If the three arrays do not have the same shape (d,).

    Notes
    -----
    Put ``(x - x_mean) / x_std`` and ``(y - y_mean) / y_std`` into the model and collect the factor of each x:
    ``w = w_s * y_std / x_std`` and ``b = y_mean + y_std * b_s - w @ x_mean``.

    Examples
    --------
    >>> w, b = unscale_params(np.array([2.0]), 0.5, np.array([10.0]), np.array([4.0]), 100.0, 8.0)
    >>> w.tolist(), b
    ([4.0], 64.0)
    """
    w_s, x_mean, x_std = (np.asarray(array, dtype=np.float64) for array in (w_s, x_mean, x_std))
    if w_s.ndim != 1 or not w_s.shape == x_mean.shape == x_std.shape:
        raise ValueError(f"w_s, x_mean, x_std need the same shape (d,), not {w_s.shape}, {x_mean.shape}, {x_std.shape}")
    w = w_s * y_std / x_std
    return w, float(y_mean + y_std * b_s - w @ x_mean)
