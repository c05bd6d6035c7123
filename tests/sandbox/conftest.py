"""One sandbox for all tests of this folder, and new processes in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from autograder.limits import Limits
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess

# Limits that end endless loops soon; honest tests use a fraction of them.
SHORT_LIMITS = Limits(cell_seconds=1, call_seconds=1, cpu_seconds=20, patience=10, output_bytes=100_000)


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox with short limits."""
    with Sandbox(SHORT_LIMITS) as sandbox:
        yield sandbox


@pytest.fixture
def run_notebook(sandbox: Sandbox) -> Iterator[Callable[..., StudentProcess]]:
    """`run_notebook("x = 1")` returns a new process in which these cells have been run."""
    processes = []

    def run(*cells: str, files: dict[str, bytes] | None = None, outputs: str = "text") -> StudentProcess:
        process = sandbox.open(files, outputs)  # type: ignore[arg-type]
        processes.append(process)
        for cell in cells:
            process.run_cell(cell)
        return process

    yield run
    for process in processes:
        process.close()
