"""Callers of the processes of several students, with the answers of all of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from autograder.checking.known_answers import KnownAnswers
from autograder.checking.remote_caller import RemoteCaller
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess


@dataclass
class StudentCallers:
    """Starts processes and remembers what they answer."""

    sandbox: Sandbox
    callers: list[RemoteCaller] = field(default_factory=list)
    known_answers: KnownAnswers = field(default_factory=KnownAnswers)

    def start(self, cell: str) -> RemoteCaller:
        """Return a caller of a new process in which this cell has been run."""

        def open_process() -> StudentProcess:
            process = self.sandbox.open({})
            process.run_cell(cell)
            return process

        caller = RemoteCaller(open_process, known_answers=self.known_answers)
        caller.select_names("double")
        self.callers.append(caller)
        return caller

    def close(self) -> None:
        """End all processes."""
        for caller in self.callers:
            caller.close()
