"""The line from a test to the student's names: every question goes through here, and every answer is only data."""

from __future__ import annotations

import builtins
import inspect
import random
import sys
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeGuard

import numpy as np

from autograder.notebook_tests import rpc_server as agents
from autograder.notebook_tests import serialization as parcels
from autograder.notebook_tests.in_place import renew
from autograder.notebook_tests.serialization import Parcels
from autograder.sandbox import Handle, ProcessEnded, Raised, StudentProcess

CALLBACK_FAILED = "this function could not be evaluated"
LOADER = """
def _agent(*modules):
    import sys, types
    sys.path.insert(0, "")  # as in a notebook: modules beside it can be imported
    for name, text in modules:
        module = sys.modules[name] = types.ModuleType(name)
        exec(compile(text, name, "exec"), vars(module))
    for name, _ in modules:
        del sys.modules[name]
    return module.Agent(get_ipython().user_ns)
"""
MODULES = tuple((module.__name__, Path(str(module.__file__)).read_text("utf-8")) for module in (parcels, agents))


METHOD = object()
"""The answer for an attribute that is a method: it is called by its owner and name."""


class NeedsPerson(BaseException):
    """The test asks what cannot be asked from afar: a person must look. No `except Exception` of a test catches it."""


class Halted(BaseException):
    """The student's process is gone; the test has nothing left to ask."""


class StudentError(Exception):
    """An exception of a student's own class, or an answer that cannot be read."""


@dataclass
class Link:
    """Asks one child. `stopped` and `person` say why no answer counts any more, even where a test swallowed that."""

    child: StudentProcess
    represent: Callable[[Link, Handle, str, Mapping[str, Any]], Any]
    asked: frozenset[str] = frozenset()
    stopped: str = ""
    person: str = ""
    shares_randomness: bool = False
    errors: dict[str, type[BaseException]] = field(default_factory=dict)
    _busy: bool = False
    _callback_error: BaseException | None = None

    def __post_init__(self) -> None:
        self.parcels = Parcels(self._opaque, self._known)
        self._objects: dict[int, Any] = {}
        self.child.run_cell(LOADER)
        answer = self.child.call("_agent", MODULES)
        self.child.run_cell("del _agent")
        if isinstance(answer, Raised) or not isinstance(answer.value, Handle):
            raise ProcessEnded("sandbox", "the student's side of the tests does not start")
        self._agent = answer.value

    def ask(self, action: str, *args: Any, **kwargs: Any) -> Any:
        """The value; raises what the student's code raised, as the builtin exception of that name if there is one."""
        self._before()
        packed = [self._pack(item) for item in args]
        named = {name: self._pack(item) for name, item in kwargs.items()}
        drawn = self.shares_randomness and action in ("call", "method")
        if drawn:
            self._exchange("scatter", [self._pack(random.getstate()), self._pack(_numpy_state())], {})
        try:
            ending, told, after = self._exchange(action, packed, named)
        finally:
            if drawn and not self.stopped:
                self._gather()
        for old, new in zip(args, after, strict=False):
            if new is not None:
                renew(old, self._unpack(new))
        if ending != "returned":
            raise self._error(told)
        return METHOD if told == ("method", None) else self._unpack(told)

    def offer(self, name: str, value: Any) -> bool:
        """Give the notebook a name's new value; False where the value cannot go there, which is no harm yet."""
        person = self.person
        try:
            self.ask("set", name, value)
        except NeedsPerson:
            self.person = person
            return False
        return True

    def refuse(self, why: str) -> NeedsPerson:
        """Note why only a person can grade this; to be raised."""
        self.person = self.person or why
        return NeedsPerson(why)

    def _before(self) -> None:
        if self.stopped:
            raise Halted(self.stopped)
        if self._busy:
            raise self.refuse("the student's code calls a function of the test that asks the student's code in turn")

    def _exchange(self, action: str, args: list[Any], kwargs: dict[str, Any]) -> tuple[str, Any, list[Any]]:
        self._busy, self._callback_error = True, None
        try:
            answer = self.child.call(self._agent, (action, tuple(args), tuple(kwargs.items())))
        except ProcessEnded as stop:
            self.stopped = str(stop)
            raise Halted(self.stopped) from None
        except BaseException as end:  # the test's time is up: an answer that still comes belongs to no question
            self.child.close()
            self.stopped = str(end)
            raise
        finally:
            self._busy = False
        if isinstance(answer, Raised):
            raise StudentError(answer.message)
        for text in answer.warnings:
            name, _, message = text.partition(": ")
            kind = getattr(builtins, name, None)
            category = kind if isinstance(kind, type) and issubclass(kind, Warning) else UserWarning
            warnings.warn(message, category, stacklevel=4)
        try:
            ending, told, out, err, after = answer.value
            _show(out, err)
        except (TypeError, ValueError):
            raise StudentError("the answer of the student's process cannot be read") from None
        return ending, told, after if type(after) is list else []

    def _gather(self) -> None:
        state, numpy_state = self._unpack(self._exchange("gather", [], {})[1])
        random.setstate(state)
        np.random.set_state(numpy_state)  # noqa: NPY002 - the old generator is what seeds of tests mean

    def _pack(self, value: Any) -> Any:
        try:
            return self.parcels.pack(value)
        except ValueError as error:
            raise self.refuse(f"a value of the test's cannot be sent to the student's code: {error}") from None

    def _unpack(self, told: Any) -> Any:
        try:
            return self.parcels.unpack(told)
        except (ValueError, RecursionError) as error:
            raise StudentError(f"the value cannot be read: {error}") from None

    def _opaque(self, value: Any) -> tuple[str, Any]:
        """Objects of the student's go back as what they are; functions of the test's can be called from there."""
        handle = handle_of(value)
        if handle is not None:
            return "object", handle
        if isinstance(value, (*parcels.FUNCTIONS, type)) or inspect.isfunction(value) or callable(value):
            return "object", self._callback(value)
        raise self.refuse(f"the test hands the student's code a {type(value).__name__} of its own")

    def _callback(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(args: Any, kwargs: Any) -> Any:
            try:
                value = function(
                    *map(self._unpack, args), **{name: self._unpack(item) for name, item in kwargs.items()}
                )
                return self._pack(value)
            except BaseException as error:  # noqa: BLE001 - raised again where the test waits
                self._callback_error = error
                raise RuntimeError(CALLBACK_FAILED) from None

        call.__name__ = getattr(function, "__name__", "function")
        return call

    def _known(self, content: Any) -> Any:
        """A stand-in for an object of the student's; one for each object, so that `is` means what it should."""
        handle, kind, classes, name, data = content
        if type(handle) is not Handle or type(kind) is not str or type(classes) is not list:
            raise ValueError("no object")
        own = str(classes[0][1]) if classes else ""
        if data is not None and own not in self.asked:
            return self.parcels.unpack(data)
        if kind == "error":
            return self._error_class(own, [str(known) for _, known in classes])
        if handle.id not in self._objects:
            about = {"classes": [(str(m), str(n)) for m, n in classes], "name": str(name), "asked": own in self.asked}
            self._objects[handle.id] = self.represent(self, handle, kind, about)
        return self._objects[handle.id]

    def _error(self, told: Any) -> BaseException:
        if type(told) is not tuple or told[0] != "raised":
            return StudentError("the student's code failed in a way that cannot be read")
        names, text, frames = told[1]
        if self._callback_error is not None and text == CALLBACK_FAILED:
            return self._callback_error
        kind = self.errors.get(names[0]) or self._error_class(names[0], names)
        try:
            error = kind(text)
        except TypeError:  # UnicodeDecodeError and its like want more
            error = StudentError(f"{names[0]}: {text}")
        error.__notes__ = [f"in the student's {frame}" for frame in frames if type(frame) is str]
        return error

    def _error_class(self, name: str, names: list[str]) -> type[BaseException]:
        """The builtin exception of this name, else one made after the builtin it is derived from."""
        builtin = (getattr(builtins, known, None) for known in names)
        base: type[BaseException] = next((kind for kind in builtin if _is(kind, BaseException)), StudentError)
        if base.__name__ == name:
            return base
        return self.errors.setdefault(name, type(name if name.isidentifier() else "StudentError", (base,), {}))


def handle_of(value: Any) -> Handle | None:
    """The handle behind a stand-in, asked of its class: a stand-in answers every question about itself from afar."""
    reveal = getattr(type(value), "_handle_behind", None)
    return reveal(value) if reveal is not None else None


def _numpy_state() -> Any:
    return np.random.get_state(legacy=True)  # noqa: NPY002 - the same


def _is(kind: Any, base: type) -> TypeGuard[type[BaseException]]:
    return isinstance(kind, type) and issubclass(kind, base)


def _show(out: str, err: str) -> None:
    """What the student's code printed; a cell's own screen knows who may see it."""
    for text, stream in ((out, sys.stdout), (err, sys.stderr)):
        if text:
            getattr(stream, "write_students", stream.write)(text)
