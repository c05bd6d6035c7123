"""Reading a submitted notebook, however damaged: from its bytes to a list of cells and the repairs that were needed."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

from autograder.views import sanitize

MAX_CELLS = 100_000
MAX_SOURCE = 200_000
MAX_ATTEMPTS = 10_000
ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONFLICT = re.compile(r"(?ms)^<{7} [^\n]*\n(.*?)^={7}\n.*?^>{7} [^\n]*\n?")
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
    text, repairs = _decode(data)
    notebook = _load(text, repairs)
    raw_cells = _cells(notebook, repairs)
    _note_language(notebook, repairs)
    if len(raw_cells) > MAX_CELLS:
        repairs.append(f"the notebook has {len(raw_cells)} cells: the first {MAX_CELLS} were read")
    cells = [_submitted_cell(cell, repairs) for cell in raw_cells[:MAX_CELLS] if isinstance(cell, dict)]
    if not any(cell.source.strip() for cell in cells):
        raise Unreadable("the notebook has no cell with any content")
    return cells, repairs


def _decode(data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file in one of the encodings that editors write, and the repairs."""
    if not data.strip():
        raise Unreadable("the file is empty")
    for byte_order_mark, encoding in ENCODINGS:
        if data.startswith(byte_order_mark):
            name = encoding.removesuffix("-sig").upper()
            return data.decode(encoding, errors="replace"), [f"the file began with a byte order mark ({name})"]
    encoding = "utf-16-le" if data[1:2] == b"\0" else "utf-16-be" if data[:1] == b"\0" else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "latin-1", data.decode("latin-1")
    return text, [] if encoding == "utf-8" else [f"the file was not UTF-8: read as {encoding.upper()}"]


def _load(text: str, repairs: list[str]) -> dict[str, Any]:
    """Return the notebook in a JSON text, in a Python script, or in the readable parts of a damaged file."""
    duplicate_keys: set[str] = set()

    def keep_last_value(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) < len(pairs):
            keys = [key for key, _ in pairs]
            duplicate_keys.update(key for key in entries if keys.count(key) > 1)
        return entries

    resolved = CONFLICT.sub(r"\1", text)
    if resolved != text:
        repairs.append("the file held an unresolved merge: the student's own side was read")
    try:
        notebook = json.loads(resolved, object_pairs_hook=keep_last_value)
    except (ValueError, RecursionError):
        return {"cells": _script_cells(resolved, repairs) or _recovered_cells(resolved, repairs)}
    if duplicate_keys:
        repairs.append(f"{_quoted(duplicate_keys)} stood twice in one object: the last one was read")
    if not isinstance(notebook, dict):
        raise Unreadable("the file is JSON, but not a notebook")
    return notebook


def _quoted(words: set[str]) -> str:
    return ", ".join(f"'{sanitize.short_word(word)}'" for word in sorted(words)[:3])


def _script_cells(text: str, repairs: list[str]) -> list[dict[str, Any]]:
    """Return the cells of a notebook exported as Python, or an empty list where the text is something else."""
    parts = SCRIPT_CELL.split(text)
    if len(parts) > 1:
        repairs.append("the file is a Python script: its parts were read as cells")
    return [{"cell_type": "code", "source": part.strip()} for part in parts[1:]]


def _recovered_cells(text: str, repairs: list[str]) -> list[dict[str, Any]]:
    cells = _complete_cells(text)
    if not cells:
        raise Unreadable("the file is not a notebook: its JSON cannot be read")
    repairs.append(f"the file was cut off or damaged: {len(cells)} whole cells were saved")
    return cells


def _complete_cells(text: str) -> list[dict[str, Any]]:
    """Return every complete cell object in broken JSON.

    Each failed attempt may read far, so the search ends after reading the length of the file about three times.
    """
    decoder = json.JSONDecoder()
    cells: list[dict[str, Any]] = []
    attempts, characters = MAX_ATTEMPTS, 3 * len(text) + 1_000_000
    position = text.find('"cells"')
    position = text.find("{", position) if position >= 0 else -1
    while position >= 0 and attempts and characters > 0:
        try:
            cell, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            end, attempts, characters = position + 1, attempts - 1, characters - (error.pos - position)
        except RecursionError:
            end, attempts = position + 1, attempts - 1
        else:
            if isinstance(cell, dict) and "cell_type" in cell:
                cells.append(cell)
        position = text.find("{", end)
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
    metadata = _object(_object(cell, "metadata"), "nbgrader")
    names = (metadata.get("grade_id"), cell.get("id"))
    name = next((name for name in names if isinstance(name, str) and name), "")
    if len(source) > MAX_SOURCE:
        repairs.append(f"a cell of {len(source)} characters was cut to {MAX_SOURCE}")
    source = source[:MAX_SOURCE].encode("utf-8", errors="replace").decode("utf-8")
    source = source.replace("\r\n", "\n").replace("\0", "")
    points = metadata.get("points")
    claimed_points = points if isinstance(points, (int, float)) else None
    return SubmittedCell(name[:100], str(cell.get("cell_type", "code")), source, claimed_points)
