"""The same arrays as integers, as read-only arrays and as views with gaps between their entries."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

Arrays = tuple[np.ndarray, ...]


def array_layouts(*arrays: np.ndarray) -> Iterator[Arrays]:
    """Yield integer arrays unchanged, then as strided views, then read-only."""
    yield arrays
    yield tuple(np.repeat(array, 2, axis=0)[::2] for array in arrays)
    read_only = tuple(array.copy() for array in arrays)
    for array in read_only:
        array.flags.writeable = False
    yield read_only
