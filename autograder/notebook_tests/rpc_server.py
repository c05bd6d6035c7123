"""The student's side of a test: does what the test requests with the student's names and objects.

The text of this module is sent into the student's process after that of `serialization`, before any cell of the
student runs. Whatever a student does to it, its replies are only data.
"""

from __future__ import annotations

import builtins
import contextlib
import importlib
import inspect
import io
import operator
import random
import traceback
import types
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.notebook_tests.serialization import FUNCTION_TYPES, MUTABLE_TYPES, Serialized, Serializer

LONGEST_TEXT = 100_000
BUILTINS = (
    "len", "iter", "next", "bool", "int", "float", "complex", "str", "repr", "bytes", "format", "hash", "abs",
    "round", "divmod", "isinstance", "issubclass", "dir", "setattr", "delattr", "reversed",
)  # fmt: skip


class Box:
    """Holds an object, so that it is not taken for the data that its class is derived from."""

    def __init__(self, value: Any) -> None:
        self.value = value


class RpcServer:
    """Answers requests about the names of the notebook, one after the other."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self.boxes: dict[int, Box] = {}
        self.serializer = Serializer(self._serialize_object, self._deserialize_object)
        self.actions: dict[str, Callable[..., Any]] = {
            **{name: getattr(builtins, name) for name in BUILTINS},
            "get": self._get, "has": names.__contains__, "set": names.__setitem__, "delete": self._delete,
            "names": lambda: sorted(name for name in names if not name.startswith("_")),
            "call": lambda function, /, *args, **kwargs: function(*args, **kwargs),
            "method": lambda owner, name, /, *args, **kwargs: getattr(owner, name)(*args, **kwargs),
            "attribute": getattr, "signature": _parameters, "module": importlib.import_module,
            "import": self._import,
            "set random state": _set_random_state, "get random state": _get_random_state,
        }  # fmt: skip

    def __call__(self, action: str, args: Any, kwargs: Any) -> tuple[Any, ...]:
        """Return the outcome, the value or exception, stdout, stderr, and the arguments as they are now."""
        stdout, stderr = io.StringIO(), io.StringIO()
        arguments: list[Any] = []
        with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
            try:
                positional = [self.serializer.deserialize(item) for item in args]
                keywords = {name: self.serializer.deserialize(item) for name, item in kwargs}
                function = self.actions.get(action) or getattr(operator, action)
                value = function(*positional, **keywords)
                if action == "attribute" and isinstance(value, (types.MethodType, types.BuiltinMethodType)):
                    result: Serialized = ("method", None)
                else:
                    result = self.serializer.serialize(value)
                arguments = [self._changed_argument(item) for item in positional]
                outcome = "returned"
            except BaseException as error:  # noqa: BLE001 - a student's code may raise anything
                outcome, result = "raised", _describe_exception(error)
        return outcome, result, stdout.getvalue()[:LONGEST_TEXT], stderr.getvalue()[:LONGEST_TEXT], arguments

    def _changed_argument(self, value: Any) -> Serialized | None:
        return self.serializer.serialize(value) if isinstance(value, MUTABLE_TYPES) else None

    def _get(self, name: str) -> Any:
        if name not in self.names:
            raise NameError(f"name {name!r} is not defined")
        return self.names[name]

    def _delete(self, name: str) -> None:
        if name not in self.names:
            raise NameError(f"name {name!r} is not defined")
        del self.names[name]

    def _import(self, name: str, module: str, attribute: str) -> None:
        """Give a name the module, or the object of a module, that a test gave it."""
        value = importlib.import_module(module)
        self.names[name] = getattr(value, attribute) if attribute else value

    def _serialize_object(self, value: Any) -> Serialized:
        """Serialize an object as its box, its kind, its classes, its name, and the data it is derived from."""
        box = self.boxes.setdefault(id(value), Box(value))
        described_class = type(value)
        if isinstance(value, FUNCTION_TYPES):
            kind = "function"
        elif isinstance(value, type):
            kind, described_class = ("error" if issubclass(value, BaseException) else "class"), value
        else:
            kind = "module" if isinstance(value, types.ModuleType) else "callable" if callable(value) else "instance"
        classes = [(str(c.__module__), str(c.__qualname__)) for c in described_class.__mro__[:10]]
        name = getattr(value, "__name__", "")
        return "object", (box, kind, classes, name if type(name) is str else "", self._base_data(value))

    def _base_data(self, value: Any) -> Any:
        """Return an object of a class derived from data as that data; None for any other object."""
        for base in (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset):
            if issubclass(type(value), base):
                return self.serializer.serialize(base(value))
        return None

    def _deserialize_object(self, content: Any) -> Any:
        if isinstance(content, Box):
            return content.value
        return self._callback(content)

    def _callback(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that calls a function of the test, which runs in the test's process."""

        def call(*args: Any, **kwargs: Any) -> Any:
            positional = [self.serializer.serialize(item) for item in args]
            keywords = {name: self.serializer.serialize(item) for name, item in kwargs.items()}
            return self.serializer.deserialize(function(positional, keywords))

        call.__name__ = call.__qualname__ = getattr(function, "__name__", "function")
        return call


def _parameters(function: Any) -> list[tuple[Any, ...]]:
    parameters = inspect.signature(function).parameters.values()
    return [(p.name, int(p.kind), p.default is not p.empty, p.default) for p in parameters]


def _set_random_state(state: Any, numpy_state: Any) -> None:
    """Continue the test's random numbers: a test that sets the seed means the student's numbers, too."""
    random.setstate(state)
    np.random.set_state(numpy_state)  # noqa: NPY002 - tests that set a seed set that of the old generator


def _get_random_state() -> Any:
    return random.getstate(), np.random.get_state(legacy=True)  # noqa: NPY002 - as above


def _describe_exception(error: BaseException) -> Serialized:
    """Return an exception as names and texts, even one whose own text raises an exception."""
    names = [str(kind.__name__)[:100] for kind in type(error).__mro__[:10]]
    try:
        text = str(error.args[0]) if isinstance(error, KeyError) and len(error.args) == 1 else str(error)
        frames = [
            f"{frame.name}, line {frame.lineno}: {frame.line}"[:300]
            for frame in traceback.extract_tb(error.__traceback__)
            if "ipython-input" in frame.filename or "ipykernel" in frame.filename
        ]
    except BaseException:  # noqa: BLE001 - its own text may raise
        text, frames = "(its text cannot be shown)", []
    return "raised", (names, text[:2000], frames[-6:])
