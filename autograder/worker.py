"""A worker as its user sees it: hand it a submission, get an answer. The process behind it is `autograder.server`.

Where a check hangs on what a student returned, or the process dies, the worker is ended and another one started.
"""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import IO, Any

from autograder import errors
from autograder.course import Course
from autograder.errors import AutograderError, SandboxError
from autograder.report import IsolationInfo, Report

START_SECONDS = 60.0
CHECKS_SECONDS = 120.0
GOODBYE_SECONDS = 5.0


class WorkerDied(RuntimeError):
    """The process ended or hung; the text says which."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker made of one submission. `cells` are the notebook's, in order, with their outputs."""

    report: Report
    cells: tuple[dict[str, Any], ...]


@dataclass
class Worker:
    """The parent's end. Starts its process when first asked, and again after one was lost."""

    course: Course
    unit_id: str
    require_sandbox: bool = False
    _process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    _rest: bytes = b""
    isolation: IsolationInfo | None = None

    def grade(self, student: str, notebook: bytes, files: Mapping[str, bytes], *, show: bool = False) -> Answer:
        """Grade one submission; WorkerDied where the grader itself did not survive it."""
        self.start()
        request = {
            "student": student,
            "notebook": base64.b64encode(notebook).decode(),
            "files": {name: base64.b64encode(data).decode() for name, data in files.items()},
            "show": show,
        }
        limits = self.course.unit(self.unit_id).limits
        try:
            self._send(request)
            reply = self._receive(limits.notebook_seconds * 2 + CHECKS_SECONDS)
        except BaseException:
            self.close()
            raise
        return Answer(Report.model_validate(reply["report"]), tuple(reply["cells"]))

    def start(self) -> None:
        """Start the process unless it runs; AutograderError where it says why it cannot work."""
        if self._process is not None and self._process.poll() is None:
            return
        command = [sys.executable, "-m", "autograder.server", str(self.course.root), self.unit_id]
        command += ["--require-sandbox"] * self.require_sandbox
        # A session of its own: Ctrl-C is for this process, which then ends the worker in good order.
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=self.course.root, start_new_session=True
        )
        self._rest = b""
        try:
            hello = self._receive(START_SECONDS)
        except WorkerDied as death:
            self.close()
            raise SandboxError(f"{death} while it started", where=self.unit_id, fix="run `autograder doctor`") from None
        except BaseException:
            self.close()
            raise
        self.isolation = IsolationInfo.model_validate(hello["isolation"])

    def close(self) -> None:
        """End the process and all it started: kindly at the end of its input, else by force."""
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

    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            raise WorkerDied("the grading process was ended")
        return self._process.stdin, self._process.stdout

    def _send(self, message: dict[str, Any]) -> None:
        pipe, _ = self._pipes()
        try:
            pipe.write(json.dumps(message).encode() + b"\n")
            pipe.flush()
        except (BrokenPipeError, ValueError):
            raise WorkerDied("the grading process ended") from None

    def _receive(self, seconds: float) -> dict[str, Any]:
        pipe = self._pipes()[1].fileno()
        parts = [self._rest]
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
            raise _error(reply["error"])
        return reply


def _error(told: dict[str, str]) -> AutograderError:
    kind = getattr(errors, told["kind"], AutograderError)
    error: AutograderError = kind(told["what"], where=told["where"], fix=told["fix"])
    return error
