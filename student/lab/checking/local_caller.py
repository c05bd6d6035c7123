"""Asking functions in this very process: for a student's own check, and for replaying known mistakes in the grader."""

from __future__ import annotations

import contextlib
import copy
import io
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from lab.checking.calls import Reply, Target
from lab.checking.comparison import Thing


def fresh(value: Any) -> Any:
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
        return type(value)(fresh(item) for item in value)
    if isinstance(value, dict):
        return {key: fresh(item) for key, item in value.items()}
    if isinstance(value, np.random.Generator):
        return copy.deepcopy(value)
    return value


def plain(value: Any) -> tuple[bool, Any]:
    """Whether a value is data, and that data with NumPy scalars as Python ones."""
    if isinstance(value, np.generic):
        return True, value.item()
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes)):
        return True, value
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "biufc", np.array(value)
    if isinstance(value, (list, tuple)):
        items = [plain(item) for item in value]
        base = tuple if isinstance(value, tuple) else list
        return all(data for data, _ in items), base(item for _, item in items)
    if isinstance(value, dict):
        pairs = {key: plain(item) for key, item in value.items()}
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


def _with_things(value: Any) -> Any:
    """A container as it crosses to the grader: data as it is, and a stand-in for every object among it."""
    if isinstance(value, (list, tuple)):
        return (tuple if isinstance(value, tuple) else list)(_with_things(item) for item in value)
    if isinstance(value, dict):
        return {key: _with_things(item) for key, item in value.items()}
    is_data, data = plain(value)
    return data if is_data else Thing(type(value).__name__)


class LocalCaller:
    """Calls the functions of a namespace, here and now."""

    def __init__(self, names: Mapping[str, Any]) -> None:
        self._names = names

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call on fresh copies; printing is swallowed, warnings are kept."""
        if target.owner is None and target.name not in self._names:
            return Reply("missing")
        given = tuple(fresh(argument) for argument in args)
        named = {key: fresh(argument) for key, argument in kwargs.items()}
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
        after = tuple(plain(argument)[1] for argument in given)
        is_data, data = plain(value)
        if not is_data and isinstance(value, (list, tuple, dict)) and value:
            return Reply("returned", value=_with_things(value), arguments=after, warnings=said)
        if not is_data:
            return Reply("returned", handle=value, arguments=after, warnings=said)
        return Reply("returned", value=data, arguments=after, warnings=said)
