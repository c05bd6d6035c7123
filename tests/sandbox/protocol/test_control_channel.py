"""Messages between the grader and its fork server."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator

import pytest

from autograder.sandbox.protocol.control_channel import ConnectionLost, receive_message, send_message


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two connected sockets."""
    first, second = socket.socketpair()
    with first, second:
        yield first, second


def test_a_message_arrives(sockets: tuple[socket.socket, socket.socket]) -> None:
    send_message(sockets[0], {"command": "kill", "pid": 7})

    assert receive_message(sockets[1]) == ({"command": "kill", "pid": 7}, None)


def test_a_descriptor_arrives_with_its_message(sockets: tuple[socket.socket, socket.socket]) -> None:
    reader, writer = os.pipe()
    send_message(sockets[0], {"command": "fork"}, writer)
    os.close(writer)
    message, descriptor = receive_message(sockets[1])

    assert message == {"command": "fork"}
    assert descriptor is not None
    os.write(descriptor, b"x")
    os.close(descriptor)
    assert os.read(reader, 2) == b"x"
    os.close(reader)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x00\x00\x00\x09{}", b"\xff\xff\xff\xff"])
def test_an_incomplete_message_is_a_lost_connection(sockets: tuple[socket.socket, socket.socket], data: bytes) -> None:
    sockets[0].sendall(data)
    sockets[0].close()

    with pytest.raises(ConnectionLost):
        receive_message(sockets[1])
