"""The few words the grader and its zygote exchange: length-prefixed JSON, at times with a socket attached."""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

_LENGTH = struct.Struct("!I")
_LONGEST = 1 << 20


DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")
"""The only device files inside the sandbox: the host binds them, the confinement allows them."""


class Gone(Exception):
    """The other side hung up, or says what nobody asked for."""


def send(control: socket.socket, message: dict[str, Any], attached: int | None = None) -> None:
    body = json.dumps(message).encode()
    head = _LENGTH.pack(len(body))
    if attached is None:
        control.sendall(head)
    else:
        socket.send_fds(control, [head], [attached])
    control.sendall(body)


def receive(control: socket.socket) -> tuple[dict[str, Any], int | None]:
    head, attached, _, _ = socket.recv_fds(control, _LENGTH.size, 1)
    while head and len(head) < _LENGTH.size:
        more = control.recv(_LENGTH.size - len(head))
        head = head + more if more else b""
    if not head:
        raise Gone("the connection ended")
    (size,) = _LENGTH.unpack(head)
    if size > _LONGEST:
        raise Gone("a message of impossible length")
    body = b""
    while len(body) < size:
        more = control.recv(size - len(body))
        if not more:
            raise Gone("the connection ended")
        body += more
    message: dict[str, Any] = json.loads(body)
    return message, (attached[0] if attached else None)
