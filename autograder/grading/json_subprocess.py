"""A grading process as its owner sees it: lines of JSON in and out, and what to do when it dies or hangs."""

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

# A grading process first loads its unit's libraries, then waits for a sandbox that loads them, too: PyTorch for one.
START_SECONDS = 180.0
GOODBYE_SECONDS = 5.0


class WorkerDied(RuntimeError):
    """The process ended or hung; the text says which."""


class JsonSubprocess:
    """A running process. Whatever goes wrong in a conversation ends it."""

    def __init__(
        self, command: Sequence[str], opening: Mapping[str, Any] | None = None, cwd: Path | None = None
    ) -> None:
        """Start it, with an opening line if it wants one, and hear its first answer, `hello`.

        SandboxError where it dies on the way, else the AutograderError it tells.
        """
        # A session of its own: Ctrl-C is for the owner, who then ends the clerk in good order.
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=cwd, start_new_session=True
        )
        self._rest = b""
        try:
            self.first_reply = self.request(opening, START_SECONDS)
        except WorkerDied as loss:
            raise SandboxError(f"{loss} while it started", fix="run `autograder doctor`") from None

    @property
    def alive(self) -> bool:
        """Whether it can be asked."""
        return self.process.poll() is None

    def request(self, message: Mapping[str, Any] | None, seconds: float) -> dict[str, Any]:
        """Send a line and wait for the answer; Lost where none comes in time."""
        try:
            if message is not None:
                self._send(message)
            reply = self._receive(seconds)
        except BaseException:
            self.close()
            raise
        return reply

    def close(self) -> None:
        """End it and all it started: kindly at the end of its input, else by force."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            self.process.wait(GOODBYE_SECONDS)
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
        pipe, parts = self.process.stdout.fileno(), [self._rest]
        while b"\n" not in parts[-1]:
            if not select.select([pipe], [], [], seconds)[0]:
                raise WorkerDied(f"the grading process did not answer within {seconds:g} seconds")
            part = os.read(pipe, 1 << 20)
            if not part:
                raise WorkerDied("the grading process ended")
            parts.append(part)
        line, _, self._rest = b"".join(parts).partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            told = reply["error"]
            kind: type[AutograderError] = getattr(errors, told.get("kind", "SandboxError"))
            raise kind(told["what"], where=told["where"], fix=told["fix"])
        return reply
