"""Messages between the grader and its fork server: JSON with a length prefix, optionally with a socket attached."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_LENGTH = struct.Struct("!I")
_MAX_BYTES = 1 << 20


class ConnectionLost(Exception):
    """The other side closed the connection or broke the protocol."""


def send_message(control: socket.socket, message: dict[str, Any], descriptor: int | None = None) -> None:
    """Send a message, with a copy of a file descriptor."""
    body = json.dumps(message).encode()
    header = _LENGTH.pack(len(body))
    if descriptor is None:
        control.sendall(header)
    else:
        socket.send_fds(control, [header], [descriptor])
    control.sendall(body)


def receive_message(control: socket.socket) -> tuple[dict[str, Any], int | None]:
    """Receive a message and the file descriptor attached to it, if there is one."""
    header, descriptors, _, _ = socket.recv_fds(control, _LENGTH.size, 1)
    while header and len(header) < _LENGTH.size:
        rest = control.recv(_LENGTH.size - len(header))
        header = header + rest if rest else b""
    if not header:
        raise ConnectionLost("the connection ended")
    (size,) = _LENGTH.unpack(header)
    if size > _MAX_BYTES:
        raise ConnectionLost("a message of impossible length")
    body = b""
    while len(body) < size:
        rest = control.recv(size - len(body))
        if not rest:
            raise ConnectionLost("the connection ended")
        body += rest
    message: dict[str, Any] = json.loads(body)
    return message, (descriptors[0] if descriptors else None)
