"""The cells of a graded notebook: with their outputs, and without hidden lines."""

from __future__ import annotations

from typing import Any

from autograder.notebook_tests.merge import MergedCell
from autograder.notebook_tests.notebook_run import NotebookResult
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.views.sanitize import safe_outputs


def build_cells(source_notebook: SourceNotebook, result: NotebookResult) -> list[dict[str, Any]]:
    """Return the notebook's cells as nbformat has them."""
    cells = []
    for index, merged_cell in enumerate(result.merged_notebook.cells):
        source = _visible_source(source_notebook, merged_cell)
        cell: dict[str, Any] = {"cell_type": merged_cell.kind, "metadata": merged_cell.metadata(), "source": source}
        if merged_cell.kind == "markdown" and merged_cell.attachments:
            cell["attachments"] = dict(merged_cell.attachments)
        if merged_cell.kind == "code":
            cell |= {"execution_count": None, "outputs": list(safe_outputs(result.outputs.get(index, ())))}
        cells.append(cell)
    return cells


def _visible_source(source_notebook: SourceNotebook, cell: MergedCell) -> str:
    """Return the text of a cell: a test without its hidden lines."""
    return source_notebook.visible_source(cell.source) if cell.is_test else cell.source
