"""Sample submissions, built from a unit's content: solved, or with some cells replaced.

The audit, the demonstration, the tests and the benchmarks grade them.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lab.predicting.prediction_text import Prediction, format_entries

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
    entries = {
        name: Prediction(
            content.outcomes[name], "2027-02-01T10:00:00+00:00", content.explanations[name] if explained else None
        )
        for name in content.questions
    }
    return format_entries(entries).encode()


def notebook_bytes(notebook: Notebook) -> bytes:
    """Return the notebook as the bytes of a file."""
    return json_text(notebook).encode()
