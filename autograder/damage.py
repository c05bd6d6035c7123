"""Reading what was handed in, however damaged: bytes in, a list of cells and the repairs that were needed out."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from typing import Any

MAX_CELLS = 1_000
MAX_SOURCE = 200_000
ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Unreadable(ValueError):
    """Nothing in these bytes can be graded; the text is for the instructor."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One cell as the student sent it; nothing of it is trusted, `name` is only what it calls itself."""

    name: str
    kind: str
    source: str


def read(data: bytes) -> tuple[list[HandedIn], list[str]]:
    """Cells and repairs; Unreadable where there is nothing to save."""
    text, repairs = _decode(data)
    notebook = _load(text, repairs)
    raw = _cells(notebook, repairs)
    if len(raw) > MAX_CELLS:
        repairs.append(f"the notebook has {len(raw)} cells: the first {MAX_CELLS} were read")
    cells = [_tidy(cell, repairs) for cell in raw[:MAX_CELLS] if isinstance(cell, dict)]
    if not any(cell.source.strip() for cell in cells):
        raise Unreadable("the notebook has no cell with any content")
    return cells, repairs


def _decode(data: bytes) -> tuple[str, list[str]]:
    if not data.strip():
        raise Unreadable("the file is empty")
    for mark, encoding in ENCODINGS:
        if data.startswith(mark):
            name = encoding.removesuffix("-sig").upper()
            return data.decode(encoding, errors="replace"), [f"the file began with a byte order mark ({name})"]
    guess = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    try:
        return data.decode(guess), [] if guess == "utf-8" else [f"the file was not UTF-8: read as {guess.upper()}"]
    except UnicodeDecodeError:
        return data.decode("latin-1"), ["the file was not UTF-8: read as LATIN-1"]


def _load(text: str, repairs: list[str]) -> dict[str, Any]:
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        saved = _salvage(text)
        if not saved:
            raise Unreadable("the file is not a notebook: its JSON cannot be read") from None
        repairs.append(f"the file was cut off or damaged: {len(saved)} whole cells were saved")
        return {"cells": saved}
    if not isinstance(notebook, dict):
        raise Unreadable("the file is JSON, but not a notebook")
    return notebook


def _salvage(text: str) -> list[dict[str, Any]]:
    """Every complete cell object that still stands in broken JSON."""
    decoder = json.JSONDecoder()
    saved: list[dict[str, Any]] = []
    position = text.find('"cells"')
    position = text.find("{", position) if position >= 0 else -1
    while position >= 0 and len(saved) <= MAX_CELLS:
        try:
            cell, end = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            end = position + 1
        else:
            if isinstance(cell, dict) and "cell_type" in cell:
                saved.append(cell)
        position = text.find("{", end)
    return saved


def _cells(notebook: dict[str, Any], repairs: list[str]) -> list[Any]:
    cells = notebook.get("cells")
    if isinstance(cells, list):
        return cells
    sheets = notebook.get("worksheets")
    if isinstance(sheets, list):
        repairs.append("the notebook is of the old format 3: its cells were converted")
        return [cell for sheet in sheets if isinstance(sheet, dict) for cell in sheet.get("cells") or []]
    raise Unreadable("the file is JSON, but not a notebook: it has no cells")


def _tidy(cell: dict[str, Any], repairs: list[str]) -> HandedIn:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        source = ""
    metadata = cell.get("metadata")
    marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    name = marks.get("grade_id") if isinstance(marks, dict) else None
    name = name if isinstance(name, str) and name else cell.get("id")
    name = name[:100] if isinstance(name, str) else ""
    if len(source) > MAX_SOURCE:
        repairs.append(f"a cell of {len(source)} characters was cut to {MAX_SOURCE}")
    clean = (
        source[:MAX_SOURCE].encode("utf-8", errors="replace").decode("utf-8").replace("\r\n", "\n").replace("\0", "")
    )
    return HandedIn(name, str(cell.get("cell_type", "code")), clean)
