"""The fork server, as the grader uses it: commands, replies, and its end."""

from __future__ import annotations

import socket
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from autograder.isolation import Isolation
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.host.wrapped_process import WrappedProcess
from autograder.sandbox.protocol.control_channel import receive_message, send_message

REPLY_SECONDS = 10


@dataclass
class PendingReply:
    """The reply to a command that was sent; None until it has been received."""

    message: dict[str, Any] | None = None


class ForkServer:
    """A fork server, as the grader uses it. `isolation` says which layers are active, `missing` why others are not."""

    def __init__(
        self, control: socket.socket, isolation: Isolation | None = None, missing: Sequence[MissingLayer] = ()
    ) -> None:
        self.isolation = isolation or Isolation()
        self.missing = tuple(missing)
        self._control = control
        self._pending: deque[PendingReply] = deque()

    def request(self, command: str, **arguments: Any) -> dict[str, Any]:
        """Send a command and wait for its reply."""
        return self.wait_for(self.send(command, **arguments))

    def send(self, command: str, descriptor: int | None = None, **arguments: Any) -> PendingReply:
        """Send a command, optionally with a file descriptor, and do not wait for its reply."""
        self._control.settimeout(REPLY_SECONDS)
        send_message(self._control, {"command": command, **arguments}, descriptor)
        reply = PendingReply()
        self._pending.append(reply)
        return reply

    def wait_for(self, reply: PendingReply) -> dict[str, Any]:
        """Receive a reply. Replies come in the order of the commands, so earlier ones are received before."""
        self._control.settimeout(REPLY_SECONDS)
        while reply.message is None:
            self._pending.popleft().message, _ = receive_message(self._control)
        return reply.message

    def kill(self) -> None:
        """Close the connection: the fork server ends, and with it all processes it has forked."""
        self._control.close()


class ForkServerProcess(ForkServer):
    """A fork server that this process has started."""

    def __init__(self, wrapped: WrappedProcess, control: socket.socket) -> None:
        super().__init__(control)
        self._wrapped = wrapped

    def wait_until_ready(self, seconds: float) -> dict[str, Any]:
        """Receive the first message, which the fork server sends when it can fork."""
        self._control.settimeout(seconds)
        message, _ = receive_message(self._control)
        return message

    def hand_over(self, connection: socket.socket, message: dict[str, Any]) -> None:
        """Send the control socket with a message to the process that will use it; here it can no longer be used."""
        with self._control:
            send_message(connection, message, self._control.fileno())

    def bind(self, cores: set[int]) -> None:
        """Bind the fork server and all processes it has forked to these cores."""
        self._wrapped.bind(cores)

    def kill(self) -> None:
        """Kill the fork server and all processes it has forked, and wait for its end."""
        super().kill()
        self._wrapped.kill()
