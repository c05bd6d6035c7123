"""A subprocess that answers requests, a line of JSON each; `json_server` is its other end."""

from __future__ import annotations

import json
import os
import select
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from autograder import errors
from autograder.errors import AutograderError, SandboxError

# A grading process loads its unit's libraries, then waits for its sandbox to load them too; PyTorch takes long.
START_SECONDS = 180.0
EXIT_SECONDS = 5.0


class WorkerDied(RuntimeError):
    """The process ended or did not answer; the message says which."""


class WorkerTimeout(WorkerDied):
    """The process did not answer in time, and would not the next time."""


class JsonSubprocess:
    """A running process; any error in a request ends it."""

    def __init__(
        self, command: Sequence[str], opening: Mapping[str, Any] | None = None, cwd: Path | None = None
    ) -> None:
        """Start the process, send it `opening` if given, and read its `first_reply`.

        SandboxError where it ends before that, or the AutograderError that it sends.
        """
        # In a session of its own, Ctrl-C does not reach the process; this one ends it in good order.
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cwd, start_new_session=True
        )
        self._rest = b""
        try:
            self.first_reply = self.request(opening, START_SECONDS)
        except WorkerDied as error:
            raise SandboxError(f"{error} while it started", fix="run `autograder doctor`") from None

    @property
    def alive(self) -> bool:
        """Whether the process is running."""
        return self.process.poll() is None

    def request(self, message: Mapping[str, Any] | None, seconds: float) -> dict[str, Any]:
        """Send a message, if there is one, and return the reply; WorkerDied where none comes within `seconds`."""
        try:
            if message is not None:
                self._send(message)
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
            self.process.kill()
            self.process.wait()

    def _send(self, message: Mapping[str, Any]) -> None:
        pipe = self.process.stdin
        try:
            if pipe is not None:
                pipe.write(json.dumps(message).encode() + b"\n")
                pipe.flush()
        except (BrokenPipeError, ValueError):
            raise WorkerDied("the grading process ended") from None

    def _receive(self, seconds: float) -> dict[str, Any]:
        if self.process.stdout is None or self.process.stdout.closed:
            raise WorkerDied("the grading process was ended")
        pipe, chunks = self.process.stdout.fileno(), [self._rest]
        while b"\n" not in chunks[-1]:
            if not select.select([pipe], [], [], seconds)[0]:
                raise WorkerTimeout(f"the grading process did not answer within {seconds:g} seconds")
            chunk = os.read(pipe, 1 << 20)
            if not chunk:
                raise WorkerDied("the grading process ended")
            chunks.append(chunk)
        line, _, self._rest = b"".join(chunks).partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            fields = reply["error"]
            error_type: type[AutograderError] = getattr(errors, fields.get("kind", "SandboxError"))
            raise error_type(fields["message"], where=fields["where"], fix=fields["fix"])
        return reply
