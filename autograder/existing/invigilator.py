"""The grading process as its user sees it: hand it a notebook, get the graded one, whatever happens to the process."""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import SandboxError
from autograder.existing.paper import Paper
from autograder.sandbox import Limits

START_SECONDS = 60.0
GOODBYE_SECONDS = 5.0


class Lost(RuntimeError):
    """The grading process ended or hung; the text says which."""


@dataclass(frozen=True)
class Answer:
    """A graded notebook's cells, the grade cells held back with the reasons, and what the instructor should know."""

    cells: Sequence[dict[str, Any]]
    held: Mapping[str, str]
    notes: Sequence[str]


@dataclass
class Invigilator:
    """Starts its process when first asked, and again after one was lost."""

    limits: Limits
    preload: Sequence[str] = ()
    given: Mapping[str, bytes] = field(default_factory=dict)
    require_sandbox: bool = False
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _rest: bytes = b""

    def grade(self, paper: Paper, notebook: bytes, files: Mapping[str, bytes]) -> Answer:
        """Grade one submitted notebook; Lost where the process did not survive it."""
        if self._process is None or self._process.poll() is not None:
            self._start()
        request = {
            "paper": paper.as_dict(), "notebook": base64.b64encode(notebook).decode(), "files": _told(files),
        }  # fmt: skip
        try:
            self._send(request)
            reply = self._receive(self.limits.notebook_seconds * self.limits.patience * 2)
        except BaseException:
            self.close()
            raise
        return Answer(reply["cells"], reply["held"], reply["notes"])

    def close(self) -> None:
        """End the process: kindly at the end of its input, else by force."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()
        try:
            process.wait(GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _start(self) -> None:
        # a session of its own: Ctrl-C is for nbgrader, which then ends this process in good order
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "autograder.existing.desk"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self._rest = b""
        opening = {
            "preload": list(self.preload), "limits": self.limits.as_dict(), "require": self.require_sandbox,
            "given": _told(self.given),
        }  # fmt: skip
        try:
            self._send(opening)
            self._receive(START_SECONDS)
        except Lost as loss:
            self.close()
            raise SandboxError(f"{loss} while it started", fix="run `autograder doctor`") from None
        except BaseException:
            self.close()
            raise

    def _send(self, message: dict[str, Any]) -> None:
        pipe = self._process.stdin if self._process else None
        if pipe is None:
            raise Lost("the grading process was ended")
        try:
            pipe.write(json.dumps(message).encode() + b"\n")
            pipe.flush()
        except (BrokenPipeError, ValueError):
            raise Lost("the grading process ended") from None

    def _receive(self, seconds: float) -> dict[str, Any]:
        pipe = self._process.stdout if self._process else None
        if pipe is None:
            raise Lost("the grading process was ended")
        parts = [self._rest]
        while b"\n" not in parts[-1]:
            if not select.select([pipe.fileno()], [], [], seconds)[0]:
                raise Lost(f"the grading process did not answer within {seconds:g} seconds")
            part = os.read(pipe.fileno(), 1 << 20)
            if not part:
                raise Lost("the grading process ended")
            parts.append(part)
        line, _, self._rest = b"".join(parts).partition(b"\n")
        reply: dict[str, Any] = json.loads(line)
        if "error" in reply:
            told = reply["error"]
            raise SandboxError(told["what"], where=told["where"], fix=told["fix"])
        return reply


def _told(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: base64.b64encode(data).decode() for name, data in files.items()}
