"""A student's function that the reference calls as if it were its own: only its data cross to the trusted side."""

from __future__ import annotations

import builtins
import time
import warnings
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from lab.checking.calls import Caller, OpaqueValue, Reply, Target, map_leaves
from lab.checking.local_caller import copy_value

from autograder.checking.in_place_update import update_in_place
from autograder.checking.reference_cache import UnhashableArgument, cache_key

MAX_VALUE_BYTES = 4 << 20
MAX_REPLIES = 2000

Call = Callable[[Target, tuple[Any, ...], Mapping[str, Any]], Reply]


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
class CachedCalls:
    """Calls that are not made again: the reply to equal arguments is the earlier one."""

    call: Call
    _replies: dict[Hashable, Reply] = field(default_factory=dict)

    def reply(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Return how a call ends; it may raise what `call` raises, which is not kept."""
        try:
            key: Hashable = (target.name, cache_key(args), cache_key(kwargs))
        except UnhashableArgument:
            return self.call(target, args, kwargs)
        if key not in self._replies:
            reply = self.call(target, args, kwargs)
            if len(self._replies) >= MAX_REPLIES:
                return reply
            self._replies[key] = reply
        return self._replies[key]


@dataclass
class RemoteFunction:
    """Calls a student's function and ends as the call did: with its value, its exception, its changed arguments."""

    name: str
    calls: CachedCalls

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return the value; raise the exception of the same name, or NotAvailable where there is no such value."""
        reply = self.calls.reply(Target(self.name), args, kwargs)
        for text in reply.warnings:
            warnings.warn(text, stacklevel=2)
        if reply.ending == "raised":
            raise _exception(reply.error)
        if reply.ending != "returned" or reply.handle is not None or not _is_small_data(reply.value):
            raise NotAvailable
        for argument, after in zip((*args, *kwargs.values()), reply.arguments, strict=False):
            update_in_place(argument, after)
        return copy_value(reply.value)


def _exception(name: str) -> Exception:
    """Return an exception of Python's own with this name, which the student's function has raised."""
    error_class = getattr(builtins, name, None)
    if not isinstance(error_class, type) or not issubclass(error_class, Exception):
        return NotAvailable()
    try:
        return error_class()
    except TypeError:  # UnicodeDecodeError and some others need arguments
        return NotAvailable()


def _is_small_data(value: Any) -> bool:
    sizes: list[int] = []
    map_leaves(value, lambda leaf: sizes.append(MAX_VALUE_BYTES if isinstance(leaf, OpaqueValue) else _bytes(leaf)))
    return sum(sizes) < MAX_VALUE_BYTES


def _bytes(leaf: Any) -> int:
    return leaf.nbytes if isinstance(leaf, np.ndarray) else len(leaf) if isinstance(leaf, (str, bytes)) else 8
