"""Reading a submitted notebook, however damaged: from its bytes to a list of cells and the repairs that were needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from autograder.submissions.damaged_json import (
    decode_text,
    read_objects,
    read_value,
    without_conflicts,
)
from autograder.views import sanitize

MAX_CELLS = 100_000
MAX_SOURCE = 200_000
MAX_SOURCES = 2_000_000
"""Characters of all cells together; a notebook of a course has a fiftieth of it."""
SCRIPT_CELL = re.compile(r"(?m)^# (?:In\[[ \d]*\]:|%%.*)$")


class Unreadable(ValueError):
    """The file holds nothing that can be graded; the message is for the instructor."""


@dataclass(frozen=True, slots=True)
class SubmittedCell:
    """One cell as the student submitted it. Nothing in it is trusted: `name` and `points` are what the file claims."""

    name: str
    kind: str
    source: str
    points: float | None = None


def read_cells(data: bytes) -> tuple[list[SubmittedCell], list[str]]:
    """Return the cells and the repairs; Unreadable where no cell can be read."""
    repairs: list[str] = []
    if not data.strip():
        raise Unreadable("the file is empty")
    text = decode_text(data, repairs)
    notebook = _load(text, repairs)
    raw_cells = _cells(notebook, repairs)
    _note_language(notebook, repairs)
    if len(raw_cells) > MAX_CELLS:
        repairs.append(f"the notebook has {len(raw_cells)} cells: the first {MAX_CELLS} were read")
    cells = [_submitted_cell(cell, repairs) for cell in raw_cells[:MAX_CELLS] if isinstance(cell, dict)]
    cells = _within_limit(cells, repairs)
    if not any(cell.source.strip() for cell in cells):
        raise Unreadable("the notebook has no cell with any content")
    return cells, repairs


def _load(text: str, repairs: list[str]) -> dict[str, Any]:
    """Return the notebook in a JSON text, in a Python script, or in the readable parts of a damaged file."""
    resolved = without_conflicts(text, repairs)
    try:
        notebook = read_value(resolved, repairs)
    except ValueError:
        return {"cells": _script_cells(resolved, repairs) or _recovered_cells(resolved, repairs)}
    if not isinstance(notebook, dict):
        raise Unreadable("the file is JSON, but not a notebook")
    return notebook


def _script_cells(text: str, repairs: list[str]) -> list[dict[str, Any]]:
    """Return the cells of a notebook exported as Python, or an empty list where the text is something else."""
    parts = SCRIPT_CELL.split(text, MAX_CELLS)
    if len(parts) > 1:
        repairs.append("the file is a Python script: its parts were read as cells")
    return [{"cell_type": "code", "source": part.strip()} for part in parts[1:]]


def _recovered_cells(text: str, repairs: list[str]) -> list[dict[str, Any]]:
    start = text.find('"cells"')
    objects = read_objects(text, start) if start >= 0 else []
    cells = [cell for cell in objects if "cell_type" in cell]
    if not cells:
        raise Unreadable("the file is not a notebook: its JSON cannot be read")
    repairs.append(f"the file was cut off or damaged: {len(cells)} whole cells were saved")
    return cells


def _cells(notebook: dict[str, Any], repairs: list[str]) -> list[Any]:
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = notebook.get("worksheets")
    if isinstance(sheets, list):
        repairs.append("the notebook is of the old format 3: its cells were converted")
        cells_of_sheets = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for cells in cells_of_sheets if isinstance(cells, list) for cell in cells]
    raise Unreadable("the file is JSON, but not a notebook: it has no cells")


def _note_language(notebook: dict[str, Any], repairs: list[str]) -> None:
    language = _object(_object(notebook, "metadata"), "kernelspec").get("language")
    if isinstance(language, str) and not language.lower().startswith("python"):
        repairs.append(f"the notebook asked for a kernel of '{sanitize.short_word(language)}': it was run as Python")


def _within_limit(cells: Sequence[SubmittedCell], repairs: list[str]) -> list[SubmittedCell]:
    """Return the cells, without the text of the longest ones where all together are too long."""
    size, limited = sum(len(cell.source) for cell in cells), list(cells)
    longest = sorted(range(len(cells)), key=lambda index: len(cells[index].source), reverse=True)
    for count, index in enumerate(longest):
        if size <= MAX_SOURCES:
            if count:
                text = (
                    f"the cells hold more than {MAX_SOURCES // 1_000_000} MB of text: the {count} longest were left out"
                )
                repairs.append(text)
            break
        size -= len(cells[index].source)
        limited[index] = replace(cells[index], source="")
    return limited


def _object(outer: dict[str, Any], key: str) -> dict[str, Any]:
    """Return the object under a key, or an empty one where the value is something else."""
    value = outer.get(key)
    return value if isinstance(value, dict) else {}


def _submitted_cell(cell: dict[str, Any], repairs: list[str]) -> SubmittedCell:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        source = ""
    cell_metadata = _object(cell, "metadata")
    metadata = _object(cell_metadata, "nbgrader")
    names = (metadata.get("grade_id"), cell.get("id"), cell_metadata.get("id"))  # Colab moves ids to the metadata
    name = next((name for name in names if isinstance(name, str) and name), "")
    if len(source) > MAX_SOURCE:
        repairs.append(f"a cell of {len(source)} characters was cut to {MAX_SOURCE}")
    source = source[:MAX_SOURCE]
    if not source.isascii():
        source = source.encode("utf-8", errors="replace").decode("utf-8")
    source = source.replace("\r\n", "\n").replace("\0", "")
    points = metadata.get("points")
    claimed_points = points if isinstance(points, (int, float)) else None
    return SubmittedCell(name[:100], str(cell.get("cell_type", "code")), source, claimed_points)
