"""The grader's end of the data socket: every byte is suspect, and every wait has an end."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Callable
from typing import Any

from . import wire
from .results import Stopped


class Deadline:
    """A budget of processor seconds that is looked after on the clock.

    When `seconds` have gone by on the clock, the child's own processor time decides: a child that was kept
    waiting by its neighbours goes on, at most `patience` times as long. `pardon` gives back time the grader
    spent itself.
    """

    def __init__(
        self,
        seconds: float,
        patience: float,
        used: Callable[[], float],
        before: float = 0.0,
        what: str = "it",
    ) -> None:
        self._seconds = seconds
        self._used = used
        self._before = before
        self._what = what
        self._started = time.monotonic()
        self._last = self._started + seconds * max(1.0, patience)
        self._next_look = self._started + seconds
        self._pardoned = 0.0

    def pardon(self, seconds: float) -> None:
        granted = min(seconds, self._seconds - self._pardoned)
        if granted > 0:
            self._pardoned += granted
            self._last += granted
            self._next_look += granted

    def remaining(self) -> float:
        """Seconds until the next look; raises `Stopped` when the budget is used up."""
        now = time.monotonic()
        if now >= self._next_look:
            spent = self._used() - self._before
            if now >= self._last or spent >= 0.95 * self._seconds:
                raise Stopped("timeout", f"{self._what} did not finish within {self._seconds:g} seconds")
            self._next_look = min(self._last, now + max(0.05, self._seconds - spent))
        return max(0.001, self._next_look - now)

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self._started


class Channel:
    """Sends and receives whole frames before a deadline."""

    def __init__(self, data: socket.socket, frame_bytes: int) -> None:
        self._socket = data
        self._frame_bytes = frame_bytes
        self._ready = select.poll()
        self._ready.register(data, select.POLLIN)

    def send(self, tree: Any, buffers: list[bytes | memoryview], deadline: Deadline) -> None:
        """The child may refuse to read, so even sending has a deadline."""
        for piece in wire.pack(tree, buffers, self._frame_bytes):
            rest = memoryview(piece)
            while rest:
                self._socket.settimeout(deadline.remaining())
                try:
                    rest = rest[self._socket.send(rest) :]
                except TimeoutError:
                    continue
                except OSError as error:
                    raise wire.FrameError("it closed the connection") from error

    def receive(self, deadline: Deadline) -> tuple[dict[str, Any], memoryview]:
        head = self._exactly(wire.HEAD.size, deadline)
        tree, buffers = wire.sizes(head, self._frame_bytes)
        body = self._exactly(tree + buffers, deadline)
        message = wire.parse(body[:tree])
        return wire.expect(message, dict), body[tree:]

    def _exactly(self, size: int, deadline: Deadline) -> memoryview:
        block = bytearray(size)
        view, filled = memoryview(block), 0
        while filled < size:
            self._socket.settimeout(deadline.remaining())
            try:
                got = self._socket.recv_into(view[filled:])
            except TimeoutError:
                continue
            except OSError as error:
                raise EOFError from error
            if not got:
                raise EOFError
            filled += got
        return view

    def expect_silence(self) -> None:
        """Nothing may lie in the socket before a question: it would be a reply forged in advance."""
        if not self._ready.poll(0):
            return
        try:
            said = self._socket.recv(1, socket.MSG_PEEK)
        except OSError:
            said = b""
        if not said:
            raise EOFError
        raise wire.FrameError("it talks without being asked")

    def close(self) -> None:
        self._socket.close()
