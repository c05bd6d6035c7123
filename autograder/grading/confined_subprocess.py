"""A grading process in a sandbox of its own, with its fork server beside it; `grading_session` is its other end."""

from __future__ import annotations

import os
import select
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from autograder.grading.json_subprocess import JsonSubprocess, WorkerDied
from autograder.sandbox.host.cores import on_all_cores
from autograder.sandbox.host.fork_server import ForkServerProcess
from autograder.sandbox.host.grader_launcher import GraderProgram, start_grader
from autograder.sandbox.protocol.framing import make_printable

MAX_PRINTED_BYTES = 1 << 20
"""What one grading process may print to standard error."""


class ConfinedSubprocess(JsonSubprocess):
    """A running grading process. While this process waits for it, it starts fork servers and passes on what it prints.

    Nothing that it sends is trusted: what it prints is shown without control characters.
    """

    def __init__(
        self,
        make_program: Callable[[], GraderProgram],
        launch: Callable[[], ForkServerProcess],
        opening: Mapping[str, Any] | None = None,
    ) -> None:
        self._printed_bytes = 0
        self._has_service = True
        # The two processes start side by side, and then take turns, for which one core is best.
        with on_all_cores() as cores:
            self._grader = start_grader(make_program, launch)
            super().__init__(self._grader.process, opening)
            self.bind(cores)

    def wait_for_output(self, deadline: float) -> bool:
        """Wait until the process has sent something; meanwhile serve it."""
        output, prints = self.process.stdout, self.process.stderr
        while True:
            sources: list[Any] = [*([self._grader.service] if self._has_service else []), *([prints] if prints else [])]
            remaining = max(0.0, deadline - time.monotonic())
            try:
                ready = select.select([output, *sources], [], [], remaining)[0]
            except ValueError:  # another thread has closed them
                raise WorkerDied("the grading process was ended") from None
            if self._grader.service in ready:
                self._has_service = self._grader.service.serve_request()
            if prints in ready:
                self._print()
            if output in ready or not ready:
                return output in ready

    def close(self) -> None:
        """End the process, its fork server and every student's process."""
        super().close()
        self._grader.kill()
        while self.process.stderr is not None:
            self._print()

    def bind(self, cores: set[int]) -> None:
        """Bind the process, its fork server and every student's process to these cores."""
        self._grader.bind(cores)

    def kill(self) -> None:
        """Kill the process with all it has started."""
        self._grader.kill()

    def _print(self) -> None:
        """Pass on what the process has printed."""
        if self.process.stderr is None:
            return
        data = os.read(self.process.stderr.fileno(), 1 << 16)
        text = data[: max(0, MAX_PRINTED_BYTES - self._printed_bytes)].decode(errors="replace")
        self._printed_bytes += len(data)
        sys.stderr.write(make_printable(text))
        if not data:
            self.process.stderr.close()
            self.process.stderr = None
