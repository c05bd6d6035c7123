"""Instances of a class of the reference that student code uses through `lab.checking.remote_class`.

Student code gets object ids, never the objects. Its requests are untrusted: it can use only what the class offers,
under names without an underscore or with the common operators, and can pass only plain data and objects of this class.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
from lab.checking.remote_class import METHOD_KEY, OBJECT_KEY, OPERATORS

MAX_OBJECTS = 100_000


class RequestRefused(Exception):
    """A request for something that the class does not offer."""


class ObjectServer:
    """Serves instances of one class: makes them, and reads, writes and calls what they offer, no `refused_names`."""

    def __init__(self, served_class: type, max_objects: int = MAX_OBJECTS, refused_names: Collection[str] = ()) -> None:
        self._class, self._max_objects = served_class, max_objects
        self._refused_names = refused_names
        self._objects: list[Any] = []
        self._ids: dict[int, int] = {}

    def __call__(self, action: str, object_id: int, name: str, arguments: tuple[Any, ...]) -> Any:
        """Do one action (`make`, `call`, `get` or `set`) with one object; return data, an object id or a method's name.

        RequestRefused where the class does not offer it.
        """
        values = self._unpacked(arguments)
        if action == "make":
            return self._packed(self._class(*values))
        instance = self._objects[object_id]
        is_method = self._is_method(name)
        if action == "call" and (is_method or name in OPERATORS):
            return self._packed(getattr(instance, name)(*values))
        if action == "get" and is_method:
            return {METHOD_KEY: name}
        if action not in ("get", "set") or name.startswith("_") or name not in vars(instance):
            raise RequestRefused(name)
        if action == "set":
            setattr(instance, name, *values)
            return None
        return self._packed(getattr(instance, name))

    def _is_method(self, name: str) -> bool:
        is_public = not name.startswith("_") and name not in self._refused_names
        return is_public and callable(vars(self._class).get(name))

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
