"""The sandbox: one fork server with all isolation layers of this machine, which forks a process for each submission."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from autograder.errors import SandboxError
from autograder.isolation import Isolation
from autograder.limits import Limits
from autograder.sandbox.host import launcher
from autograder.sandbox.host.fork_server import ForkServer, PendingReply
from autograder.sandbox.host.launcher import Preparation
from autograder.sandbox.host.missing_layers import MissingLayer
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.rpc import RpcClient
from autograder.sandbox.host.socket_channel import SocketChannel
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget
from autograder.sandbox.protocol.control_channel import ConnectionLost

MAX_RESTARTS = 3

OutputMode = Literal["figures", "text", "nothing"]
"""The outputs of cells that are kept: all, all but images, or none, which is the fastest."""


@dataclass(frozen=True)
class PendingChild:
    """A student's process that the fork server was told to fork, and the grader's end of its socket."""

    server: ForkServer
    data: socket.socket
    reply: PendingReply


class Sandbox:
    """A running fork server, from `start` to `close`. A context manager.

    `preparation` is what is done before the first fork. With `require` a machine that lacks a layer is refused. Where
    another process starts the fork server, `launch` is how to get it. A sandbox may be used by several threads; a
    forked process needs `open_session` and `take_over`.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        preparation: Preparation | None = None,
        *,
        require: bool = False,
        launch: Callable[[], ForkServer] | None = None,
    ) -> None:
        self.limits = limits or Limits()
        self.isolation = Isolation(process=False)
        self.missing: tuple[MissingLayer, ...] = ()
        self._launch = launch or partial(launcher.launch, self.limits, preparation or Preparation())
        self._require = require
        self._server: ForkServer | None = None
        self._lock = threading.RLock()
        self._processes: set[StudentProcess] = set()
        self._next_child: PendingChild | None = None
        self._restarts = 0
        self._owner_pid = 0

    def __enter__(self) -> Sandbox:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> Sandbox:
        """Start the fork server in the best mode that works on this machine."""
        with self._lock:
            self._owner_pid = os.getpid()
            self._server = server = self._launch()
            self.isolation, self.missing = server.isolation, server.missing
        if self._require and not self.isolation.complete:
            self.close()
            reasons = "; ".join(f"{layer.layer}: {layer.reason}" for layer in self.missing)
            raise SandboxError(
                "this machine lacks isolation layers for student code", where=reasons, fix=self.missing[0].remedy
            )
        return self

    def open(
        self,
        files: Mapping[str, bytes] | None = None,
        outputs: OutputMode = "text",
        budget: SubmissionBudget | None = None,
    ) -> StudentProcess:
        """Return a new student's process with these files in its folder; restarts a fork server that has ended.

        All processes of a submission share its `budget`; ProcessEnded where that is used up.
        Most of the time goes into forking and confining a process, so the next one is forked while this one works.
        Without namespaces a student's code could reach a waiting process; then none is forked ahead.
        """
        for path in files or {}:
            if os.path.isabs(path) or ".." in Path(path).parts:
                raise ValueError(f"a submission's file must lie inside its folder: {path!r}")
        budget = budget or SubmissionBudget(self.limits)
        while True:
            budget.require_time()
            budget.require_memory()
            try:
                process = self._take_process(budget)
                process.start(files or {}, outputs)
                if self.isolation.namespaces:
                    with self._lock:
                        self._next_child = self._next_child or self._fork()
            except (ConnectionLost, OSError, ProcessEnded) as error:
                self._recover(error)
            else:
                self._restarts = 0
                return process

    def open_session(self) -> socket.socket:
        """Return a connection to the fork server for `take_over`; a fork server that has ended is restarted."""
        while True:
            try:
                with self._lock:
                    connection, inherited = socket.socketpair()
                    with inherited:
                        self._running_server().request("open_session", descriptor=inherited.fileno())
            except (ConnectionLost, OSError) as error:
                connection.close()
                self._recover(error)
            else:
                self._restarts = 0
                return connection

    def take_over(self, session: socket.socket) -> None:
        """Use the sandbox in a forked process, by a session that was opened before the fork.

        The students' processes of a session end with the connection, whatever this process does.
        """
        self._owner_pid, self._lock = os.getpid(), threading.RLock()
        self._server = ForkServer(session, self.isolation, self.missing)
        self._processes, self._next_child = set(), None
        self._launch = _refuse_launch

    def close(self) -> None:
        """End the fork server and every student's process."""
        with self._lock:
            for process in self._processes:
                process.close()
            self._processes.clear()
            if self._next_child is not None:
                self._next_child.data.close()
                self._next_child = None
            if self._server is not None:
                self._server.kill()
                self._server = None

    def _fork(self) -> PendingChild:
        """Tell the fork server to fork, without waiting for it."""
        data, inherited = socket.socketpair()
        with inherited:
            try:
                server = self._running_server()
                return PendingChild(server, data, server.send("fork", inherited.fileno()))
            except BaseException:
                data.close()
                raise

    def _take_process(self, budget: SubmissionBudget) -> StudentProcess:
        """Return the process that was forked ahead, or a new one."""
        with self._lock:
            child, self._next_child = self._next_child or self._fork(), None
            try:
                reply = child.server.wait_for(child.reply)
            except BaseException:
                child.data.close()
                raise
        if type(reply.get("pid")) is not int:
            child.data.close()
            raise ConnectionLost(str(reply.get("error")))
        control = _ForkServerControl(child.server, reply["pid"], self._lock)
        channel = SocketChannel(child.data, self.limits.frame_bytes)
        process = StudentProcess(RpcClient(channel, control, self.limits, budget), self.limits)
        self._processes = {other for other in self._processes if other.alive} | {process}
        return process

    def _running_server(self) -> ForkServer:
        if self._owner_pid != os.getpid() or self._server is None:
            raise SandboxError("this sandbox was not started in this process", fix="use it as `with Sandbox() as ...`")
        return self._server

    def _recover(self, error: Exception) -> None:
        with self._lock:
            self._restarts += 1
            if self._restarts > MAX_RESTARTS:
                raise SandboxError("the student's process cannot be started", where=str(error)) from error
            # A process that does not start is tried again. Only a fork server that does not answer is restarted,
            # because that ends all other processes.
            if not isinstance(error, ProcessEnded):
                self.close()
                self.start()


def _refuse_launch() -> ForkServer:
    raise SandboxError("the fork server of the sandbox has ended", fix="grade this submission again")


@dataclass(frozen=True)
class _ForkServerControl:
    """Reads a student's CPU time and kills its process, through the fork server."""

    server: ForkServer
    pid: int
    lock: threading.RLock

    def cpu_seconds(self) -> float:
        try:
            with self.lock:
                return float(self.server.request("cpu_time", pid=self.pid).get("cpu_seconds", 0.0))
        except (ConnectionLost, OSError):
            return 0.0

    def kill_without_waiting(self) -> None:
        try:
            with self.lock:
                self.server.send("kill", pid=self.pid)
        except (ConnectionLost, OSError):
            self.server.kill()

    def kill(self) -> tuple[int, float]:
        """Kill the process. A fork server that does not confirm it is killed itself, with all students' processes."""
        try:
            with self.lock:
                reply = self.server.request("kill", pid=self.pid)
            return int(reply["status"]), float(reply["cpu_seconds"])
        except (ConnectionLost, OSError, KeyError):
            self.server.kill()
            return -9, 0.0
