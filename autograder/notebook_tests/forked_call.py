"""A call in a forked process: what an instructor's tests change in it is gone when the next submission is graded.

Nothing that the forked process says is trusted but the value, which is data. It has none of its parent's connections.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import Any

from autograder.grading.json_subprocess import MAX_REPLY_BYTES, WorkerDied
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.inside import syscalls

FIRST_DESCRIPTOR, LAST_DESCRIPTOR = 3, 4096


def call_in_fork(sandbox: Sandbox, function: Callable[[], dict[str, Any]], seconds: float) -> dict[str, Any]:
    """Return what the function returns in a fork of this process, in which it may use the sandbox.

    WorkerDied where the process ends before that, or does not within `seconds`.
    """
    session = sandbox.open_session()
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:
        _run_child(sandbox, session, function, writer)
    session.close()
    os.close(writer)
    try:
        data = _read_all(reader, time.monotonic() + seconds)
    finally:
        os.close(reader)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    try:
        reply = json.loads(data)
    except (ValueError, RecursionError):
        raise WorkerDied("the process that ran the tests ended") from None
    if type(reply) is not dict:
        raise WorkerDied("the process that ran the tests sent something that is no reply")
    return reply


def _run_child(sandbox: Sandbox, session: socket.socket, function: Callable[[], dict[str, Any]], writer: int) -> None:
    """Call the function and write its value; never returns, whatever a test does."""
    try:
        if syscalls.LINUX:
            syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
        sandbox.take_over(session)
        _close_descriptors_except(session.fileno(), writer)
        _write_all(writer, json.dumps(function()).encode())
    except BaseException as error:  # noqa: BLE001 - the parent must hear of it
        with contextlib.suppress(BaseException):
            print(f"grading failed: {type(error).__name__}: {error}", file=sys.stderr, flush=True)  # noqa: T201
    finally:
        os._exit(0)


def _close_descriptors_except(*descriptors: int) -> None:
    """Close everything but standard error: the requests and replies of other submissions, and the main connections."""
    null = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(null, standard)
    start = FIRST_DESCRIPTOR
    for descriptor in (*sorted(descriptors), LAST_DESCRIPTOR):
        os.closerange(start, descriptor)
        start = descriptor + 1


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _read_all(descriptor: int, deadline: float) -> bytes:
    """Return everything that is written until the pipe is closed; WorkerDied after the deadline."""
    chunks: list[bytes] = []
    size = 0
    while True:
        remaining = deadline - time.monotonic()
        if remaining <= 0 or not select.select([descriptor], [], [], remaining)[0]:
            raise WorkerDied("the tests did not finish in time")
        chunk = os.read(descriptor, 1 << 20)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
        size += len(chunk)
        if size > MAX_REPLY_BYTES:
            raise WorkerDied("the process that ran the tests sent too much")
