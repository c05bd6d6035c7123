"""Instances of a class of the reference that student code uses through `lab.checking.remote_class`.

Student code gets object ids, never the objects. Its requests are untrusted: it can use only what the class offers,
under names without an underscore or with the common operators, and can pass only plain data and objects of this class.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
from lab.checking.local_caller import to_plain_data
from lab.checking.remote_class import MAX_READ_OBJECTS, OBJECT_KEY, OPERATORS

MAX_OBJECTS = 100_000


class RequestRefused(Exception):
    """A request for something that the class does not offer."""


class ObjectServer:
    """Serves instances of one class: makes them, and reads, writes and calls what they offer, no `refused_names`."""

    def __init__(self, served_class: type, max_objects: int = MAX_OBJECTS, refused_names: Collection[str] = ()) -> None:
        self._class, self._max_objects = served_class, max_objects
        self._methods = tuple(
            name
            for name, member in vars(served_class).items()
            if callable(member) and not name.startswith("_") and name not in refused_names
        )
        self._objects: list[Any] = []
        self._ids: dict[int, int] = {}

    def __call__(
        self, writes: Collection[tuple[int, str, Any]], action: str, object_id: int, name: str, arguments: Any
    ) -> Any:
        """Set attributes; then `make` an object, `call` a method, or `read` the attributes of some objects.

        Returns data and object ids. RequestRefused where the class does not offer it.
        """
        for written_id, attribute, value in writes:
            self._write(written_id, attribute, value)
        values = self._unpacked(arguments)
        if action == "make":
            return self._packed(self._class(*values))
        if action == "call" and (name in self._methods or name in OPERATORS):
            return self._packed(getattr(self._objects[object_id], name)(*values))
        if action == "read":
            return self._methods, self._read(object_id, *values)
        raise RequestRefused(name)

    def _write(self, object_id: int, name: str, value: Any) -> None:
        instance = self._objects[object_id]
        if name.startswith("_") or name not in vars(instance):
            raise RequestRefused(name)
        setattr(instance, name, self._unpacked(value))

    def _read(self, object_id: int, count: int) -> list[tuple[int, dict[str, Any]]]:
        """Return the attributes of an object, and of the objects that they lead to, up to `count` of them."""
        waiting, ids = deque([object_id]), {object_id}
        objects: list[tuple[int, dict[str, Any]]] = []
        while waiting and len(objects) < min(count, MAX_READ_OBJECTS):
            current_id = waiting.popleft()
            attributes = self._attributes(self._objects[current_id])
            objects.append((current_id, attributes))
            for next_id in _object_ids(list(attributes.values())):
                if next_id not in ids:
                    ids.add(next_id)
                    waiting.append(next_id)
        return objects

    def _attributes(self, instance: Any) -> dict[str, Any]:
        """Return the attributes that are data or objects."""
        attributes = {}
        for name, value in vars(instance).items():
            is_data, data = to_plain_data(self._packed(value))
            if is_data and not name.startswith("_"):
                attributes[name] = data
        return attributes

    def _packed(self, value: Any) -> Any:
        if type(value) is self._class:
            return {OBJECT_KEY: self._object_id(value)}
        return type(value)(map(self._packed, value)) if type(value) in (list, tuple) else value

    def _unpacked(self, value: Any) -> Any:
        if type(value) is dict and value.keys() == {OBJECT_KEY}:
            return self._objects[value[OBJECT_KEY]]
        if type(value) in (list, tuple):
            return type(value)(map(self._unpacked, value))
        if value is None or isinstance(value, (bool, int, float, str, np.ndarray)):
            return value
        raise RequestRefused(type(value).__name__)

    def _object_id(self, value: Any) -> int:
        """Return the id of an object. All objects are kept alive, so that no two have the same `id()`."""
        if id(value) not in self._ids:
            if len(self._objects) >= self._max_objects:
                raise RequestRefused("too many objects")
            self._ids[id(value)] = len(self._objects)
            self._objects.append(value)
        return self._ids[id(value)]


def _object_ids(value: Any) -> Iterator[int]:
    """Yield the ids of the objects in packed data."""
    if isinstance(value, dict) and OBJECT_KEY in value:
        yield value[OBJECT_KEY]
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _object_ids(item)
