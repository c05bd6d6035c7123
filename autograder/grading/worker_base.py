"""What every worker does: start its grading process when it is needed, and again after the process was lost.

The process at the other end runs `json_server.serve`.
"""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import AutograderError, SandboxError
from autograder.grading.json_subprocess import JsonSubprocess, WorkerDied
from autograder.isolation import Isolation


@dataclass
class WorkerBase(ABC):
    """Base class of the workers. A subclass says how its process is started and what it is asked."""

    subprocess: JsonSubprocess | None = field(default=None, init=False, repr=False)
    _start_lock: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False, compare=False)

    @abstractmethod
    def start_process(self) -> JsonSubprocess:
        """Start a new process; AutograderError where it says why it cannot work."""

    def start(self) -> JsonSubprocess:
        """Return the running process, or a new one if there is none."""
        with self._start_lock:
            if self.subprocess is None or not self.subprocess.alive:
                self.close()
                self.subprocess = self.start_process()
            return self.subprocess

    def start_ahead(self) -> None:
        """Start the process before it is needed. A problem is not raised before that, when the start is tried again."""
        with suppress(AutograderError):
            self.start()

    def bind(self, cores: set[int]) -> None:
        """Bind the process, if there is one, and all it has started to these cores."""
        with self._start_lock:
            if self.subprocess is not None:
                self.subprocess.bind(cores)

    def ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """Send a request about one submission and return the reply; WorkerDied where it does not come.

        The process has started with a sandbox that works. So a later SandboxError is this submission's, unless the
        process cannot be started again: that is a SandboxError of the next request.
        """
        process = self.start()
        try:
            return process.request(request, seconds)
        except SandboxError as error:
            raise WorkerDied(str(error)) from error

    @property
    def isolation(self) -> Isolation:
        """The isolation layers around the students' code."""
        return Isolation.model_validate(self.start().first_reply["isolation"])

    def close(self) -> None:
        """End the process and everything it started."""
        with self._start_lock:
            if self.subprocess is not None:
                self.subprocess.close()
                self.subprocess = None
