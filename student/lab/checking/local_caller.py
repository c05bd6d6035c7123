"""Calls functions in this process: a student's own for `lab.check`, known mistakes in the grader."""

from __future__ import annotations

import contextlib
import copy
import io
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lab.checking.calls import OpaqueValue, Reply, Target, map_leaves

MAX_MESSAGE_LENGTH = 300


def copy_value(value: Any) -> Any:
    """Copy an argument: a read-only or strided array stays so, a generator keeps its state."""
    if isinstance(value, np.ndarray):
        if value.ndim and not value.flags.c_contiguous:
            memory = np.zeros((*value.shape[:-1], 2 * value.shape[-1]), dtype=value.dtype)
            duplicate = memory[..., ::2]
            duplicate[...] = value
        else:
            duplicate = value.copy()
        duplicate.flags.writeable = value.flags.writeable
        return duplicate
    if isinstance(value, (list, tuple)):
        return type(value)(copy_value(item) for item in value)
    if isinstance(value, dict):
        return {key: copy_value(item) for key, item in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return value


def to_plain_data(value: Any) -> tuple[bool, Any]:
    """Return whether a value is data, and the value with NumPy scalars and tensors converted."""
    if isinstance(value, np.generic):
        return True, value.item()
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        return True, value
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc", np.array(value)
    if isinstance(value, (list, tuple)):
        items = [to_plain_data(item) for item in value]
        base = tuple if isinstance(value, tuple) else list
        return all(is_data for is_data, _ in items), base(item for _, item in items)
    if isinstance(value, dict):
        pairs = {key: to_plain_data(item) for key, item in value.items()}
        return all(isinstance(key, str) and is_data for key, (is_data, _) in pairs.items()), {
            key: item for key, (_, item) in pairs.items()
        }
    array = _from_torch(value)
    return array is not None, value if array is None else array


def _from_torch(value: Any) -> np.ndarray[Any, Any] | None:
    """Convert a tensor as the sandbox does. Torch is recognised by name, because most units never import it."""
    if type(value).__module__.partition(".")[0] != "torch" or not hasattr(value, "detach"):
        return None
    try:
        return np.array(value.detach().cpu().resolve_conj().resolve_neg().numpy())
    except (RuntimeError, TypeError):  # a sparse or quantised tensor, or one on no device, is no plain array
        return None


def _data_or_opaque(value: Any) -> Any:
    is_data, data = to_plain_data(value)
    if is_data:
        return data
    return OpaqueValue(f"ndarray of {value.dtype}" if isinstance(value, np.ndarray) else type(value).__name__)


class LocalCaller:
    """A `lab.checking.calls.Caller` for the functions of a namespace in this process."""

    records_all_warnings = True
    """Whether also those are recorded that the filters of this process ignore."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call the target with copies of the arguments; printed text is dropped, warnings are recorded."""
        if target.owner is None and target.name not in self._names:
            return Reply("missing")
        positional = tuple(copy_value(argument) for argument in args)
        keywords = {key: copy_value(argument) for key, argument in kwargs.items()}
        return self._reply(lambda: self._resolve(target)(*positional, **keywords), (*positional, *keywords.values()))

    def fetch(self, target: Target) -> Reply:
        """Read a name or an attribute."""
        if target.owner is None and target.name not in self._names:
            return Reply("missing")
        return self._reply(lambda: self._resolve(target), ())

    def _resolve(self, target: Target) -> Any:
        """Return the object that a target names; a missing attribute raises, as in the student's own code."""
        return self._names[target.name] if target.owner is None else getattr(target.owner, target.name)

    def _reply(self, action: Callable[[], Any], arguments: tuple[Any, ...]) -> Reply:
        with warnings.catch_warnings(record=True) as records, contextlib.redirect_stdout(io.StringIO()):
            if self.records_all_warnings:
                warnings.simplefilter("always")
            try:
                value = action()
            except Exception as error:  # noqa: BLE001 - a student's function may raise anything
                return Reply("raised", error=type(error).__name__, message=str(error)[:MAX_MESSAGE_LENGTH])
        texts = tuple(f"{record.category.__name__}: {record.message}"[:MAX_MESSAGE_LENGTH] for record in records)
        after = tuple(to_plain_data(argument)[1] for argument in arguments)
        is_data, data = to_plain_data(value)
        if not is_data and isinstance(value, (list, tuple, dict)) and value:
            return Reply("returned", value=map_leaves(value, _data_or_opaque), arguments=after, warnings=texts)
        if not is_data:
            return Reply("returned", _data_or_opaque(value), handle=value, arguments=after, warnings=texts)
        return Reply("returned", value=data, arguments=after, warnings=texts)
