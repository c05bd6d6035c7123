"""Fixtures for `python -m lab check`: notebooks of a unit, in an empty folder and in a workflow."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from lab.checking import exercises
from lab.ci import cli, notebook_file

UNIT = "training-loop"
STUB = "def {}(*args, **kwargs):\n    # YOUR CODE HERE\n    raise NotImplementedError()"
RIGHT = """
def train_step(x, y, w, b, lr):
    r = w * x + b - y
    return float(w - lr * 2 * (r * x).mean()), float(b - lr * 2 * r.mean()), float((r**2).mean())
"""

Cells = Mapping[str, str]
"""Sources of code cells by their names."""


@pytest.fixture
def right() -> str:
    """The source of a right `train_step`."""
    return RIGHT


@pytest.fixture
def wrong() -> str:
    """The source of a wrong `train_step`."""
    return RIGHT.replace("w - lr", "w + lr")


@pytest.fixture
def stub() -> Callable[[str], str]:
    """Return the source of an exercise as the handout has it."""
    return STUB.format


@pytest.fixture
def write_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write a notebook into the current folder: its start, some cells, and a check cell after each exercise."""
    monkeypatch.chdir(tmp_path)

    def write_notebook(cells: Cells, unit: str = UNIT) -> Path:
        notebook_cells = [code_cell("setup", f'import lab\nimport numpy as np\n\nlab.start("{unit}")')]
        for name, source in cells.items():
            notebook_cells.append(code_cell(name, source))
            if f"def {name}(" in source:
                notebook_cells.append(code_cell(f"{name}-check", f'lab.check("{name}", {name})'))
        notebook = {"cells": notebook_cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path = tmp_path / f"{unit}.ipynb"
        path.write_text(json.dumps(notebook, indent=1), encoding="utf-8")
        return path

    return write_notebook


def code_cell(name: str, source: str) -> dict[str, Any]:
    metadata = {"nbgrader": {"grade_id": name}}
    cell = {"cell_type": "code", "id": name, "metadata": metadata, "source": source}
    return cell | {"outputs": [], "execution_count": None}


@pytest.fixture
def check(write_notebook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Write a notebook with stubs for the other exercises, run `python -m lab check`, and return the exit code.

    The handout has only this unit.
    """
    monkeypatch.setattr(notebook_file, "units", lambda: [UNIT])
    for name in ("GITHUB_ACTIONS", "GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)

    def check(cells: Cells, *options: str, deleted: str = "") -> int:
        stubs = {exercise.name: STUB.format(exercise.name) for exercise in exercises.of_unit(UNIT)}
        stubs.pop(deleted, None)
        write_notebook({**stubs, **cells})
        return cli.main(["check", *options])

    return check


@pytest.fixture
def workflow(check: Callable[..., int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Set the variables of a workflow; return the folder with its files `output` and `summary`."""
    folder = tmp_path / "runner"
    folder.mkdir()
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_OUTPUT", str(folder / "output"))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "summary"))
    return folder
