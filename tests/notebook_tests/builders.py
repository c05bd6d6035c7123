"""Builders of small notebooks, and the result of grading one."""

from __future__ import annotations

import json
import os
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import determine_grade

from autograder.notebook_tests.graded_cells import build_cells
from autograder.notebook_tests.merge import merge_submission
from autograder.notebook_tests.notebook_run import NotebookResult, NotebookRun
from autograder.notebook_tests.source_notebook import SourceCell, SourceNotebook
from autograder.sandbox.host.sandbox import Sandbox


@dataclass(frozen=True)
class GradedNotebook:
    """A graded notebook: how it ran, and its cells."""

    result: NotebookResult
    cells: list[dict[str, Any]]

    @property
    def points(self) -> dict[str, float | None]:
        """The points that nbgrader reads from the cells, by their names."""
        nodes = [nbformat.from_dict(cell) for cell in self.cells]
        return {
            node.metadata.nbgrader.grade_id: determine_grade(node)[0]
            for node in nodes
            if node.metadata.get("nbgrader", {}).get("grade")
        }

    def outputs(self, name: str = "test") -> list[dict[str, Any]]:
        """Return the outputs of a cell."""
        return next(c["outputs"] for c in self.cells if c["metadata"].get("nbgrader", {}).get("grade_id") == name)

    @property
    def text(self) -> str:
        """Everything that students can read."""
        return json.dumps(self.cells)


Grade = Callable[..., GradedNotebook]


def solution(source: str, name: str = "answer") -> SourceCell:
    return SourceCell(name, "code", source, solution=True)


def check(source: str, name: str = "test", points: float = 1) -> SourceCell:
    return SourceCell(name, "code", source, locked=True, grade=True, points=points)


def notebook(cells: Sequence[tuple[str, str]]) -> bytes:
    """Return a submitted notebook of code cells, each given by its name and source."""
    nodes = [
        {
            "cell_type": "code",
            "id": f"cell-{index}",
            "metadata": {"nbgrader": {"grade_id": name}} if name else {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for index, (name, source) in enumerate(cells)
    ]
    return json.dumps({"cells": nodes, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


def grade_notebook(source_notebook: SourceNotebook, sandbox: Sandbox, data: bytes) -> GradedNotebook:
    """Grade a submitted file by the separate run."""
    folder = Path.cwd()
    try:
        result = NotebookRun(source_notebook, sandbox, merge_submission(source_notebook, data), {}).run()
    finally:
        os.chdir(folder)  # a test may have changed it
    return GradedNotebook(result, build_cells(source_notebook, result))


def require_the_point_for_the_work_only(grade: Grade, case: str) -> None:
    """The test below the dashes must earn its point with the student's cell above them, and none without it."""
    student, test = textwrap.dedent(case).strip().split("\n--\n")
    graded = grade(student, test)

    assert graded.points == {"test": 1}, graded.outputs()
    assert not graded.result.manual_grading
    assert grade("", test).points == {"test": 0}
