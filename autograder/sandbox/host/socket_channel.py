"""The grader's end of the socket to a student's process: no byte is trusted, and no wait is endless."""

from __future__ import annotations

import math
import select
import socket
import time
from collections.abc import Callable
from typing import Any

from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.protocol import framing


class Deadline:
    """A limit of CPU time for one request.

    It is checked on the wall clock: once `seconds` have passed, the CPU time of the process decides. A process that
    had to wait for a busy machine goes on, for at most `patience` times as long, and not beyond `latest`.
    """

    def __init__(
        self,
        seconds: float,
        patience: float,
        cpu_seconds: Callable[[], float],
        cpu_seconds_before: float = 0.0,
        subject: str = "it",
        latest: float = math.inf,
    ) -> None:
        self._seconds = seconds
        self._cpu_seconds = cpu_seconds
        self._cpu_seconds_before = cpu_seconds_before
        self._subject = subject
        self._start = time.monotonic()
        self._latest = latest
        self._end = min(latest, self._start + seconds * max(1.0, patience))
        self._next_check = min(latest, self._start + seconds)
        self._extension = 0.0

    def extend(self, seconds: float) -> None:
        """Give back time that the grader spent itself, altogether at most as much as the limit."""
        extension = min(seconds, self._seconds - self._extension)
        if extension > 0:
            self._extension += extension
            self._end = min(self._latest, self._end + extension)
            self._next_check = min(self._latest, self._next_check + extension)

    def remaining(self) -> float:
        """Return the seconds until the next check; ProcessEnded if the limit is exceeded."""
        now = time.monotonic()
        if now >= self._next_check:
            cpu_seconds = self._cpu_seconds() - self._cpu_seconds_before
            if now >= self._end or cpu_seconds >= 0.95 * self._seconds:
                raise ProcessEnded("timeout", f"{self._subject} did not finish within {self._seconds:g} seconds")
            self._next_check = min(self._end, now + max(0.05, self._seconds - cpu_seconds))
        return max(0.001, self._next_check - now)

    @property
    def elapsed(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._start


class SocketChannel:
    """Sends and receives whole frames, each before a deadline.

    FrameError for anything that is no frame or was not requested, EOFError if the process has closed the connection.
    """

    def __init__(self, data: socket.socket, frame_bytes: int) -> None:
        data.setblocking(False)
        self._socket = data
        self._frame_bytes = frame_bytes
        self._readable, self._writable = select.poll(), select.poll()
        self._readable.register(data, select.POLLIN)
        self._writable.register(data, select.POLLOUT)

    def send(self, tree: Any, buffers: list[bytes | memoryview], deadline: Deadline) -> None:
        """Send a frame. Has a deadline, because the process may not read."""
        for part in framing.pack_frame(tree, buffers, self._frame_bytes):
            rest = memoryview(part)
            while rest:
                try:
                    rest = rest[self._socket.send(rest) :]
                except BlockingIOError:
                    _wait(self._writable, deadline)
                except OSError as error:
                    raise framing.FrameError("the connection was closed") from error

    def receive(self, deadline: Deadline) -> tuple[dict[str, Any], memoryview]:
        """Receive a frame and nothing after it: any further bytes would be a reply forged in advance."""
        text, buffers = framing.receive_frame(lambda size: self._receive_bytes(size, deadline), self._frame_bytes)
        return framing.require_type(framing.parse_tree(text), dict), buffers

    def _receive_bytes(self, size: int, deadline: Deadline) -> bytes:
        while True:
            _wait(self._readable, deadline)
            try:
                data = self._socket.recv(size)
            except BlockingIOError:
                continue
            except OSError as error:
                raise EOFError from error
            if not data:
                raise EOFError
            return data

    def require_silence(self) -> None:
        """FrameError if the process has sent anything before the next request."""
        try:
            data = self._socket.recv(1)
        except BlockingIOError:
            return
        except OSError as error:
            raise EOFError from error
        if not data:
            raise EOFError
        raise framing.FrameError("data that nobody has requested")

    def close(self) -> None:
        """Close the socket."""
        self._socket.close()


def _wait(poll: select.poll, deadline: Deadline) -> None:
    """Wait until the socket is ready; checks the deadline meanwhile."""
    while not poll.poll(math.ceil(deadline.remaining() * 1000)):
        pass
