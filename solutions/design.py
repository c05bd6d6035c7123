"""Design matrices and what goes with them, as float64 and of shapes that fit together."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


def fitting(A: Array, y: Array, theta: Array | None = None) -> tuple[Floats, Floats, Floats]:
    """Give A, y and theta (zeros where there is none) as float64, of shapes (n, p), (n,) and (p,).

    ValueError where they do not fit together: a column of targets (n, 1) would silently become (n, n).
    """
    A, y = np.asarray(A, dtype=np.float64), np.asarray(y, dtype=np.float64)
    theta = np.zeros(A.shape[-1:]) if theta is None else np.array(theta, dtype=np.float64)
    if A.ndim != 2 or y.shape != A.shape[:1] or theta.shape != A.shape[1:]:
        raise ValueError(f"the shapes (n, p), (n,), (p,) are needed, not {A.shape}, {y.shape}, {theta.shape}")
    return A, y, theta
