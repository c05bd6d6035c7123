"""Arrays of the course's data: float64 and read-only, so that no cell changes what another one reads."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]


def read_only(values: npt.NDArray[Any]) -> npt.NDArray[np.float64]:
    """Return a read-only copy."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array
