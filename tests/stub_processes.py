"""Stand-ins for grading processes, for tests of who starts, uses and ends them."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.grading.worker import Worker


class StubProcess:
    """A process that does nothing. It remembers whether it was ended, and to which cores it was bound."""

    def __init__(self) -> None:
        self.alive = True
        self.cores: set[int] = set()

    def bind(self, cores: set[int]) -> None:
        self.cores = cores

    def close(self) -> None:
        self.alive = False


def start_stubs(monkeypatch: pytest.MonkeyPatch) -> list[StubProcess]:
    """Let workers start processes that do nothing; return those that were started, in this order."""
    processes: list[StubProcess] = []

    def start(_: Worker) -> Any:
        processes.append(StubProcess())
        return processes[-1]

    monkeypatch.setattr(Worker, "start_process", start)
    return processes
