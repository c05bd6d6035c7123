"""A subprocess that answers requests, a line of JSON each; `json_server` is its other end."""

from __future__ import annotations

import json
import os
import select
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from autograder import errors
from autograder.errors import AutograderError, SandboxError
from autograder.sandbox.host.cores import bind_processes

# A grading process loads its unit's libraries, then waits for its sandbox to load them too; PyTorch takes long.
START_SECONDS = 180.0
EXIT_SECONDS = 5.0
MAX_REPLY_BYTES = 512 << 20

ERRORS = {
    name: value
    for name, value in vars(errors).items()
    if isinstance(value, type) and issubclass(value, AutograderError)
}


class WorkerDied(RuntimeError):
    """The process ended or did not answer; the message says which."""


class WorkerTimeout(WorkerDied):
    """The process did not answer in time, and would not the next time."""


class JsonSubprocess:
    """A running process; any error in a request ends it. A subclass says how it is started and how it is ended."""

    def __init__(self, process: subprocess.Popen[bytes], opening: Mapping[str, Any] | None = None) -> None:
        """Send the process `opening`, if given, and read its `first_reply`.

        SandboxError where it ends before that, or the AutograderError that it sends.
        """
        self.process = process
        self._rest = b""
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
        try:
            self.first_reply = self.request(opening, START_SECONDS)
        except WorkerDied as error:
            raise SandboxError(f"{error} while it started", fix="run `autograder doctor`") from None

    @classmethod
    def start(cls, command: Sequence[str], opening: Mapping[str, Any] | None = None) -> JsonSubprocess:
        """Start a process of this user, without any restriction."""
        # In a session of its own, Ctrl-C does not reach the process; this one ends it in good order.
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True)
        return cls(process, opening)

    @property
    def alive(self) -> bool:
        """Whether the process is running."""
        return self.process.poll() is None

    def request(self, message: Mapping[str, Any] | None, seconds: float) -> dict[str, Any]:
        """Send a message, if there is one, and return the reply; WorkerDied where none comes within `seconds`."""
        try:
            if message is not None:
                self._send(message, seconds)
            reply = self._receive(seconds)
        except BaseException:
            self.close()
            raise
        return reply

    def close(self) -> None:
        """End the process and everything it started: close its input, and kill it if it does not exit."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            self.process.wait(EXIT_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def bind(self, cores: set[int]) -> None:
        """Bind the process and all it has started to these cores."""
        bind_processes(self.process.pid, cores)

    def kill(self) -> None:
        """Kill the process and wait for its end."""
        self.process.kill()
        self.process.wait()

    def _send(self, message: Mapping[str, Any], seconds: float) -> None:
        """Send a message; WorkerDied where the process does not read it."""
        pipe, deadline = self.process.stdin, time.monotonic() + seconds
        data = memoryview(json.dumps(message).encode() + b"\n")
        try:
            while pipe is not None and data:
                if not select.select([], [pipe], [], max(0.0, deadline - time.monotonic()))[1]:
                    raise WorkerDied(f"the grading process did not read within {seconds:g} seconds")
                with suppress(BlockingIOError):
                    data = data[os.write(pipe.fileno(), data) :]
        except (BrokenPipeError, ValueError):
            raise WorkerDied("the grading process ended") from None

    def wait_for_output(self, deadline: float) -> bool:
        """Wait until the process has sent something; False at the deadline."""
        pipe = self.process.stdout
        return pipe is not None and bool(select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0])

    def _receive(self, seconds: float) -> dict[str, Any]:
        if self.process.stdout is None or self.process.stdout.closed:
            raise WorkerDied("the grading process was ended")
        pipe, chunks, size, deadline = self.process.stdout.fileno(), [self._rest], 0, time.monotonic() + seconds
        while b"\n" not in chunks[-1]:
            if not self.wait_for_output(deadline):
                raise WorkerTimeout(f"the grading process did not answer within {seconds:g} seconds")
            chunk = os.read(pipe, 1 << 20)
            if not chunk:
                raise WorkerDied("the grading process ended")
            chunks.append(chunk)
            size += len(chunk)
            if size > MAX_REPLY_BYTES:
                raise WorkerDied("the grading process sent too much")
        line, _, self._rest = b"".join(chunks).partition(b"\n")
        return _parse_reply(line)


def _parse_reply(line: bytes) -> dict[str, Any]:
    """Return a reply, or raise the error that it reports; WorkerDied where it is no reply at all."""
    try:
        reply = json.loads(line)
        fields = reply.get("error")
    except (ValueError, RecursionError, AttributeError):
        raise WorkerDied("the grading process sent something that is no reply") from None
    if fields is None:
        return cast("dict[str, Any]", reply)
    try:
        error_type = ERRORS[fields.get("kind", "SandboxError")]
        raise error_type(str(fields["message"]), where=str(fields["where"]), fix=str(fields["fix"]))
    except (KeyError, TypeError, AttributeError):
        raise WorkerDied("the grading process sent an error that does not exist") from None
