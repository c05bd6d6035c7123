"""Arguments changed in place: the student's code had a copy, and the test's own becomes what was made of it."""

from __future__ import annotations

import collections
from collections.abc import Callable
from typing import Any

import numpy as np


def renew(old: Any, new: Any) -> None:
    """Give a mutable value its new content; a value of another kind is left as it is."""
    change = _CHANGES.get(type(old))
    if change is not None and type(old) is type(new):
        change(old, new)


def _item(old: Any, new: Any) -> Any:
    """What stands in the place of `old`: itself, renewed, where it can be."""
    if type(old) is type(new) and type(old) in _CHANGES:
        renew(old, new)
        return old
    return new


def _sequence(old: Any, new: Any) -> None:
    items = [_item(mine, item) for mine, item in zip(old, new, strict=False)]
    items += list(new)[len(items) :]
    old.clear()
    old.extend(items)


def _mapping(old: Any, new: Any) -> None:
    items = {key: _item(old.get(key), item) for key, item in new.items()}
    old.clear()
    old.update(items)


def _array(old: Any, new: Any) -> None:
    if old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
        old[...] = new


def _set(old: Any, new: Any) -> None:
    old.clear()
    old.update(new)


def _bytes(old: Any, new: Any) -> None:
    old[:] = new


def _generator(old: Any, new: Any) -> None:
    old.bit_generator.state = new.bit_generator.state


def _random_state(old: Any, new: Any) -> None:
    old.set_state(new.get_state())


_CHANGES: dict[type, Callable[[Any, Any], None]] = {
    list: _sequence,
    collections.deque: _sequence,
    dict: _mapping,
    collections.OrderedDict: _mapping,
    collections.defaultdict: _mapping,
    collections.Counter: _mapping,
    set: _set,
    bytearray: _bytes,
    np.ndarray: _array,
    np.random.Generator: _generator,
    np.random.RandomState: _random_state,
}
