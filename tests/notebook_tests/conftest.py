"""Fixtures that grade small notebooks."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from autograder.limits import Limits
from autograder.notebook_tests import worker
from autograder.notebook_tests.source_notebook import InstructorCell, SourceCell, SourceNotebook
from autograder.sandbox.host.sandbox import Sandbox
from tests.notebook_tests.builders import Grade, GradedNotebook, check, grade_notebook, notebook, solution
from tests.preparations import WITHOUT_MATPLOTLIB


@pytest.fixture(scope="module", autouse=True)
def _workers_without_matplotlib() -> Iterator[None]:
    """Let workers preload Matplotlib only for a course that imports it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "PRELOAD", WITHOUT_MATPLOTLIB.preload)
        yield


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(cell_seconds=2, call_seconds=1, notebook_seconds=20, patience=2)) as sandbox:
        yield sandbox


@pytest.fixture
def grade(sandbox: Sandbox, tmp_path: Path) -> Iterator[Grade]:
    """Grades the cells of a student with tests.

    `stub` is the solution cell of the release, `code` the instructor's own code, `locked` the cells before.
    """
    folder = Path.cwd()
    os.chdir(tmp_path)

    def grade(
        student: str | Sequence[tuple[str, str]],
        *tests: str,
        stub: str = "",
        code: Sequence[str] = (),
        locked: Sequence[SourceCell] = (),
        points: float = 1,
        language: str = "python",
    ) -> GradedNotebook:
        names = ["test", *(f"test-{number}" for number in range(2, len(tests) + 1))]
        checks = [check(source, name, points) for name, source in zip(names, tests, strict=True)]
        source_notebook = SourceNotebook(
            "ps", language, (*locked, solution(stub), *checks), tuple(InstructorCell("", "code", text) for text in code)
        )
        cells = [("answer", student)] if isinstance(student, str) else list(student)
        submitted = [*((cell.name, cell.source) for cell in locked), *cells, *((c.name, c.source) for c in checks)]
        return grade_notebook(source_notebook, sandbox, notebook(submitted))

    yield grade
    os.chdir(folder)
