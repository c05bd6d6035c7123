"""One sandbox for all tests of this folder, and a fresh child for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from autograder.limits import Limits
from autograder.sandbox import Sandbox, StudentProcess

# A budget that ends endless loops soon; honest tests use a fraction of it.
QUICK = Limits(cell_seconds=1, call_seconds=1, cpu_seconds=20, patience=10, output_bytes=100_000)

Notebook = Callable[..., StudentProcess]


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(QUICK) as running:
        yield running


@pytest.fixture
def notebook(sandbox: Sandbox) -> Iterator[Notebook]:
    """`notebook("x = 1")` is a running child in which these cells have been executed."""
    children = []

    def run(*cells: str, files: dict[str, bytes] | None = None, outputs: str = "text") -> StudentProcess:
        child = sandbox.open(files, outputs)  # type: ignore[arg-type]
        children.append(child)
        for cell in cells:
            child.run_cell(cell)
        return child

    yield run
    for child in children:
        child.close()
