"""Stand-ins for what stays with the student: functions, classes and objects that a test uses as if they were here.

A verdict is never the student's to give: where an object that the course did not ask for would compare itself with a
value of the test's, a person is asked instead.
"""

from __future__ import annotations

import inspect
import sys
import types
from collections.abc import Callable, Mapping
from typing import Any

from autograder.notebook_tests.rpc_client import METHOD, Link, handle_of
from autograder.sandbox import Handle

ANSWERED = frozenset({
    "__array__", "__code__", "__defaults__", "__kwdefaults__", "__dict__", "__doc__", "__annotations__",
    "__module__", "__qualname__", "__func__", "__self__", "__bases__", "__mro__", "__enter__", "__exit__",
})  # fmt: skip
VERDICTS = frozenset({"equals", "identical", "allclose", "array_equal", "issubset", "issuperset"})
ARITHMETIC = (
    "add",
    "sub",
    "mul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "matmul",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
)
LOOKS = {"function": types.FunctionType, "module": types.ModuleType, "class": type}
SPEAKING = {("builtins", "generator"): types.GeneratorType}
UNTRUSTED = frozenset({"builtins", "numpy", "__main__"})


class RemoteObject:
    """An object of the student's. Everything but its identity is asked of it."""

    __slots__ = ("__about", "__handle", "__kind", "__link")

    def __init__(self, link: Link, handle: Handle, kind: str, about: Mapping[str, Any]) -> None:
        fields = {"link": link, "handle": handle, "kind": kind, "about": about}
        for name, value in fields.items():
            object.__setattr__(self, f"_RemoteObject__{name}", value)

    def _handle_behind(self) -> Handle:
        handle: Handle = self.__handle
        return handle

    def _judge(self, other: Any) -> None:
        """An object may be compared with another of the student's, or where the course asked for its class."""
        if self.__kind in ("instance", "callable") and not self.__about["asked"] and handle_of(other) is None:
            name = self.__about["classes"][0][1] if self.__about["classes"] else "object"
            raise self.__link.refuse(f"a '{name[:60]}' of the student's would judge itself")

    def _ask(self, action: str, *args: Any, **kwargs: Any) -> Any:
        return self.__link.ask(action, self, *args, **kwargs)

    @property  # type: ignore[misc]
    def __class__(self) -> type:
        if self.__kind in LOOKS:
            return LOOKS[self.__kind]
        for module, name in self.__about["classes"]:
            if (module, name) in SPEAKING:
                return SPEAKING[module, name]
            found = getattr(sys.modules.get(module), name, None) if module not in UNTRUSTED else None
            if isinstance(found, type):
                return found
        return RemoteObject

    @property
    def __doc__(self) -> Any:  # type: ignore[override]
        return self.__link.ask("attribute", self, "__doc__")

    def __getattr__(self, name: str) -> Any:
        if name == "__name__" and self.__about["name"]:
            return self.__about["name"]
        if name == "__signature__" and self.__kind != "module":
            return _signature(self._ask("signature"))
        if name.startswith("__") and name.endswith("__") and name not in ANSWERED:
            raise AttributeError(name)
        if name in VERDICTS:
            self._judge(None)
        value = self.__link.ask("attribute", self, name)
        return RemoteMethod(self, name) if value is METHOD else value

    def __setattr__(self, name: str, value: Any) -> None:
        self._ask("setattr", name, value)

    def __delattr__(self, name: str) -> None:
        self._ask("delattr", name)

    def __eq__(self, other: object) -> Any:
        return self._compare("eq", other, same=True)

    def __ne__(self, other: object) -> Any:
        return self._compare("ne", other, same=False)

    def _compare(self, operation: str, other: object, *, same: bool) -> Any:
        if self is other:
            return same if self.__kind in LOOKS or not self.__about["asked"] else self._ask(operation, other)
        if other is None or self.__kind in LOOKS:
            return not same
        self._judge(other)
        return self._ask(operation, other)

    def __hash__(self) -> int:
        return int(self._ask("hash")) if self.__about["asked"] else hash(self.__handle.id)

    def __contains__(self, item: Any) -> bool:
        self._judge(item)
        return bool(self._ask("contains", item))

    def __iter__(self) -> Any:
        return self._ask("iter")

    def __instancecheck__(self, instance: Any) -> bool:
        return handle_of(instance) is not None and bool(self.__link.ask("isinstance", instance, self))

    def __subclasscheck__(self, other: Any) -> bool:
        return handle_of(other) is not None and bool(self.__link.ask("issubclass", other, self))

    def __repr__(self) -> str:
        return str(self._ask("repr"))

    def __str__(self) -> str:
        return str(self._ask("str"))

    def __format__(self, spec: str) -> str:
        return str(self._ask("format", spec))

    def __dir__(self) -> Any:
        return self._ask("dir")

    def __enter__(self) -> Any:
        return self.__link.ask("method", self, "__enter__")

    def __exit__(self, *_: Any) -> Any:
        return self.__link.ask("method", self, "__exit__", None, None, None)


class RemoteCallable(RemoteObject):
    """A function, a class or an object that can be called."""

    __slots__ = ()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask("call", *args, **kwargs)


setattr(RemoteCallable, "__doc__", vars(RemoteObject)["__doc__"])  # noqa: B010 - a class's own would hide it


def represent(link: Link, handle: Handle, kind: str, about: Mapping[str, Any]) -> RemoteObject:
    """The stand-in for an object of the student's."""
    made = RemoteCallable if kind in ("function", "class", "callable") else RemoteObject
    return made(link, handle, kind, about)


class RemoteMethod:
    """A method, held by its owner and name: a loop over calls leaves no handles behind."""

    def __init__(self, owner: RemoteObject, name: str) -> None:
        self.__self__, self.__name__ = owner, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self.__self__._ask("method", self.__name__, *args, **kwargs)


def _signature(told: Any) -> inspect.Signature:
    parameters = [
        inspect.Parameter(name, inspect._ParameterKind(kind), default=default if has else inspect.Parameter.empty)
        for name, kind, has, default in told
    ]
    return inspect.Signature(parameters)


def _asking(action: str) -> Callable[..., Any]:
    def method(self: RemoteObject, *args: Any) -> Any:
        return self._ask(action, *args)

    return method


def _judging(action: str, *, swapped: bool = False) -> Callable[..., Any]:
    def method(self: RemoteObject, other: Any) -> Any:
        self._judge(other)
        link = self._RemoteObject__link
        return link.ask(action, other, self) if swapped else link.ask(action, self, other)

    return method


for _name in ("len", "next", "bool", "int", "float", "complex", "index", "neg", "pos", "abs", "invert", "round",
              "getitem", "setitem", "delitem", "reversed"):  # fmt: skip
    setattr(RemoteObject, f"__{_name}__", _asking(_name))
for _name in ("lt", "le", "gt", "ge", "divmod"):
    setattr(RemoteObject, f"__{_name}__", _judging(_name))
for _name in ARITHMETIC:
    _action = f"{_name}_" if _name in ("and", "or") else _name
    setattr(RemoteObject, f"__{_name}__", _judging(_action))
    setattr(RemoteObject, f"__r{_name}__", _judging(_action, swapped=True))
