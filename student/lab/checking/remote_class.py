"""A class whose instances live in the grader. Only plain data and object ids cross between the processes.

Where a student's own class is wrong, later exercises are checked with this one in its place, so that one mistake costs
one exercise. A request takes longer than most of what student code does between two of them, so attributes are read for
many objects at a time, and are written with the next request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

OBJECT_KEY = "@object"
"""The key of a dictionary that stands for an object, by its id."""
MAX_READ_OBJECTS = 512
"""The attributes of how many objects one reply has at most."""

OPERATORS = """
    __add__ __radd__ __sub__ __rsub__ __mul__ __rmul__ __truediv__ __rtruediv__ __pow__ __rpow__ __neg__ __pos__
""".split()


class RemoteObjects:
    """What this process knows of the grader's objects: their attributes, until a method may have changed them.

    `request(writes, action, object_id, name, arguments)` reaches them.
    """

    def __init__(self, request: Callable[..., Any]) -> None:
        self.instances: dict[int, RemoteInstance] = {}
        self.methods: tuple[str, ...] = ()
        """The names of the methods that each object offers, known with the first attributes."""
        self._request = request
        self._attributes: dict[int, dict[str, Any]] = {}
        self._writes: dict[tuple[int, str], Any] = {}
        self._count = 1

    def make(self, arguments: tuple[Any, ...]) -> Any:
        """Make an object; return what stands for it."""
        return self._change("make", 0, "", arguments)

    def call(self, object_id: int, name: str, arguments: tuple[Any, ...]) -> Any:
        """Call a method and return its packed result."""
        return self._change("call", object_id, name, arguments)

    def attributes(self, object_id: int) -> dict[str, Any]:
        """Return an object's packed attributes.

        If they are not known, those of other objects that they lead to are read as well: of more each time.
        """
        if object_id not in self._attributes:
            self.methods, attributes = self._ask("read", object_id, "", (self._count,))
            self._attributes.update(attributes)
            self._count = min(2 * self._count, MAX_READ_OBJECTS)
        return self._attributes[object_id]

    def write(self, object_id: int, name: str, value: Any) -> None:
        """Set an attribute that the object has."""
        self.attributes(object_id)[name] = self._writes[object_id, name] = value

    def _change(self, action: str, object_id: int, name: str, arguments: tuple[Any, ...]) -> Any:
        try:
            return self._ask(action, object_id, name, arguments)
        finally:
            self._attributes.clear()
            self._count = 1

    def _ask(self, action: str, object_id: int, name: str, arguments: tuple[Any, ...]) -> Any:
        writes = tuple((*place, value) for place, value in self._writes.items())
        self._writes.clear()
        return self._request(writes, action, object_id, name, arguments)


class RemoteInstance:
    """An object of the grader's. What it has no attribute for stays here, as on an object of this process."""

    _objects: RemoteObjects
    _object_id: int

    def __init__(self, *arguments: Any) -> None:
        object_id = self._objects.make(_packed(arguments))[OBJECT_KEY]
        vars(self)["_object_id"] = object_id
        self._objects.instances[object_id] = self

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        attributes = self._objects.attributes(self._object_id)
        if name in attributes:
            return self._unpacked(attributes[name])
        if name in self._objects.methods:
            return lambda *arguments: self._call(name, *arguments)
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_") or name not in self._objects.attributes(self._object_id):
            super().__setattr__(name, value)
        else:
            self._objects.write(self._object_id, name, _packed(value))

    def _call(self, name: str, *arguments: Any) -> Any:
        return self._unpacked(self._objects.call(self._object_id, name, _packed(arguments)))

    def _unpacked(self, value: Any) -> Any:
        if isinstance(value, dict) and OBJECT_KEY in value:
            object_id = value[OBJECT_KEY]
            if object_id not in self._objects.instances:
                instance = self._objects.instances[object_id] = object.__new__(type(self))
                vars(instance)["_object_id"] = object_id
            return self._objects.instances[object_id]
        return type(value)(map(self._unpacked, value)) if type(value) in (list, tuple) else value


def make_remote_class(request: Callable[..., Any]) -> type:
    """Return a class whose instances reach the grader's objects by `request`. One id is one instance."""
    return type("RemoteClass", (RemoteInstance,), {"_objects": RemoteObjects(request), **_operators()})


def _operators() -> dict[str, Any]:
    def method(name: str) -> Callable[..., Any]:
        return lambda self, *arguments: self._call(name, *arguments)

    return {name: method(name) for name in OPERATORS}


def _packed(value: Any) -> Any:
    """Return a value as the grader gets it; TypeError where that takes no such value."""
    if isinstance(value, RemoteInstance):
        return {OBJECT_KEY: value._object_id}
    if isinstance(value, np.generic):
        return value.item()
    if value is None or isinstance(value, (bool, int, float, str, np.ndarray)):
        return value
    if type(value) in (list, tuple):
        return type(value)(map(_packed, value))
    raise TypeError(f"a {type(value).__name__} cannot be a part of this object")
