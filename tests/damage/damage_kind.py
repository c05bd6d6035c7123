"""A kind of damage, and the helpers that build it.

A builder gets a copy of the solved notebook and returns the bytes of a file, or gets the notebook and the saved
predictions and returns all files by name.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.course.notebook import Cell, Notebook, cell_name

ALL = 40
PREDICTED = 8
UNIT = "training-loop"
NOTEBOOK_NAME, PREDICTIONS_NAME = f"{UNIT}.ipynb", "predictions.json"
Build = Callable[[Notebook], bytes]
BuildFiles = Callable[[Notebook, bytes], Mapping[str, bytes]]


@dataclass(frozen=True, slots=True)
class DamageKind:
    """One kind of damage, with the points it must earn and what the report must say about it.

    `message` is part of a repair, of a cell error or of the problem that keeps the report from being published; it is
    empty where nothing had to be repaired.
    """

    name: str
    title: str
    files: BuildFiles
    score: int
    message: str

    def write_to(self, folder: Path, notebook: Notebook, predictions: bytes) -> None:
        """Write the submission, made from the solved notebook and its predictions, to a new folder."""
        folder.mkdir(parents=True)
        for name, data in self.files(copy.deepcopy(notebook), predictions).items():
            (folder / name).write_bytes(data)


def kind(
    title: str, *, score: int = ALL, message: str = "", file_name: str | None = None
) -> Callable[[Build], DamageKind]:
    """Make a builder a kind of damage, named after the function."""

    def make_kind(build: Build) -> DamageKind:
        def files(notebook: Notebook, predictions: bytes) -> Mapping[str, bytes]:
            return {file_name or NOTEBOOK_NAME: build(notebook), PREDICTIONS_NAME: predictions}

        return DamageKind(build.__name__.replace("_", "-"), title, files, score, message)

    return make_kind


def kind_of_files(title: str, *, score: int = ALL, message: str = "") -> Callable[[BuildFiles], DamageKind]:
    """Make a builder of all submitted files a kind of damage, named after the function."""

    def make_kind(build: BuildFiles) -> DamageKind:
        return DamageKind(build.__name__.replace("_", "-"), title, build, score, message)

    return make_kind


def kinds_of(modules: Iterable[ModuleType]) -> tuple[DamageKind, ...]:
    """Return the kinds that the modules define, in their order."""
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, DamageKind))


def file_bytes(notebook: Any) -> bytes:
    """Return the JSON of a notebook whose form may be wrong."""
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def index(notebook: Notebook, name: str) -> int:
    return [cell_name(cell) for cell in notebook["cells"]].index(name)


def find(notebook: Notebook, name: str) -> Cell:
    return notebook["cells"][index(notebook, name)]


def code(source: Any, **more: Any) -> Cell:
    return {
        "cell_type": "code",
        "id": "mine",
        "metadata": {},
        "source": source,
        "execution_count": None,
        "outputs": [],
    } | more


def with_cell(notebook: Notebook, before: str, source: str) -> bytes:
    """Return the notebook with a cell that the student added before one of the course."""
    notebook["cells"].insert(index(notebook, before), code(source))
    return file_bytes(notebook)


def without_ids(cells: Iterable[Cell], **metadata: Any) -> list[Cell]:
    """Return the cells without ids and without nbgrader's metadata."""
    return [{key: cell[key] for key in cell if key != "id"} | {"metadata": dict(metadata)} for cell in cells]
