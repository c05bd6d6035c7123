"""Serves the grader's requests in the student's process: runs cells, calls functions, and replies with data."""

from __future__ import annotations

import os
import stat
import threading
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ..protocol import framing, random_state
from ..protocol.decoder import Decoder, Reference
from ..protocol.encoder import SMALL_ARRAY_BYTES, Encoder
from ..protocol.framing import EncodingError, FunctionStub, GeneratorState, Handle
from . import warning_filters
from .exceptions import class_name, describe_exception
from .grader_connection import GraderConnection
from .ipython_shell import StudentShell
from .name_snapshots import NotebookNames

MAX_HANDLES = 10_000
_MISSING = object()


class RequestServer:
    """Answers one request after the other until the grader closes the connection.

    `handles` are the student's objects that the grader has references to, `stubs` the grader's functions that the
    student's code has.
    """

    def __init__(
        self, connection: GraderConnection, shell: StudentShell, output_mode: str, limits: Mapping[str, float]
    ) -> None:
        self._connection = connection
        self._shell = shell
        self._output_mode = output_mode
        self._max_bytes = int(limits["frame_bytes"]) - framing.ENVELOPE_BYTES
        self._handles: dict[int, Any] = {}
        self._handle_ids: dict[int, int] = {}
        self._stubs: dict[int, tuple[Callable[..., Any], FunctionStub]] = {}
        self._callback_lock = threading.Lock()
        self._initial_filters = list(warnings.filters)
        self._names = NotebookNames(shell.user_ns)
        self._outputs = shell.capture_outputs(int(limits["output_bytes"]))
        self._handlers: dict[str, Callable[[Any, Encoder], dict[str, Any]]] = {
            "run_cell": self._run_cell,
            "call": self._call,
            "fetch": self._fetch,
            "exists": self._exists,
            "select_names": self._select_names,
            "substitute": self._substitute,
            "read_file": self._read_file,
        }

    def serve(self) -> None:
        """Answer requests; every exception of the student's code becomes a reply."""
        while True:
            frame = self._connection.receive()
            request = framing.parse_tree(frame.tree)
            decoder = Decoder(frame.buffers, self._resolve, keep_layout=True)
            encoder = Encoder(self._encode_handle, self._max_bytes)
            try:
                body = decoder.decode(request["body"])
                reply = self._handlers[request["method"]](body, encoder)
            except EncodingError as error:
                encoder = Encoder(self._encode_handle, self._max_bytes)
                reply = {"unreadable": str(error)}
            except BaseException as error:
                encoder = Encoder(self._encode_handle, self._max_bytes)
                reply = {"exception": encoder.encode(describe_exception(error, self._shell.user_ns))}
            self._send(reply, encoder)

    def _send(self, tree: dict[str, Any], encoder: Encoder) -> None:
        try:
            self._connection.send(tree, encoder.buffers, time.process_time())
        except EncodingError as error:
            self._connection.send({"unreadable": str(error)}, [], time.process_time())

    def _encode_handle(self, value: Any) -> Any:
        """Encode an object that is not plain data as a handle."""
        handle_id = self._handle_ids.get(id(value))
        if handle_id is None:
            if len(self._handles) >= MAX_HANDLES:
                raise EncodingError(f"there are more than {MAX_HANDLES:,} objects in it")
            handle_id = self._handle_ids[id(value)] = len(self._handles)
            self._handles[handle_id] = value
        name = class_name(type(value))
        if name == "ndarray":
            name = f"ndarray of {str(value.dtype)[:40]}"
        return {"h": [handle_id, name]}

    def _resolve(self, reference: Reference) -> Any:
        if isinstance(reference, GeneratorState):
            return random_state.rebuild_generator(reference.state)
        return self._handles[reference.id] if isinstance(reference, Handle) else self._make_stub(reference)

    def _encode_callback_argument(self, value: Any) -> Any:
        """Encode a generator, a function of the grader's, or a handle.

        A function of the grader's is sent back as itself, so that `numerical_gradient(f, theta)` gets the grader's f.
        """
        if random_state.is_generator(value):
            return {"g": random_state.get_state(value)}
        function_and_stub = self._stubs.get(id(value))
        if function_and_stub is None:
            return self._encode_handle(value)
        _, stub = function_and_stub
        return {"f": [stub.id, stub.name]}

    def _make_stub(self, stub: FunctionStub) -> Callable[..., Any]:
        """Return a function that calls the grader's function."""

        def function(*args: Any, **kwargs: Any) -> Any:
            encoder = Encoder(self._encode_callback_argument, self._max_bytes)
            request = {"callback": stub.id, "body": encoder.encode([args, kwargs])}
            with self._callback_lock:  # the student's code may call it from several threads
                self._connection.send(request, encoder.buffers)
                self._connection.flush()  # the grader does not expect it between requests, and ends this process
                frame = self._connection.receive()
            tree = framing.parse_tree(frame.tree)
            if "result" not in tree:
                raise RuntimeError("this function could not be evaluated")
            generators = filter(random_state.is_generator, (*args, *kwargs.values()))
            for generator, state in zip(generators, tree["generators"], strict=True):
                random_state.set_state(generator, state)
            return Decoder(frame.buffers, self._resolve, keep_layout=True).decode(tree["result"])

        function.__name__ = function.__qualname__ = stub.name
        self._stubs[id(function)] = function, stub
        return function

    def _find_target(self, target: Any) -> Any:
        """Return a global variable, an object of a handle, or an attribute of one."""
        if isinstance(target, str):
            value = self._shell.user_ns.get(target, _MISSING)
            if value is _MISSING:
                raise NameError(f"name {target!r} is not defined")
            return value
        owner, attribute = target
        return owner if attribute is None else getattr(owner, attribute)

    def _run_cell(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        source, checks, is_given = body
        self._names.start_cell(checks)
        self._outputs.active = True
        outputs, error = self._shell.run(source, self._output_mode)
        self._outputs.active = False
        self._names.end_cell(is_given)
        exception = None if error is None else describe_exception(error, self._shell.user_ns)
        try:
            return {"cell": encoder.encode([outputs, exception, self._outputs.updates])}
        except EncodingError as encoding_error:
            encoder.buffers.clear()
            note = {"output_type": "stream", "name": "stderr", "text": f"[output left out: {encoding_error}]\n"}
            return {"cell": encoder.encode([[note], exception, []])}

    def _call(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        target, args, kwargs = body
        snapshots = [_snapshot(argument) for argument in args]
        with warnings.catch_warnings(record=True) as caught:
            warning_filters.record_all(self._initial_filters)
            try:
                value = self._find_target(target)(*args, **kwargs)
            except BaseException as error:
                exception = describe_exception(error, self._shell.user_ns)
                return {"exception": encoder.encode({**exception, "warnings": warning_filters.texts_of(caught)})}
        reply = {"value": encoder.encode(value), "warnings": encoder.encode(warning_filters.texts_of(caught))}
        arguments = (
            [_argument_after_call(*pair) for pair in zip(args, snapshots, strict=True)],
            {name: _argument_after_call(argument) for name, argument in kwargs.items()},
        )
        try:
            return {**reply, "arguments": encoder.encode(arguments)}
        except EncodingError as error:
            raise EncodingError(f"an argument was changed so that {error}") from None

    def _fetch(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        return {"value": encoder.encode(self._find_target(body))}

    def _exists(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        return {"value": body in self._shell.user_ns}

    def _select_names(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        return {"value": encoder.encode(self._names.select(*body))}

    def _substitute(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        name, function = body
        self._shell.user_ns[name] = function
        return {"value": None}

    def _read_file(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        name, max_bytes = body
        try:
            descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            return {"value": None}
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size > max_bytes:
                return {"value": None}
            return {"value": encoder.encode(file.read(max_bytes))}


def _snapshot(argument: Any) -> Any:
    """Return what tells whether a small array has changed; None for any other argument."""
    if type(argument) is not np.ndarray or argument.nbytes > SMALL_ARRAY_BYTES:
        return None
    return argument.dtype, argument.shape, argument.tobytes()


def _argument_after_call(argument: Any, snapshot: Any = None) -> Any:
    """Return in a list what the call may have changed in place: a mutable argument, or the state of a generator.

    None where nothing can have changed or an array has not.
    """
    if snapshot is not None and _snapshot(argument) == snapshot:
        return None
    if random_state.is_generator(argument):
        return [random_state.get_state(argument)]
    is_mutable = hasattr(argument, "dtype") or type(argument) in (list, dict)
    return [argument] if is_mutable else None
