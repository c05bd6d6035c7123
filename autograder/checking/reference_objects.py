"""A class of the reference, answered for from here: students' code holds numbers of its objects, never the objects.

The other half is `lab.checking.remote_class`. Whatever arrives was written by a student: only what the class itself
offers is done, by names without an underscore or by the common operators, and only data and objects it made itself go in and out.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.remote_class import METHOD_KEY, OBJECT_KEY, OPERATORS

MOST_OBJECTS = 100_000


class RequestRefused(Exception):
    """A question that the class does not answer."""


class ObjectServer:
    """Makes objects of one class on request, and reads, writes and calls what they offer."""

    def __init__(self, kind: type) -> None:
        self._kind = kind
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def __call__(self, act: str, number: int, name: str, arguments: tuple[Any, ...]) -> Any:
        """Do one thing with one object; what comes back is data, or marks an object or a method."""
        given = self._unpacked(arguments)
        if act == "make":
            return self._packed(self._kind(*given))
        owner = self._objects[number]
        method = self._is_method(name)
        if act == "call" and (method or name in OPERATORS):
            return self._packed(getattr(owner, name)(*given))
        if act == "get" and method:
            return {METHOD_KEY: name}
        if act not in ("get", "set") or name.startswith("_") or name not in vars(owner):
            raise RequestRefused(name)
        if act == "set":
            setattr(owner, name, *given)
            return None
        return self._packed(getattr(owner, name))

    def _is_method(self, name: str) -> bool:
        return not name.startswith("_") and callable(vars(self._kind).get(name))

    def _packed(self, value: Any) -> Any:
        if type(value) is self._kind:
            return {OBJECT_KEY: self._number(value)}
        return type(value)(map(self._packed, value)) if type(value) in (list, tuple) else value

    def _unpacked(self, value: Any) -> Any:
        if type(value) is dict and value.keys() == {OBJECT_KEY}:
            return self._objects[value[OBJECT_KEY]]
        if type(value) in (list, tuple):
            return type(value)(map(self._unpacked, value))
        if value is None or isinstance(value, (bool, int, float, str, np.ndarray)):
            return value
        raise RequestRefused(type(value).__name__)

    def _number(self, value: Any) -> int:
        """Objects are kept, so that no two of them ever have the same identity."""
        if id(value) not in self._numbers:
            if len(self._objects) >= MOST_OBJECTS:
                raise RequestRefused("too many objects")
            self._numbers[id(value)] = len(self._objects)
            self._objects.append(value)
        return self._numbers[id(value)]
