"""Arrays as functions meet them outside of a notebook: locked against writing, or with gaps between their entries."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")
Array = npt.NDArray[Any]


def locked(value: T) -> T:
    """A copy nobody can write to; of a tuple or a dataclass, one in which every array is."""

    def lock(array: Array) -> Array:
        twin = array.copy(order="K")
        twin.flags.writeable = False
        return twin

    return _with_arrays(value, lock)


def gapped(value: T) -> T:
    """A view with gaps along every axis; of a tuple or a dataclass, one in which every array is."""

    def spread(array: Array) -> Array:
        for axis in range(array.ndim):
            array = np.repeat(array, 2, axis)
        return array[(slice(None, None, 2),) * array.ndim]

    return _with_arrays(value, spread)


def _with_arrays(value: Any, change: Callable[[Array], Array]) -> Any:
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_with_arrays(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{part.name: _with_arrays(getattr(value, part.name), change) for part in fields(value)})
    return value
