"""A grading process gets its fork server from the process that has started both, over a socket between the two.

The grading process sends an empty request and receives the control socket of a new fork server. It has no say in what
is started.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from autograder import errors
from autograder.errors import AutograderError, SandboxError
from autograder.isolation import Isolation
from autograder.sandbox.host.fork_server import ForkServer, ForkServerProcess
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.protocol.control_channel import ConnectionLost, receive_message, send_message

REQUEST = {"command": "start"}
MESSAGE_SECONDS = 10
START_SECONDS = 180
MAX_STARTS = 1_000
"""Fork servers for one grading process, which needs another one only where one has ended."""


class ForkServerService:
    """The end of the process that starts fork servers, one after the other, for one grading process.

    The first one is started at once, in a thread.
    """

    def __init__(self, connection: socket.socket, launch: Callable[[], ForkServerProcess]) -> None:
        self._connection, self._launch = connection, launch
        self._server: ForkServerProcess | None = None
        self._starts = 0
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="fork-server")
        self._first: Future[AutograderError | ForkServerProcess] | None = self._thread.submit(self._start)

    def fileno(self) -> int:
        """Return the descriptor to wait at for requests."""
        return self._connection.fileno()

    def serve_request(self) -> bool:
        """Receive a request, and answer it with a new fork server; False where there can be no further request."""
        self._connection.settimeout(MESSAGE_SECONDS)
        try:
            receive_message(self._connection)
            self._starts += 1
            if self._starts > MAX_STARTS:
                return False
            server = self._first.result() if self._first else self._start()
            self._first = None
            if isinstance(server, AutograderError):
                send_message(self._connection, {"error": _fields(server)})
                return True
            missing = [[layer.layer, layer.reason] for layer in server.missing]
            server.hand_over(self._connection, {"isolation": server.isolation.model_dump(), "missing": missing})
        except (ConnectionLost, OSError, ValueError):
            return False
        return True

    def _start(self) -> AutograderError | ForkServerProcess:
        if self._server is not None:
            self._server.kill()
        try:
            self._server = self._launch()
        except AutograderError as error:
            return error
        except OSError as error:
            return SandboxError("the fork server of the sandbox does not start", where=str(error))
        return self._server

    def bind(self, cores: set[int]) -> None:
        """Bind the fork server and every student's process to these cores."""
        if self._server is not None:
            self._server.bind(cores)

    def close(self) -> None:
        """End the fork server and every student's process."""
        self._connection.close()
        self._thread.shutdown()
        if self._server is not None:
            self._server.kill()
            self._server = None


class ForkServerSource:
    """The end of the grading process: gets one fork server after the other. The first is requested at once."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._is_requested = False
        self.request()

    def request(self) -> None:
        """Request a fork server, without waiting for it."""
        self._connection.settimeout(START_SECONDS)
        send_message(self._connection, REQUEST)
        self._is_requested = True

    def receive(self) -> ForkServer:
        """Return the fork server that was requested, or another one; SandboxError where there is none."""
        try:
            if not self._is_requested:
                self.request()
            message, descriptor = receive_message(self._connection)
        except (ConnectionLost, OSError) as error:
            raise SandboxError("the fork server of the sandbox does not start", where=str(error)) from error
        self._is_requested = False
        if descriptor is None:
            raise _error(message["error"])
        missing = [MissingLayer(layer, reason) for layer, reason in message["missing"]]
        return ForkServer(socket.socket(fileno=descriptor), Isolation.model_validate(message["isolation"]), missing)


def _fields(error: AutograderError) -> dict[str, str]:
    return {"kind": type(error).__name__, "message": error.message, "where": error.where, "fix": error.fix}


def _error(fields: dict[str, Any]) -> AutograderError:
    error_type: type[AutograderError] = getattr(errors, fields["kind"])
    return error_type(fields["message"], where=fields["where"], fix=fields["fix"])
