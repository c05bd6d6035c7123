"""Arrays as functions get them from other code: read-only, or strided, with gaps between their entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Array = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]


def read_only(value: T) -> T:
    """Return a read-only copy of an array; of a tuple or a dataclass, one with read-only arrays."""

    def copy(array: Array) -> Array:
        duplicate = array.copy(order="K")
        duplicate.flags.writeable = False
        return duplicate

    copied: T = _with_arrays(value, copy)
    return copied


def strided(value: T) -> T:
    """Return a view of every second entry along every axis of a longer array; also for tuples and dataclasses."""

    def spread(array: Array) -> Array:
        for axis in range(array.ndim):
            array = np.repeat(array, 2, axis)
        return array[(slice(None, None, 2),) * array.ndim]

    view: T = _with_arrays(value, spread)
    return view


def _with_arrays(value: Any, change: Callable[[Array], Array]) -> Any:
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_with_arrays(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _with_arrays(getattr(value, part.name), change) for part in fields(value)})
    return value
