"""A student's function that the reference calls as if it were its own: only its data cross to the trusted side."""

from __future__ import annotations

import builtins
import time
import warnings
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lab.checking.calls import Caller, OpaqueValue, Reply, Target, map_leaves
from lab.checking.local_caller import copy_value

from autograder.checking.reference_cache import UnhashableArgument, cache_key

MAX_VALUE_BYTES = 4 << 20
MAX_REPLIES = 2000


class NotAvailable(Exception):
    """The student's function gives nothing that the reference could continue with."""


@dataclass
class CallBudget:
    """The seconds that all calls of a student's functions may take together."""

    seconds: float

    def call(self, caller: Caller, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call a target; NotAvailable where the seconds are used up."""
        if self.seconds <= 0:
            raise NotAvailable
        start = time.monotonic()
        try:
            return caller.call(target, args, kwargs)
        finally:
            self.seconds -= time.monotonic() - start


@dataclass
class RemoteFunction:
    """Calls a student's function and ends as the call did: with its value, its exception, its changed arguments."""

    name: str
    caller: Caller
    budget: CallBudget
    _replies: dict[Hashable, Reply] = field(default_factory=dict)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return the value; raise the exception of the same name, or NotAvailable where there is no such value."""
        reply = self._reply(args, kwargs)
        for text in reply.warnings:
            warnings.warn(text, stacklevel=2)
        if reply.ending == "raised":
            raise _exception(reply.error)
        if reply.ending != "returned" or reply.handle is not None or not _is_small_data(reply.value):
            raise NotAvailable
        _change_arguments((*args, *kwargs.values()), reply.arguments)
        return copy_value(reply.value)

    def _reply(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        try:
            key: Hashable = (cache_key(args), cache_key(kwargs))
        except UnhashableArgument:
            return self.budget.call(self.caller, Target(self.name), args, kwargs)
        if key not in self._replies:
            reply = self.budget.call(self.caller, Target(self.name), args, kwargs)
            if len(self._replies) >= MAX_REPLIES:
                return reply
            self._replies[key] = reply
        return self._replies[key]


def _exception(name: str) -> Exception:
    """Return an exception of Python's own with this name, which the student's function has raised."""
    error_class = getattr(builtins, name, None)
    return error_class() if isinstance(error_class, type) and issubclass(error_class, Exception) else NotAvailable()


def _is_small_data(value: Any) -> bool:
    sizes: list[int] = []
    map_leaves(value, lambda leaf: sizes.append(MAX_VALUE_BYTES if isinstance(leaf, OpaqueValue) else _bytes(leaf)))
    return sum(sizes) < MAX_VALUE_BYTES


def _bytes(leaf: Any) -> int:
    return leaf.nbytes if isinstance(leaf, np.ndarray) else len(leaf) if isinstance(leaf, (str, bytes)) else 8


def _change_arguments(arguments: Iterable[Any], after: Iterable[Any]) -> None:
    """Change arrays, lists and generators in place as the student's function did."""
    for argument, value in zip(arguments, after, strict=False):
        if isinstance(argument, np.ndarray) and isinstance(value, np.ndarray) and argument.flags.writeable:
            if argument.shape == value.shape:
                argument[...] = value
        elif isinstance(argument, list) and isinstance(value, list):
            argument[:] = value
        elif isinstance(argument, np.random.Generator) and isinstance(value, np.random.Generator):
            argument.bit_generator.state = value.bit_generator.state
