"""The reference's answers, computed once per input for a whole class: checks ask the same of every student."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
from lab.checking.local_caller import copy_value, to_plain_data

MOST_ANSWERS = 2000
LARGEST_ARRAY = 1 << 16


class _Unknown(Exception):
    """An argument that has no key: a generator, a function, a large array."""


@contextmanager
def memoized(reference: ModuleType) -> Iterator[None]:
    """While inside, the module's public functions answer a question they have heard before from memory.

    Whoever took a function out of the module earlier has the one that computes.
    """
    functions = {name: value for name, value in vars(reference).items() if _is_public(name, value)}
    memory = _Memory()
    for name, function in functions.items():
        setattr(reference, name, memory.around(function))
    try:
        yield
    finally:
        for name, function in functions.items():
            setattr(reference, name, function)


def _is_public(name: str, value: object) -> bool:
    return isinstance(value, FunctionType) and not name.startswith("_") and value.__module__.startswith("solutions.")


class _Memory:
    """All answers of one module. What a function asks of its neighbours on the way is not kept."""

    def __init__(self) -> None:
        self._answers: dict[Hashable, Any] = {}
        self._busy = False

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def answer(*args: Any, **kwargs: Any) -> Any:
            if self._busy:
                return function(*args, **kwargs)
            try:
                question = (function, _key(args), _key(kwargs))
            except _Unknown:
                return function(*args, **kwargs)
            if question in self._answers:
                return copy_value(self._answers[question])
            self._busy = True
            try:
                found = function(*args, **kwargs)
            finally:
                self._busy = False
            if len(self._answers) < MOST_ANSWERS and to_plain_data(found)[0]:
                self._answers[question] = copy_value(found)
            return found

        return answer


def _key(value: Any) -> Hashable:
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufc" and value.nbytes <= LARGEST_ARRAY:
        return value.shape, value.strides, value.dtype.str, value.tobytes()
    if isinstance(value, (tuple, list)):
        return type(value), tuple(map(_key, value))
    if isinstance(value, Mapping):
        return tuple((name, _key(item)) for name, item in value.items())
    if value is None or isinstance(value, (bool, int, float, complex, str)):
        return type(value), repr(value)  # 0.0 equals -0.0, and nan not even itself
    raise _Unknown
