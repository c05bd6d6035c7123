"""Sample submissions, built from a unit's content: solved, or with some cells replaced.

The audit, the demonstration, the tests and the benchmarks grade them.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Mapping
from typing import Any

from lab.predicting.prediction_file import SCHEMA as PREDICTIONS_SCHEMA

from autograder.course.notebook import Notebook, cell_name, json_text, manual_answers
from autograder.course.unit_content import UnitContent


def solved_notebook(content: UnitContent) -> Notebook:
    """Return the notebook of a student who wrote the lines of the reference and the sample texts."""
    return with_cells(content.release, {**content.solutions, **manual_answers(content.source)})


def with_cells(notebook: Notebook, cells: Mapping[str, str]) -> Notebook:
    """Return a copy with the sources of some cells replaced."""
    result = copy.deepcopy(notebook)
    for cell in result["cells"]:
        cell["source"] = cells.get(cell_name(cell), cell["source"])
    return result


def predictions_file(content: UnitContent, *, explained: bool = True) -> bytes:
    """Return the predictions file of a student who predicted everything right, with the right explanations."""
    entries: dict[str, dict[str, Any]] = {}
    for name in content.questions:
        entries[name] = {"answer": content.outcomes[name], "committed": "2027-02-01T10:00:00+00:00"}
        if explained:
            entries[name]["explanation"] = content.explanations[name]
    return json.dumps({"schema": PREDICTIONS_SCHEMA, "predictions": entries}, indent=1).encode()


def notebook_bytes(notebook: Notebook) -> bytes:
    """Return the notebook as the bytes of a file."""
    return json_text(notebook).encode()
