"""Design matrices, targets and parameters as float64 arrays whose shapes fit together."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


def as_float_arrays(A: Array, y: Array, theta: Array | None = None) -> tuple[Floats, Floats, Floats]:
    """Convert a design matrix, targets and parameters to float64 and check their shapes.

    Parameters
    ----------
    A : array, shape (n, p)
        Design matrix.
    y : array, shape (n,)
        Targets.
    theta : array, shape (p,), optional
        Parameters; zeros if there are none.

    Returns
    -------
    A, y, theta : arrays of float64, shapes (n, p), (n,) and (p,)
        `theta` is a copy.

    Raises
    ------
    ValueError
        If the shapes do not fit together: NumPy would turn targets of shape (n, 1) into (n, n) residuals.

    Examples
    --------
    >>> as_float_arrays(np.array([[1, 2]]), np.array([3]))[2]
    array([0., 0.])
    """
    A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)
    theta = np.zeros(A.shape[-1:]) if theta is None else np.array(theta, dtype=np.float64)
    if A.ndim != 2 or y.shape != A.shape[:1] or theta.shape != A.shape[1:]:
        raise ValueError(f"the shapes (n, p), (n,), (p,) are needed, not {A.shape}, {y.shape}, {theta.shape}")
    return A, y, theta
