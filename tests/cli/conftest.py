"""The command line in a process of its own, and a small class of submissions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.sample_submissions import notebook_bytes
from autograder.course.notebook import Notebook
from autograder.course.unit_content import UnitContent
from tests import commands

ROOT = Path(__file__).parents[2]
UNIT = "training-loop"

Run = Callable[..., commands.Process]


@pytest.fixture
def run() -> Run:
    """Run `autograder` in a process of its own, in the course's folder or another one."""

    def run(*arguments: str | Path, cwd: Path = ROOT) -> commands.Process:
        return commands.run_command(cwd, "autograder", *arguments)

    return run


@pytest.fixture
def submitted(tmp_path: Path, solved: Notebook, content: UnitContent) -> Path:
    """Three students: one right, one untouched, one whose file is not a notebook."""
    files = {"ada": notebook_bytes(solved), "blaise": notebook_bytes(content.release), "eve": b"?"}
    for student, data in files.items():
        folder = tmp_path / "submitted" / student / UNIT
        folder.mkdir(parents=True)
        (folder / f"{UNIT}.ipynb").write_bytes(data)
    return tmp_path / "submitted"
