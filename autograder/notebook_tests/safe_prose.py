"""What students write between their cells, before nbgrader shows it: with nothing that runs or loads anything.

This happens in nbgrader's own process. A grading process is trusted with the tests, but not with the browser of an
instructor; and there, importing nbconvert would take most of its start.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any

from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.views.safe_markdown import safe_markdown
from autograder.views.sanitize import safe_pictures


def safe_prose(source_notebook: SourceNotebook, cells: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the cells of a graded notebook; Markdown that is not the course's own is made safe."""
    own_texts = {cell.source for cell in source_notebook.cells if cell.kind == "markdown"}
    return [_safe_cell(cell, own_texts) if cell["cell_type"] == "markdown" else cell for cell in cells]


def _safe_cell(cell: dict[str, Any], own_texts: Container[str]) -> dict[str, Any]:
    source, pictures = cell["source"], safe_pictures(cell.get("attachments"))
    safe = {**cell, "source": source if source in own_texts else safe_markdown(source, pictures)}
    safe.pop("attachments", None)
    return {**safe, "attachments": pictures} if pictures else safe
