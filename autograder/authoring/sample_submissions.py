"""Submissions made from a unit's own material: solved, with one mistake, half finished, or broken on purpose.

The tests, the demonstration and the benchmarks all grade classes written here.
"""

from __future__ import annotations

import copy
import inspect
import json
import re
import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from lab.predicting.predictions import SCHEMA as PREDICTIONS_SCHEMA

from autograder.course.notebook import Notebook, Region, Role, cell_name, dump, lines, role
from autograder.course.unit_content import UnitContent


def solved_notebook(content: UnitContent) -> Notebook:
    """The notebook a student hands in who wrote the reference's lines."""
    notebook = copy.deepcopy(content.released)
    source = {cell_name(cell): cell for cell in content.source["cells"]}
    for cell in notebook["cells"]:
        if role(cell) is Role.SOLUTION:
            found = lines(source[cell_name(cell)], content.unit.id)
            cell["source"] = "\n".join(
                line.text for line in found if not line.opens and line.region in (None, Region.SOLUTION)
            )
    return notebook


def with_cells(notebook: Notebook, cells: Mapping[str, str]) -> Notebook:
    """A copy with the sources of some cells replaced."""
    changed = copy.deepcopy(notebook)
    for cell in changed["cells"]:
        cell["source"] = cells.get(cell_name(cell), cell["source"])
    return changed


def cell_of(exercise: str, variant: Callable[..., Any]) -> str:
    """A variant's source as a cell: its decorators left out, under the exercise's name."""
    text = textwrap.dedent(inspect.getsource(variant))
    start = re.search(r"(?m)^(def|class)\s+\w+", text)
    assert start is not None  # noqa: S101 - a function or class has a head
    return re.sub(r"^(def|class)\s+\w+", rf"\1 {exercise}", text[start.start() :]).rstrip()


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
