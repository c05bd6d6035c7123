"""The cells of a graded notebook: with their outputs, without hidden lines, and nothing that runs in a browser."""

from __future__ import annotations

import re
from typing import Any

from nbconvert.preprocessors.sanitize import SanitizeHTML

from autograder.notebook_tests.notebook_run import NotebookResult
from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.views.sanitize import safe_outputs

HTML = re.compile(r"<[/!a-zA-Z]")


def build_cells(source_notebook: SourceNotebook, result: NotebookResult) -> list[dict[str, Any]]:
    """Return the notebook's cells as nbformat has them."""
    cells = []
    sanitizer = SanitizeHTML()
    for index, merged_cell in enumerate(result.merged_notebook.cells):
        source, source_cell = merged_cell.source, merged_cell.source_cell
        if merged_cell.is_test:
            source = source_notebook.visible_source(source)
        if (
            merged_cell.kind == "markdown"
            and HTML.search(source)
            and not (source_cell and source_cell.source == source)
        ):
            source = sanitizer.sanitize_html_tags(source)
        cell: dict[str, Any] = {"cell_type": merged_cell.kind, "metadata": merged_cell.metadata(), "source": source}
        if merged_cell.kind == "markdown" and merged_cell.attachments:
            cell["attachments"] = dict(merged_cell.attachments)
        if merged_cell.kind == "code":
            cell |= {"execution_count": None, "outputs": list(safe_outputs(result.outputs.get(index, ())))}
        cells.append(cell)
    return cells
