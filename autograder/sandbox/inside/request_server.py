"""The child's side of the conversation: it runs cells, calls functions, and answers with data."""

from __future__ import annotations

import os
import socket
import stat
import sys
import time
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from ..protocol import framing, random_state
from ..protocol.decoder import Decoder
from ..protocol.encoder import Encoder
from .exceptions import explain, name_of, text_of
from .ipython_shell import Shell

MAX_HANDLES = 10_000
MAX_WARNINGS = 20
_MISSING = object()


class Line:
    """The data socket, from the child's end: blocking, because the other side keeps the time."""

    def __init__(self, data: socket.socket, frame_bytes: int) -> None:
        self._socket = data
        self._frame_bytes = frame_bytes

    def receive(self) -> tuple[Any, memoryview]:
        tree, buffers = framing.receive(self._some, self._frame_bytes)
        return framing.parse(tree), buffers

    def _some(self, size: int) -> bytes:
        got = self._socket.recv(size)
        if not got:
            os._exit(0)  # the grader is gone
        return got

    def send(self, tree: Any, buffers: list[bytes | memoryview]) -> None:
        for piece in framing.pack(tree, buffers, self._frame_bytes):
            self._socket.sendall(piece)


class Service:
    """Answers one request after the other until the grader hangs up."""

    def __init__(self, line: Line, shell: Shell, show: str, limits: Mapping[str, float]) -> None:
        self._line = line
        self._shell = shell
        self._show = show
        self._max_bytes = int(limits["frame_bytes"]) - 65_536
        self._handles: dict[int, Any] = {}
        self._numbers: dict[int, int] = {}
        self._stubs: dict[int, tuple[Callable[..., Any], framing.Stub]] = {}
        self._replaced: dict[str, Any] = {}
        self._outputs = shell.collect(int(limits["output_bytes"]))
        self._do: dict[str, Callable[[Any, Encoder], dict[str, Any]]] = {
            "cell": self._cell, "call": self._call, "fetch": self._fetch, "exists": self._exists,
            "substitute": self._substitute, "restore": self._restore, "read": self._read,
        }  # fmt: skip

    def serve(self) -> None:
        while True:
            request, buffers = self._line.receive()
            decoder = Decoder(buffers, self._known, layouts=True)
            encoder = Encoder(self._opaque, self._max_bytes)
            try:
                body = decoder.decode(request["body"])
                reply = self._do[request["do"]](body, encoder)
            except framing.Refused as refused:
                encoder = Encoder(self._opaque, self._max_bytes)
                reply = {"unreadable": str(refused)}
            except BaseException as error:
                encoder = Encoder(self._opaque, self._max_bytes)
                reply = {"raised": encoder.encode(explain(error, self._shell.user_ns))}
            self._send({"reply": request["id"], "cpu": time.process_time(), **reply}, encoder)

    def _send(self, tree: dict[str, Any], encoder: Encoder) -> None:
        try:
            self._line.send(tree, encoder.buffers)
        except framing.Refused as refused:
            self._line.send({"reply": tree["reply"], "unreadable": str(refused)}, [])

    def _opaque(self, value: Any) -> Any:
        number = self._numbers.get(id(value))
        if number is None:
            if len(self._handles) >= MAX_HANDLES:
                raise framing.Refused(f"there are more than {MAX_HANDLES:,} objects in it")
            number = self._numbers[id(value)] = len(self._handles)
            self._handles[number] = value
        name = name_of(type(value))
        if name == "ndarray":
            name = f"ndarray of {str(value.dtype)[:40]}"
        return {"h": [number, name]}

    def _known(self, what: framing.Handle | framing.Stub | framing.Dice) -> Any:
        if isinstance(what, framing.Dice):
            return random_state.generator_of(what.state)
        return self._handles[what.id] if isinstance(what, framing.Handle) else self._stub(what)

    def _lent(self, value: Any) -> Any:
        """In a call back, a function of the grader's goes home as itself: `numerical_gradient(f, theta)` has its f."""
        if random_state.is_generator(value):
            return {"g": random_state.state_of(value)}
        known = self._stubs.get(id(value))
        return self._opaque(value) if known is None else {"f": [known[1].id, known[1].name]}

    def _stub(self, what: framing.Stub) -> Callable[..., Any]:
        """A function that lives with the grader; calling it here asks there."""

        def function(*args: Any, **kwargs: Any) -> Any:
            encoder = Encoder(self._lent, self._max_bytes)
            self._line.send({"ask": what.id, "body": encoder.encode([args, kwargs])}, encoder.buffers)
            tree, buffers = self._line.receive()
            if "answer" not in tree:
                raise RuntimeError("this function could not be evaluated")
            passed = filter(random_state.is_generator, (*args, *kwargs.values()))
            for generator, state in zip(passed, tree["drawn"], strict=True):
                random_state.advance(generator, state)
            return Decoder(buffers, self._known, layouts=True).decode(tree["answer"])

        function.__name__ = function.__qualname__ = what.name
        self._stubs[id(function)] = function, what
        return function

    def _target(self, target: Any) -> Any:
        if isinstance(target, str):
            value = self._shell.user_ns.get(target, _MISSING)
            if value is _MISSING:
                raise NameError(f"name {target!r} is not defined")
            return value
        owner, attribute = target
        return owner if attribute is None else getattr(owner, attribute)

    def _cell(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        self._outputs.listening = True
        outputs, error = self._shell.run(body, self._show)
        self._outputs.listening = False
        told = None if error is None else explain(error, self._shell.user_ns)
        try:
            return {"cell": encoder.encode([outputs, told, self._outputs.updates])}
        except framing.Refused as refused:
            encoder.buffers.clear()
            note = {"output_type": "stream", "name": "stderr", "text": f"[output left out: {refused}]\n"}
            return {"cell": encoder.encode([[note], told, []])}

    def _call(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        target, args, kwargs = body
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                value = self._target(target)(*args, **kwargs)
            except BaseException as error:
                told = {**explain(error, self._shell.user_ns), "warnings": _texts(caught)}
                return {"raised": encoder.encode(told)}
        reply = {"value": encoder.encode(value), "warnings": encoder.encode(_texts(caught))}
        after = [_after(item) for item in args], {name: _after(item) for name, item in kwargs.items()}
        try:
            return {**reply, "after": encoder.encode(after)}
        except framing.Refused as refused:
            raise framing.Refused(f"an argument was changed so that {refused}") from None

    def _fetch(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        return {"value": encoder.encode(self._target(body))}

    def _exists(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        return {"value": body in self._shell.user_ns}

    def _substitute(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        name, function = body
        names = self._shell.user_ns
        self._replaced.setdefault(name, names.get(name, _MISSING))
        names[name] = function
        return {"value": None}

    def _restore(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        original = self._replaced.pop(body, _MISSING)
        if original is _MISSING:
            self._shell.user_ns.pop(body, None)
        else:
            self._shell.user_ns[body] = original
        return {"value": None}

    def _read(self, body: Any, encoder: Encoder) -> dict[str, Any]:
        name, max_bytes = body
        try:
            descriptor = os.open(name, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            return {"value": None}
        with os.fdopen(descriptor, "rb") as file:
            about = os.fstat(descriptor)
            if not stat.S_ISREG(about.st_mode) or about.st_size > max_bytes:
                return {"value": None}
            return {"value": encoder.encode(file.read(max_bytes))}


def _after(argument: Any) -> Any:
    """Only what a call can change in place is worth sending back; of a generator, where it stands."""
    if random_state.is_generator(argument):
        return [random_state.state_of(argument)]
    mutable = hasattr(argument, "dtype") or type(argument) in (list, dict)
    return [argument] if mutable else None


def _texts(caught: list[warnings.WarningMessage]) -> list[str]:
    shown = [warning for warning in caught if isinstance(warning.message, Warning)][:MAX_WARNINGS]
    return [f"{name_of(warning.category)}: {_text(warning.message)}" for warning in shown]


def _text(warning: Warning | str) -> str:
    return warning if isinstance(warning, str) else text_of(warning, 200)


def write_files(files: Mapping[str, bytes]) -> None:
    """Lay the submission's own files into the scratch folder, the current one."""
    for name, data in files.items():
        folder = os.path.dirname(name)
        if folder:
            os.makedirs(folder, exist_ok=True)
        with open(name, "wb") as file:
            file.write(data)


def refresh_randomness() -> None:
    """A fork inherits its parent's random state; without this every student would draw the same numbers."""
    import random

    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
