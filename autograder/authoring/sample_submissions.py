"""Submissions made from a unit's own material: solved, with one mistake, half finished, or broken on purpose.

The tests, the demonstration and the benchmarks all grade classes written here.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from lab.predicting.prediction_file import SCHEMA as PREDICTIONS_SCHEMA

from autograder.course.notebook import Notebook, cell_name, dump
from autograder.course.unit_content import UnitContent


def solved_notebook(content: UnitContent) -> Notebook:
    """The notebook a student hands in who wrote the reference's lines."""
    return with_cells(content.released, content.solutions)


def with_cells(notebook: Notebook, cells: Mapping[str, str]) -> Notebook:
    """A copy with the sources of some cells replaced."""
    changed = copy.deepcopy(notebook)
    for cell in changed["cells"]:
        cell["source"] = cells.get(cell_name(cell), cell["source"])
    return changed


def predictions_file(content: UnitContent, *, explained: bool = True) -> bytes:
    """The file of a student who predicted everything right, and gave the explanations that fit."""
    entries: dict[str, dict[str, Any]] = {}
    for name in content.questions:
        entries[name] = {"answer": content.outcomes[name], "committed": "2027-02-01T10:00:00+00:00"}
        if explained:
            entries[name]["explanation"] = content.explanations[name]
    return json.dumps({"schema": PREDICTIONS_SCHEMA, "predictions": entries}, indent=1).encode()


def notebook_bytes(notebook: Notebook) -> bytes:
    """The notebook as a file."""
    return dump(notebook).encode()
