"""The grader's end of the socket to a student's process: no byte is trusted, and no wait is endless."""

from __future__ import annotations

import math
import select
import socket
import struct
import time
from collections.abc import Callable, Iterable

from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.protocol import framing

RECEIVE_SECONDS = 0.1
"""How long the kernel waits for a reply before the deadline is checked for the first time."""

_RECEIVE_TIMEOUT = struct.pack("@ll", 0, int(RECEIVE_SECONDS * 1e6))


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
    def is_far(self) -> bool:
        """Whether there is time to wait before it is checked."""
        return self._next_check - time.monotonic() > 2 * RECEIVE_SECONDS

    @property
    def elapsed(self) -> float:
        """The seconds since the start."""
        return time.monotonic() - self._start


class SocketChannel:
    """Sends and receives whole frames, each before a deadline.

    FrameError for anything that is no frame or was not requested, EOFError if the process has closed the connection.
    """

    def __init__(self, data: socket.socket, frame_bytes: int) -> None:
        data.setblocking(True)
        data.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, _RECEIVE_TIMEOUT)
        self._socket = data
        self._reader = framing.FrameReader(frame_bytes)
        self._readable, self._writable = select.poll(), select.poll()
        self._readable.register(data, select.POLLIN)
        self._writable.register(data, select.POLLOUT)

    def send(self, parts: Iterable[bytes | memoryview], deadline: Deadline) -> None:
        """Send a frame. Has a deadline, because the process may not read."""
        for part in parts:
            rest = memoryview(part)
            while rest:
                try:
                    rest = rest[self._socket.send(rest, socket.MSG_DONTWAIT) :]
                except BlockingIOError:
                    _wait(self._writable, deadline)
                except OSError as error:
                    raise framing.FrameError("the connection was closed") from error

    def receive(self, deadline: Deadline, *, is_last: bool = True) -> framing.ReceivedFrame:
        """Receive a frame, and nothing after the last one: any further bytes would be a reply forged in advance."""
        frame = self._reader.read(lambda size: self._receive_bytes(size, deadline))
        if is_last and not self._reader.is_empty:
            raise framing.FrameError("bytes after the end of the frame")
        return frame

    def _receive_bytes(self, size: int, deadline: Deadline) -> bytes:
        """Receive bytes. The kernel waits for the first moments, so that a quick reply takes one system call."""
        is_patient = deadline.is_far
        while True:
            try:
                data = self._socket.recv(size, 0 if is_patient else socket.MSG_DONTWAIT)
            except BlockingIOError:
                is_patient = False
                _wait(self._readable, deadline)
                continue
            except OSError as error:
                raise EOFError from error
            if not data:
                raise EOFError
            return data

    def require_silence(self) -> None:
        """FrameError if the process has sent anything before the next request."""
        try:
            data = self._socket.recv(1, socket.MSG_DONTWAIT)
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
