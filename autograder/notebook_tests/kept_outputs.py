"""Submissions that are not executed (`nbgrader autograde --no-execute`) and keep the outputs that students saved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat.validator import iter_validate

from autograder.notebook_tests.cell_outputs import Output
from autograder.notebook_tests.merge import MergedNotebook, merge_submission
from autograder.notebook_tests.notebook_run import NotebookResult
from autograder.notebook_tests.source_notebook import SourceNotebook

REASON = "it was not run, because of --no-execute"


def keep_outputs(source_notebook: SourceNotebook, data: bytes, *, clear: bool) -> NotebookResult:
    """Return the merged notebook with the submitted outputs, or with none where nbgrader is to `clear` them.

    nbgrader reads points in these outputs, and a student can write any: a person must look at every test cell.
    """
    merged_notebook = merge_submission(source_notebook, data)
    outputs = {} if clear else _merged_outputs(merged_notebook, data)
    manual_grading = {cell.name: REASON for cell in merged_notebook.cells if cell.is_test}
    return NotebookResult(merged_notebook, outputs, manual_grading)


def _merged_outputs(merged_notebook: MergedNotebook, data: bytes) -> Mapping[int, tuple[Output, ...]]:
    """Return the outputs by position in the merged notebook, which has the submitted cells in their order."""
    try:
        cells = [cell for cell in json.loads(data)["cells"] if isinstance(cell, dict)]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    positions = [index for index, cell in enumerate(merged_notebook.cells) if not cell.is_put_back]
    return {index: tuple(_valid_outputs(cell)) for index, cell in zip(positions, cells, strict=False)}


def _valid_outputs(cell: Mapping[str, Any]) -> Iterator[Output]:
    """Yield the outputs of a submitted cell that nbformat accepts, with lists of lines joined."""
    outputs = cell.get("outputs")
    for output in outputs if isinstance(outputs, list) else ():
        if isinstance(output, dict) and not any(iter_validate(output, ref="output", version=4)):
            data = {kind: _joined(value) for kind, value in output.get("data", {}).items()}
            fields = {"data": data} if data else {"text": _joined(output["text"])} if "text" in output else {}
            yield {**output, **fields}


def _joined(value: Any) -> Any:
    return "".join(value) if isinstance(value, list) else value
