"""The student's process's end of the socket to the grader."""

from __future__ import annotations

import os
import socket
from typing import Any

from ..protocol import framing


class GraderConnection:
    """The socket to the grader. It has no timeouts, because the grader measures the time."""

    def __init__(self, data: socket.socket, frame_bytes: int) -> None:
        self._socket = data
        self._frame_bytes = frame_bytes
        self._number = 0

    def receive(self) -> framing.ReceivedFrame:
        """Receive one frame; exit if the grader has closed the connection."""
        frame = framing.receive_frame(self._receive_bytes, self._frame_bytes)
        self._number = frame.number
        return frame

    def _receive_bytes(self, size: int) -> bytes:
        data = self._socket.recv(size)
        if not data:
            os._exit(0)
        return data

    def send(self, tree: Any, buffers: list[bytes | memoryview], cpu_seconds: float = 0.0) -> None:
        """Send one frame that belongs to the latest request."""
        frame = framing.pack_frame(tree, buffers, self._frame_bytes)
        for part in frame.with_header(self._number, cpu_seconds):
            self._socket.sendall(part)
