"""The student's side of a test: it does what the test asks of the student's names and objects, and answers in parcels.

Its text is sent into the child behind that of `parcel`, before any cell of the student's runs. Whatever a student does
to it, it can only answer data.
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

from autograder.notebook_tests.serialization import FUNCTIONS, MUTABLE, Parcel, Parcels

LONGEST_TEXT = 100_000
BUILTIN = ("len", "iter", "next", "bool", "int", "float", "complex", "str", "repr", "bytes", "format", "hash", "abs",
           "round", "divmod", "isinstance", "issubclass", "dir", "setattr", "delattr", "reversed")  # fmt: skip


class Box:
    """Keeps an object from being taken for the data it is derived from."""

    def __init__(self, value: Any) -> None:
        self.value = value


class Agent:
    """Answers one request after the other on the names of the notebook."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names
        self.boxes: dict[int, Box] = {}
        self.parcels = Parcels(self._object, self._known)
        self.actions: dict[str, Callable[..., Any]] = {
            **{name: getattr(builtins, name) for name in BUILTIN},
            "get": self._get, "has": names.__contains__, "set": names.__setitem__, "delete": self._delete,
            "names": lambda: sorted(name for name in names if not name.startswith("_")),
            "call": lambda function, *args, **kwargs: function(*args, **kwargs),
            "method": lambda owner, name, *args, **kwargs: getattr(owner, name)(*args, **kwargs),
            "attribute": getattr, "signature": self._signature, "module": importlib.import_module,
            "scatter": _scatter, "gather": _gather,
        }  # fmt: skip

    def __call__(self, action: str, args: Any, kwargs: Any) -> tuple[Any, ...]:
        """(ending, what came of it, stdout, stderr, the arguments as they are now)."""
        out, err = io.StringIO(), io.StringIO()
        after: list[Any] = []
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                passed = [self.parcels.unpack(item) for item in args]
                named = {name: self.parcels.unpack(item) for name, item in kwargs}
                do = self.actions.get(action) or getattr(operator, action)
                value = do(*passed, **named)
                if action == "attribute" and isinstance(value, (types.MethodType, types.BuiltinMethodType)):
                    told: Parcel = ("method", None)
                else:
                    told = self.parcels.pack(value)
                after = [self.parcels.pack(item) if isinstance(item, MUTABLE) else None for item in passed]
                ending = "returned"
            except BaseException as error:  # noqa: BLE001 - a student's code may raise anything
                ending, told = "raised", _told(error)
        return ending, told, out.getvalue()[:LONGEST_TEXT], err.getvalue()[:LONGEST_TEXT], after

    def _get(self, name: str) -> Any:
        if name not in self.names:
            raise NameError(f"name {name!r} is not defined")
        return self.names[name]

    def _delete(self, name: str) -> None:
        if name not in self.names:
            raise NameError(f"name {name!r} is not defined")
        del self.names[name]

    def _signature(self, function: Any) -> list[tuple[Any, ...]]:
        parameters = inspect.signature(function).parameters.values()
        return [(p.name, int(p.kind), p.default is not p.empty, p.default) for p in parameters]

    def _object(self, value: Any) -> Parcel:
        """The object's handle, and what its looks say: kind, class, and the classes above it."""
        box = self.boxes.setdefault(id(value), Box(value))
        about = type(value)
        if isinstance(value, FUNCTIONS):
            kind = "function"
        elif isinstance(value, type):
            kind, about = ("error" if issubclass(value, BaseException) else "class"), value
        else:
            kind = "module" if isinstance(value, types.ModuleType) else "callable" if callable(value) else "instance"
        classes = [(str(c.__module__), str(c.__qualname__)) for c in about.__mro__[:10]]
        name = getattr(value, "__name__", "")
        return "object", (box, kind, classes, name if type(name) is str else "", self._data(value))

    def _data(self, value: Any) -> Any:
        """What an object of a class derived from data is as data; None for any other."""
        for base in (bool, int, float, complex, str, bytes, tuple, list, dict, set, frozenset):
            if issubclass(type(value), base):
                return self.parcels.pack(base(value))
        return None

    def _known(self, content: Any) -> Any:
        if isinstance(content, Box):
            return content.value
        return self._callback(content)

    def _callback(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function of the test's: it runs where the test is."""

        def call(*args: Any, **kwargs: Any) -> Any:
            packed = [self.parcels.pack(item) for item in args]
            return self.parcels.unpack(
                function(packed, {name: self.parcels.pack(item) for name, item in kwargs.items()})
            )

        call.__name__ = call.__qualname__ = getattr(function, "__name__", "function")
        return call


def _scatter(state: Any, numpy_state: Any) -> None:
    """Go on drawing where the test has left off: a test that sets the seed means the student's draws, too."""
    random.setstate(state)
    np.random.set_state(numpy_state)  # noqa: NPY002 - the old generator is what seeds of tests mean


def _gather() -> Any:
    return random.getstate(), np.random.get_state(legacy=True)  # noqa: NPY002 - the same


def _told(error: BaseException) -> Parcel:
    """An exception as names and text, even one that explodes when it is looked at."""
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
