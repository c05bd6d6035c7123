"""Reading what was handed in, however damaged: bytes in, a list of cells and the repairs that were needed out."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import Any

from autograder.views import sanitize

MAX_CELLS = 100_000
MAX_SOURCE = 200_000
MAX_TRIES = 10_000
ENCODINGS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
CONFLICT = re.compile(r"(?ms)^<{7} [^\n]*\n(.*?)^={7}\n.*?^>{7} [^\n]*\n?")
SCRIPT_CELL = re.compile(r"(?m)^# (?:In\[[ \d]*\]:|%%.*)$")


class Unreadable(ValueError):
    """Nothing in these bytes can be graded; the text is for the instructor."""


@dataclass(frozen=True, slots=True)
class SubmittedCell:
    """One cell as the student sent it; nothing of it is trusted, `name` and `points` are only what it says itself."""

    name: str
    kind: str
    source: str
    points: float | None = None


def read(data: bytes) -> tuple[list[SubmittedCell], list[str]]:
    """Cells and repairs; Unreadable where there is nothing to save."""
    text, repairs = _decode(data)
    notebook = _load(text, repairs)
    raw = _cells(notebook, repairs)
    _note_language(notebook, repairs)
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
    twice: set[str] = set()

    def last_of_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        entries = dict(pairs)
        if len(entries) < len(pairs):
            keys = [key for key, _ in pairs]
            twice.update(key for key in entries if keys.count(key) > 1)
        return entries

    resolved = CONFLICT.sub(r"\1", text)
    if resolved != text:
        repairs.append("the file held an unresolved merge: the student's own side was read")
    try:
        notebook = json.loads(resolved, object_pairs_hook=last_of_each)
    except (ValueError, RecursionError):
        return {"cells": _script(resolved, repairs) or _rescued(resolved, repairs)}
    if twice:
        repairs.append(f"{_quoted(twice)} stood twice in one object: the last one was read")
    if not isinstance(notebook, dict):
        raise Unreadable("the file is JSON, but not a notebook")
    return notebook


def _quoted(words: set[str]) -> str:
    return ", ".join(f"'{sanitize.short_word(word)}'" for word in sorted(words)[:3])


def _script(text: str, repairs: list[str]) -> list[dict[str, Any]]:
    """The cells of a notebook exported as Python; none where it is something else."""
    parts = SCRIPT_CELL.split(text)
    if len(parts) > 1:
        repairs.append("the file is a Python script: its parts were read as cells")
    return [{"cell_type": "code", "source": part.strip()} for part in parts[1:]]


def _rescued(text: str, repairs: list[str]) -> list[dict[str, Any]]:
    saved = _salvage(text)
    if not saved:
        raise Unreadable("the file is not a notebook: its JSON cannot be read")
    repairs.append(f"the file was cut off or damaged: {len(saved)} whole cells were saved")
    return saved


def _salvage(text: str) -> list[dict[str, Any]]:
    """Every complete cell object that still stands in broken JSON.

    A file made to be slow (each attempt reads far and fails) is given up after reading it about three times.
    """
    decoder = json.JSONDecoder()
    saved: list[dict[str, Any]] = []
    tries, effort = MAX_TRIES, 3 * len(text) + 1_000_000
    position = text.find('"cells"')
    position = text.find("{", position) if position >= 0 else -1
    while position >= 0 and tries and effort > 0:
        try:
            cell, end = decoder.raw_decode(text, position)
        except json.JSONDecodeError as error:
            end, tries, effort = position + 1, tries - 1, effort - (error.pos - position)
        except RecursionError:
            end, tries = position + 1, tries - 1
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
        inner = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        return [cell for cells in inner if isinstance(cells, list) for cell in cells]
    raise Unreadable("the file is JSON, but not a notebook: it has no cells")


def _note_language(notebook: dict[str, Any], repairs: list[str]) -> None:
    language = _entry(_entry(notebook, "metadata"), "kernelspec").get("language")
    if isinstance(language, str) and not language.lower().startswith("python"):
        repairs.append(f"the notebook asked for a kernel of '{sanitize.short_word(language)}': it was run as Python")


def _entry(outer: dict[str, Any], key: str) -> dict[str, Any]:
    """The object under a key; an empty one where something else stands there."""
    inner = outer.get(key)
    return inner if isinstance(inner, dict) else {}


def _tidy(cell: dict[str, Any], repairs: list[str]) -> SubmittedCell:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    if not isinstance(source, str):
        source = ""
    marks = _entry(_entry(cell, "metadata"), "nbgrader")
    names = (marks.get("grade_id"), cell.get("id"))
    name = next((name for name in names if isinstance(name, str) and name), "")
    if len(source) > MAX_SOURCE:
        repairs.append(f"a cell of {len(source)} characters was cut to {MAX_SOURCE}")
    clean = (
        source[:MAX_SOURCE].encode("utf-8", errors="replace").decode("utf-8").replace("\r\n", "\n").replace("\0", "")
    )
    points = marks.get("points")
    claim = points if isinstance(points, (int, float)) else None
    return SubmittedCell(name[:100], str(cell.get("cell_type", "code")), clean, claim)
