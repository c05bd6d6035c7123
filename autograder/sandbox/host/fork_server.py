"""The fork server's process, as the grader uses it: commands, replies, and its end."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
from collections import deque
from dataclasses import dataclass
from typing import Any

from autograder.report import Isolation
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.protocol.control_channel import receive_message, send_message

REPLY_SECONDS = 10


@dataclass
class PendingReply:
    """The reply to a command that was sent; None until it has been received."""

    message: dict[str, Any] | None = None


class ForkServerProcess:
    """A running fork server.

    `isolation` says which layers are active, `missing` why the others are not. `inner_pid` is the pid of process 1
    inside bubblewrap, `scratch_root` a folder to remove in the end; both are empty where they do not apply.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], control: socket.socket, scratch_root: str, inner_pid: int | None
    ) -> None:
        self.isolation = Isolation()
        self.missing: tuple[MissingLayer, ...] = ()
        self._process = process
        self._control = control
        self._scratch_root = scratch_root
        self._inner_pid = inner_pid
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

    def wait_until_ready(self, seconds: float) -> dict[str, Any]:
        """Receive the first message, which the fork server sends when it can fork."""
        self._control.settimeout(seconds)
        message, _ = receive_message(self._control)
        return message

    def kill(self) -> None:
        """Kill the fork server and all processes it has forked, and wait for its end."""
        self._control.close()
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                if self._inner_pid is not None:
                    # With process 1 all processes of its pid namespace end, and then bubblewrap itself.
                    os.kill(self._inner_pid, signal.SIGKILL)
                else:
                    self._process.kill()
            try:
                self._process.wait(REPLY_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._scratch_root:
            shutil.rmtree(self._scratch_root, ignore_errors=True)
