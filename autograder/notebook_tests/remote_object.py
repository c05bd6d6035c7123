"""Objects in a test that stand for the student's functions, classes and instances, which stay in the student's process.

An object of the student never decides whether it is right: where one that the course did not ask for would be compared
with a value of the test, a person grades the test instead.

`lab.checking.remote_class` and `autograder.checking.reference_objects` also let a process use objects of another one.
They are a separate system, because it is the student's code that uses objects there, namely instances of a class of
the reference. It is untrusted, so that it may only create an instance, call its public methods and operators, and read
and set its attributes, by ids and plain data. Here the instructor's code uses objects of the student. It is trusted and
was written for local objects, so that a remote object must support everything that a test may do with one, such as
`isinstance`, iteration, `with`, signatures and arguments changed in place. What must not be trusted is the result. To
serve both, one system would have to offer all of this to students, too.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable
from typing import Any

from autograder.notebook_tests.rpc_client import METHOD, ObjectInfo, StudentConnection, handle_of
from autograder.sandbox.protocol.framing import Handle

SPECIAL_ATTRIBUTES = frozenset({
    "__array__", "__code__", "__defaults__", "__kwdefaults__", "__dict__", "__doc__", "__annotations__",
    "__module__", "__qualname__", "__func__", "__self__", "__bases__", "__mro__", "__enter__", "__exit__",
})  # fmt: skip
"""The special attributes that are read from the student's object; it has no others."""

COMPARISON_METHODS = frozenset({"equals", "identical", "allclose", "array_equal", "issubset", "issuperset"})
UNARY_OPERATIONS = (
    "len", "next", "bool", "int", "float", "complex", "index", "neg", "pos", "abs", "invert", "round", "getitem",
    "setitem", "delitem", "reversed",
)  # fmt: skip
ORDERINGS = ("lt", "le", "gt", "ge", "divmod")
ARITHMETIC = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and", "or", "xor", "lshift", "rshift",
)  # fmt: skip
CLASS_OF_KIND = {"function": types.FunctionType, "module": types.ModuleType, "class": type}
UNTRUSTED_MODULES = frozenset({"builtins", "numpy", "__main__"})
"""Modules whose classes a remote object does not show as its own: a test would take it for data."""


class RemoteObject:
    """An object of the student. Everything except its identity is requested from it."""

    __slots__ = ("__connection", "__handle", "__info")

    def __init__(self, connection: StudentConnection, handle: Handle, info: ObjectInfo) -> None:
        for name, value in {"connection": connection, "handle": handle, "info": info}.items():
            object.__setattr__(self, f"_RemoteObject__{name}", value)

    def _remote_handle(self) -> Handle:
        handle: Handle = self.__handle
        return handle

    def _require_comparable(self, other: Any) -> None:
        """NeedsManualGrading unless `other` is the student's, too, or the course asked for this object's class."""
        if self.__info.kind in ("instance", "callable") and not self.__info.in_course and handle_of(other) is None:
            name = self.__info.classes[0][1] if self.__info.classes else "object"
            raise self.__connection.refuse(f"a '{name[:60]}' of the student's would judge itself")

    def _request(self, action: str, /, *args: Any, **kwargs: Any) -> Any:
        return self.__connection.request(action, self, *args, **kwargs)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        if self.__info.kind in CLASS_OF_KIND:
            return CLASS_OF_KIND[self.__info.kind]
        for module, name in self.__info.classes:
            if (module, name) == ("builtins", "generator"):
                return types.GeneratorType
            value = getattr(sys.modules.get(module), name, None) if module not in UNTRUSTED_MODULES else None
            if isinstance(value, type):
                return value
        return RemoteObject

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self._request("attribute", "__doc__")

    def __getattr__(self, name: str) -> Any:
        if name == "__name__" and self.__info.name:
            return self.__info.name
        if name == "__signature__" and self.__info.kind != "module":
            return _signature(self._request("signature"))
        if name.startswith("__") and name.endswith("__") and name not in SPECIAL_ATTRIBUTES:
            raise AttributeError(name)
        if name in COMPARISON_METHODS:
            self._require_comparable(None)
        value = self._request("attribute", name)
        return RemoteMethod(self, name) if value is METHOD else value

    def __setattr__(self, name: str, value: Any) -> None:
        self._request("setattr", name, value)

    def __delattr__(self, name: str) -> None:
        self._request("delattr", name)

    def __eq__(self, other: object) -> Any:
        return self._compare("eq", other, same=True)

    def __ne__(self, other: object) -> Any:
        return self._compare("ne", other, same=False)

    def _compare(self, operation: str, other: object, *, same: bool) -> Any:
        if self is other:
            local = self.__info.kind in CLASS_OF_KIND or not self.__info.in_course
            return same if local else self._request(operation, other)
        if other is None or self.__info.kind in CLASS_OF_KIND:
            return not same
        self._require_comparable(other)
        return self._request(operation, other)

    def __hash__(self) -> int:
        return int(self._request("hash")) if self.__info.in_course else hash(self.__handle.id)

    def __contains__(self, item: Any) -> bool:
        self._require_comparable(item)
        return bool(self._request("contains", item))

    def __iter__(self) -> Any:
        return self._request("iter")

    def __instancecheck__(self, instance: Any) -> bool:
        return handle_of(instance) is not None and bool(self.__connection.request("isinstance", instance, self))

    def __subclasscheck__(self, other: Any) -> bool:
        return handle_of(other) is not None and bool(self.__connection.request("issubclass", other, self))

    def __repr__(self) -> str:
        return str(self._request("repr"))

    def __str__(self) -> str:
        return str(self._request("str"))

    def __format__(self, spec: str) -> str:
        return str(self._request("format", spec))

    def __dir__(self) -> Any:
        return self._request("dir")

    def __enter__(self) -> Any:
        return self._request("method", "__enter__")

    def __exit__(self, *_: Any) -> Any:
        return self._request("method", "__exit__", None, None, None)


class RemoteCallable(RemoteObject):
    """A function, a class or a callable instance of the student."""

    __slots__ = ()

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self._request("call", *args, **kwargs)


setattr(RemoteCallable, "__doc__", vars(RemoteObject)["__doc__"])  # noqa: B010 - the class's own would hide it


class RemoteMethod:
    """A method of a remote object, called by its name: a loop over calls creates no handles."""

    def __init__(self, owner: RemoteObject, name: str) -> None:
        self.__self__, self.__name__ = owner, name

    def __call__(self, /, *args: Any, **kwargs: Any) -> Any:
        return self.__self__._request("method", self.__name__, *args, **kwargs)


def make_remote_object(connection: StudentConnection, handle: Handle, info: ObjectInfo) -> RemoteObject:
    """Return an object that stands for an object of the student."""
    remote_class = RemoteCallable if info.kind in ("function", "class", "callable") else RemoteObject
    return remote_class(connection, handle, info)


def _signature(parameters: Any) -> inspect.Signature:
    return inspect.Signature(
        [
            inspect.Parameter(
                name, inspect._ParameterKind(kind), default=default if has_default else inspect.Parameter.empty
            )
            for name, kind, has_default, default in parameters
        ]
    )


def _operation(action: str) -> Callable[..., Any]:
    def method(self: RemoteObject, *args: Any) -> Any:
        return self._request(action, *args)

    return method


def _comparing_operation(action: str, *, swapped: bool = False) -> Callable[..., Any]:
    def method(self: RemoteObject, other: Any) -> Any:
        self._require_comparable(other)
        connection = self._RemoteObject__connection
        return connection.request(action, other, self) if swapped else connection.request(action, self, other)

    return method


for _name in UNARY_OPERATIONS:
    setattr(RemoteObject, f"__{_name}__", _operation(_name))
for _name in ORDERINGS:
    setattr(RemoteObject, f"__{_name}__", _comparing_operation(_name))
for _name in ARITHMETIC:
    _action = f"{_name}_" if _name in ("and", "or") else _name
    setattr(RemoteObject, f"__{_name}__", _comparing_operation(_action))
    setattr(RemoteObject, f"__r{_name}__", _comparing_operation(_action, swapped=True))
