"""The grader's end of the data socket: every byte is suspect, and every wait has an end."""

from __future__ import annotations

import math
import select
import socket
import time
from collections.abc import Callable
from typing import Any

from autograder.sandbox.host.results import Stopped
from autograder.sandbox.protocol import framing


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
        data.setblocking(False)
        self._socket = data
        self._frame_bytes = frame_bytes
        self._readable, self._writable = select.poll(), select.poll()
        self._readable.register(data, select.POLLIN)
        self._writable.register(data, select.POLLOUT)

    def send(self, tree: Any, buffers: list[bytes | memoryview], deadline: Deadline) -> None:
        """The child may refuse to read, so even sending has a deadline."""
        for piece in framing.pack(tree, buffers, self._frame_bytes):
            rest = memoryview(piece)
            while rest:
                try:
                    rest = rest[self._socket.send(rest) :]
                except BlockingIOError:
                    _wait(self._writable, deadline)
                except OSError as error:
                    raise framing.FrameError("it closed the connection") from error

    def receive(self, deadline: Deadline) -> tuple[dict[str, Any], memoryview]:
        """One frame, and nothing behind it: whatever else there is would be an answer forged in advance."""
        tree, buffers = framing.receive(lambda size: self._some(size, deadline), self._frame_bytes)
        return framing.expect(framing.parse(tree), dict), buffers

    def _some(self, size: int, deadline: Deadline) -> bytes:
        while True:
            _wait(self._readable, deadline)
            try:
                got = self._socket.recv(size)
            except BlockingIOError:
                continue
            except OSError as error:
                raise EOFError from error
            if not got:
                raise EOFError
            return got

    def expect_silence(self) -> None:
        """Nothing may lie in the socket before a question, either."""
        try:
            said = self._socket.recv(1)
        except BlockingIOError:
            return
        except OSError as error:
            raise EOFError from error
        if not said:
            raise EOFError
        raise framing.FrameError("it talks without being asked")

    def close(self) -> None:
        self._socket.close()


def _wait(ready: select.poll, deadline: Deadline) -> None:
    """Until the socket is ready or the deadline wants to look."""
    while not ready.poll(math.ceil(deadline.remaining() * 1000)):
        pass
