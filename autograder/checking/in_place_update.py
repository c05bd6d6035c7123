"""Updating arguments in place: the student's code changed a copy, and the test's own value gets the copy's content."""

from __future__ import annotations

import collections
from collections.abc import Callable
from typing import Any

import numpy as np

ARGUMENTS_CHANGED = "changes arguments of the test in place"
RANDOM_STATE_CHANGED = "changes the test's random numbers"


def update_in_place(old: Any, new: Any) -> None:
    """Give a mutable value new content; a value of another type is left as it is."""
    update = _UPDATES.get(type(old))
    if update is not None and type(old) is type(new):
        update(old, new)


def differs(old: Any, new: Any) -> bool:
    """Return whether a call has changed a mutable value, of which `new` is the copy that came back."""
    if type(old) is not type(new):
        return True
    if isinstance(old, np.ndarray):
        return old.shape != new.shape or old.dtype != new.dtype or _items_differ(old.ravel(), new.ravel())
    if isinstance(old, list | tuple | collections.deque):
        return len(old) != len(new) or any(differs(*pair) for pair in zip(old, new, strict=True))
    if isinstance(old, dict):
        return list(old) != list(new) or any(differs(old[key], new[key]) for key in old)
    if isinstance(old, set | bytearray | int | float | complex | str):
        is_nan = bool(old != old and new != new)
        return not is_nan and bool(old != new)
    return False


def _items_differ(old: Any, new: Any) -> bool:
    if old.dtype == object:
        return any(differs(*pair) for pair in zip(old.tolist(), new.tolist(), strict=True))
    return bool(old.tobytes() != new.tobytes())


def _updated_item(old: Any, new: Any) -> Any:
    """Return the item for the place of `old`: `old` itself, updated, where that is possible."""
    if type(old) is type(new) and type(old) in _UPDATES:
        update_in_place(old, new)
        return old
    return new


def _update_sequence(old: Any, new: Any) -> None:
    items = [_updated_item(old_item, item) for old_item, item in zip(old, new, strict=False)]
    items += list(new)[len(items) :]
    old.clear()
    old.extend(items)


def _update_mapping(old: Any, new: Any) -> None:
    items = {key: _updated_item(old.get(key), item) for key, item in new.items()}
    old.clear()
    old.update(items)


def _update_array(old: Any, new: Any) -> None:
    if old.shape == new.shape and old.dtype == new.dtype and old.flags.writeable:
        old[...] = new


def _update_set(old: Any, new: Any) -> None:
    old.clear()
    old.update(new)


def _update_bytes(old: Any, new: Any) -> None:
    old[:] = new


def _update_generator(old: Any, new: Any) -> None:
    old.bit_generator.state = new.bit_generator.state


def _update_random_state(old: Any, new: Any) -> None:
    old.set_state(new.get_state())


_UPDATES: dict[type, Callable[[Any, Any], None]] = {
    list: _update_sequence,
    collections.deque: _update_sequence,
    dict: _update_mapping,
    collections.OrderedDict: _update_mapping,
    collections.defaultdict: _update_mapping,
    collections.Counter: _update_mapping,
    set: _update_set,
    bytearray: _update_bytes,
    np.ndarray: _update_array,
    np.random.Generator: _update_generator,
    np.random.RandomState: _update_random_state,
}
