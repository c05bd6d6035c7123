"""The student's process's end of the socket to the grader."""

from __future__ import annotations

import os
import socket
import time
from typing import Any

from ..protocol import framing

UNSENT_BYTES = 1 << 15
UNSENT_SECONDS = 0.005
"""How much, and for how long, replies wait for those to further requests that have arrived."""


class GraderConnection:
    """The socket to the grader. It has no timeouts, because the grader measures the time.

    Where several requests have arrived, their replies are sent together.
    """

    def __init__(self, data: socket.socket, frame_bytes: int) -> None:
        self._socket = data
        self._frame_bytes = frame_bytes
        self._number = 0
        self._reader = framing.FrameReader(frame_bytes)
        self._unsent = bytearray()
        self._unsent_since = 0.0

    def receive(self) -> framing.ReceivedFrame:
        """Receive the next frame; exit if the grader has closed the connection."""
        frame = self._reader.read(self._receive_bytes)
        self._number = frame.number
        return frame

    def _receive_bytes(self, size: int) -> bytes:
        self.flush()
        data = self._socket.recv(size)
        if not data:
            os._exit(0)
        self._unsent_since = time.monotonic()
        return data

    def send(self, tree: Any, buffers: list[bytes | memoryview], cpu_seconds: float = 0.0) -> None:
        """Send one frame that belongs to the latest request; it may wait for the next ones, until `flush`."""
        frame = framing.pack_frame(tree, buffers, self._frame_bytes)
        parts = frame.with_header(self._number, cpu_seconds)
        if not self._reader.is_empty and len(parts) == 1 and time.monotonic() - self._unsent_since < UNSENT_SECONDS:
            self._unsent += parts[0]
            if len(self._unsent) < UNSENT_BYTES:
                return
            parts = ()
        self.flush()
        for part in parts:
            self._socket.sendall(part)

    def flush(self) -> None:
        """Send what waits."""
        if self._unsent:
            self._socket.sendall(self._unsent)
            self._unsent.clear()
            self._unsent_since = time.monotonic()
