"""Asking functions in this very process: for a student's own check, and for replaying known mistakes in the grader."""

from __future__ import annotations

import contextlib
import copy
import io
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lab.checking.calls import OpaqueValue, Reply, Target, map_leaves


def copy_value(value: Any) -> Any:
    """A copy no reader can tell from it: read-only and strided stay so, and a generator draws what it would draw."""
    if isinstance(value, np.ndarray):
        if value.ndim and not value.flags.c_contiguous:
            room = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
            twin = room[..., ::2]
            twin[...] = value
        else:
            twin = value.copy()
        twin.flags.writeable = value.flags.writeable
        return twin
    if isinstance(value, (list, tuple)):
        return type(value)(copy_value(item) for item in value)
    if isinstance(value, dict):
        return {key: copy_value(item) for key, item in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return value


def to_plain_data(value: Any) -> tuple[bool, Any]:
    """Whether a value is data, and that data with NumPy scalars as Python ones."""
    if isinstance(value, np.generic):
        return True, value.item()
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        return True, value
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc", np.array(value)
    if isinstance(value, (list, tuple)):
        items = [to_plain_data(item) for item in value]
        base = tuple if isinstance(value, tuple) else list
        return all(data for data, _ in items), base(item for _, item in items)
    if isinstance(value, dict):
        pairs = {key: to_plain_data(item) for key, item in value.items()}
        return all(isinstance(k, str) and data for k, (data, _) in pairs.items()), {
            k: item for k, (_, item) in pairs.items()
        }
    array = _from_torch(value)
    return array is not None, value if array is None else array


def _from_torch(value: Any) -> np.ndarray[Any, Any] | None:
    """A tensor's numbers, as they cross to the grader; torch is known by name, because most units never load it."""
    if type(value).__module__.partition(".")[0] != "torch" or not hasattr(value, "detach"):
        return None
    try:
        return np.array(value.detach().cpu().resolve_conj().resolve_neg().numpy())
    except (RuntimeError, TypeError):  # a sparse or quantised tensor, or one on no device, is no plain array
        return None


def _data_or_opaque(value: Any) -> Any:
    is_data, data = to_plain_data(value)
    return data if is_data else OpaqueValue(type(value).__name__)


class LocalCaller:
    """Calls the functions of a namespace, here and now."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call on fresh copies; printing is swallowed, warnings are kept."""
        if target.owner is None and target.name not in self._names:
            return Reply("missing")
        given = tuple(copy_value(argument) for argument in args)
        named = {key: copy_value(argument) for key, argument in kwargs.items()}
        return self._watch(lambda: self._find(target)(*given, **named), (*given, *named.values()))

    def fetch(self, target: Target) -> Reply:
        """Read a name or an attribute."""
        if target.owner is None and target.name not in self._names:
            return Reply("missing")
        return self._watch(lambda: self._find(target), ())

    def _find(self, target: Target) -> Any:
        """An attribute that is not there raises, as it would in the student's own hands."""
        return self._names[target.name] if target.owner is None else getattr(target.owner, target.name)

    def _watch(self, act: Callable[[], Any], given: tuple[Any, ...]) -> Reply:
        with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("always")
            try:
                value = act()
            except Exception as error:  # noqa: BLE001 - whatever a student's function raises is an answer
                return Reply("raised", error=type(error).__name__, message=str(error)[:300])
        said = tuple(f"{w.category.__name__}: {w.message}"[:300] for w in caught)
        after = tuple(to_plain_data(argument)[1] for argument in given)
        is_data, data = to_plain_data(value)
        if not is_data and isinstance(value, (list, tuple, dict)) and value:
            return Reply("returned", value=map_leaves(value, _data_or_opaque), arguments=after, warnings=said)
        if not is_data:
            return Reply("returned", handle=value, arguments=after, warnings=said)
        return Reply("returned", value=data, arguments=after, warnings=said)
