"""The test's connection to the student's names: sends every request to the student's process and reads plain data."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checking.in_place_update import ARGUMENTS_CHANGED, RANDOM_STATE_CHANGED, differs, update_in_place
from autograder.notebook_tests import rpc_server, serialization
from autograder.notebook_tests.cell_outputs import print_again, warn_again
from autograder.notebook_tests.remote_exceptions import (
    ConnectionClosed,
    NeedsManualGrading,
    RemoteExceptions,
    StudentError,
)
from autograder.notebook_tests.serialization import Serializer
from autograder.sandbox.host.results import ProcessEnded, Raised
from autograder.sandbox.host.student_process import OBJECT_LABEL, StudentProcess
from autograder.sandbox.protocol.framing import Handle

CALLBACK_FAILED = "this function could not be evaluated"
LOADER = """
def _start_rpc_server(*modules):
    import sys, types
    sys.path.insert(0, "")  # as in a notebook: modules beside it can be imported
    for name, text in modules:
        module = sys.modules[name] = types.ModuleType(name)
        exec(compile(text, name, "exec"), vars(module))
    for name, _ in modules:
        del sys.modules[name]
    return module.RpcServer(get_ipython().user_ns)
"""
MODULES = tuple((m.__name__, Path(str(m.__file__)).read_text("utf-8")) for m in (serialization, rpc_server))

METHOD = object()
"""The value of an attribute that is a method: it is called by its owner and name."""


@dataclass(frozen=True)
class ObjectInfo:
    """What is known of an object of the student.

    `kind` is function, class, callable, module or instance; `classes` are the module and name of each class it is an
    instance of; `in_course` says whether the course defines its class or asks for it.
    """

    kind: str
    classes: tuple[tuple[str, str], ...]
    name: str
    in_course: bool


@dataclass
class StudentConnection:
    """Sends requests to one student's process.

    `end_reason` and `manual_reason` say why the test's result does not count, even where the test caught the exception.
    `changes` says what the student's code does to values of the test.
    """

    process: StudentProcess
    make_remote_object: Callable[[StudentConnection, Handle, ObjectInfo], Any]
    course_classes: frozenset[str] = frozenset()
    end_reason: str = ""
    manual_reason: str = ""
    shares_random_state: bool = False
    changes: set[str] = field(default_factory=set)
    _exceptions: RemoteExceptions = field(default_factory=RemoteExceptions)
    _waiting: bool = False
    _callback_error: BaseException | None = None

    def __post_init__(self) -> None:
        self._serializer = Serializer(self._serialize_object, self._deserialize_object)
        self._objects: dict[int, Any] = {}
        self.process.run_cell(LOADER)
        reply = self.process.call("_start_rpc_server", MODULES)
        self.process.run_cell("del _start_rpc_server")
        if isinstance(reply, Raised) or not isinstance(reply.value, Handle):
            raise ProcessEnded("sandbox", "the student's side of the tests does not start")
        self._server = reply.value

    def request(self, action: str, /, *args: Any, **kwargs: Any) -> Any:
        """Return the value of a request; raises what the student's code raised, by the builtin type of that name."""
        self._require_open()
        positional = [self._serialize(item) for item in args]
        keywords = {name: self._serialize(item) for name, item in kwargs.items()}
        shares_random_state = self.shares_random_state and action in ("call", "method")
        if shares_random_state:
            states = random.getstate(), np.random.get_state(legacy=True)  # noqa: NPY002 - the generator that tests seed
            self._exchange("set random state", [self._serialize(state) for state in states], {})
        try:
            outcome, result, arguments = self._exchange(action, positional, keywords)
        finally:
            if shares_random_state and not self.end_reason:
                self._copy_random_state()
        for old, new in zip(args, arguments, strict=False):
            if new is not None:
                value = self._deserialize(new)
                if action in ("call", "method") and differs(old, value):
                    self.changes.add(ARGUMENTS_CHANGED)
                update_in_place(old, value)
        if outcome != "returned":
            raise self._raised(action, args, result)
        return METHOD if result == ("method", None) else self._deserialize(result)

    def try_to_send(self, action: str, /, *args: Any) -> bool:
        """Make a request that sets a name; False where that is not possible, which is harmless until it is used."""
        reason = self.manual_reason
        try:
            self.request(action, *args)
        except (NeedsManualGrading, ImportError, AttributeError):
            self.manual_reason = reason
            return False
        return True

    def refuse(self, reason: str) -> NeedsManualGrading:
        """Note why only a person can grade the test, and return the exception to raise."""
        self.manual_reason = self.manual_reason or reason
        return NeedsManualGrading(reason)

    def _require_open(self) -> None:
        if self.end_reason:
            raise ConnectionClosed(self.end_reason)
        if self._waiting:
            raise self.refuse("the student's code calls a function of the test that asks the student's code in turn")

    def _exchange(self, action: str, args: list[Any], kwargs: dict[str, Any]) -> tuple[str, Any, list[Any]]:
        """Send a request; returns the outcome, the serialized value or exception, and the changed arguments."""
        self._waiting, self._callback_error = True, None
        try:
            reply = self.process.call(self._server, (action, tuple(args), tuple(kwargs.items())))
        except ProcessEnded as error:
            # The sandbox names what it called: the server, of which neither students nor instructors know.
            self.end_reason = str(error).replace(OBJECT_LABEL, "the student's code")
            raise ConnectionClosed(self.end_reason) from None
        except BaseException as error:  # the test's time is up: a late reply must not be taken for the next one
            self.process.close()
            self.end_reason = str(error)
            raise
        finally:
            self._waiting = False
        if isinstance(reply, Raised):
            raise StudentError(reply.message)
        warn_again(reply.warnings)
        try:
            outcome, result, stdout, stderr, arguments = reply.value
            print_again(stdout, stderr)
        except (TypeError, ValueError):
            raise StudentError("the answer of the student's process cannot be read") from None
        return outcome, result, arguments if type(arguments) is list else []

    def _copy_random_state(self) -> None:
        state, numpy_state = self._deserialize(self._exchange("get random state", [], {})[1])
        own_states = random.getstate(), np.random.get_state(legacy=True)  # noqa: NPY002 - the generator that tests seed
        if differs(own_states, (state, numpy_state)):
            self.changes.add(RANDOM_STATE_CHANGED)
        random.setstate(state)
        np.random.set_state(numpy_state)  # noqa: NPY002 - the generator that tests seed

    def _serialize(self, value: Any) -> Any:
        try:
            return self._serializer.serialize(value)
        except ValueError as error:
            raise self.refuse(f"a value of the test's cannot be sent to the student's code: {error}") from None

    def _deserialize(self, serialized: Any) -> Any:
        try:
            return self._serializer.deserialize(serialized)
        except (ValueError, RecursionError) as error:
            raise StudentError(f"the value cannot be read: {error}") from None

    def _serialize_object(self, value: Any) -> tuple[str, Any]:
        """Send an object of the student back as itself, and a function of the test as a callback."""
        handle = handle_of(value)
        if handle is not None:
            return "object", handle
        if callable(value):
            return "object", self._callback(value)
        raise self.refuse(f"the test hands the student's code a {type(value).__name__} of its own")

    def _callback(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(args: Any, kwargs: Any) -> Any:
            try:
                positional = [self._deserialize(item) for item in args]
                keywords = {name: self._deserialize(item) for name, item in kwargs.items()}
                return self._serialize(function(*positional, **keywords))
            except BaseException as error:  # noqa: BLE001 - raised again where the test waits
                self._callback_error = error
                raise RuntimeError(CALLBACK_FAILED) from None

        call.__name__ = getattr(function, "__name__", "function")
        return call

    def _deserialize_object(self, content: Any) -> Any:
        """Return the remote object for an object of the student: always the same one, so that `is` works."""
        handle, kind, classes, name, data = content
        if type(handle) is not Handle or type(kind) is not str or type(classes) is not list:
            raise ValueError("it is not an object")
        class_name = str(classes[0][1]) if classes else ""
        in_course = class_name in self.course_classes
        if data is not None and not in_course:
            return self._serializer.deserialize(data)
        if kind == "error":
            return self._exceptions.error_class(class_name, [str(base) for _, base in classes])
        if handle.id not in self._objects:
            info = ObjectInfo(kind, tuple((str(m), str(n)) for m, n in classes), str(name), in_course)
            self._objects[handle.id] = self.make_remote_object(self, handle, info)
        return self._objects[handle.id]

    def _raised(self, action: str, args: tuple[Any, ...], result: Any) -> BaseException:
        """Return the exception to raise; in a call, StopIteration would end a loop of the test without a failure."""
        error = self._exception(result)
        if isinstance(error, StopIteration) and action in ("call", "method") and args[1:2] != ("__next__",):
            return StudentError(f"StopIteration: {error}")
        return error

    def _exception(self, result: Any) -> BaseException:
        error = self._exceptions.exception(result)
        return self._callback_error if self._callback_error is not None and CALLBACK_FAILED in error.args else error


def handle_of(value: Any) -> Handle | None:
    """Return the handle of a remote object, or None; asks its class, because the object forwards every attribute."""
    method = getattr(type(value), "_remote_handle", None)
    return method(value) if method is not None else None
