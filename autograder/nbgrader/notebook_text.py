"""The text of an autograded notebook, as nbformat writes it.

nbformat copies, validates and writes all cells of every notebook. Most cells are the same in the notebooks of a whole
class, so the text of a cell is remembered, and nbformat writes only those that are new.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from typing import Any

import nbformat

MAX_CELLS = 500
LONGEST_CELL = 10_000
"""Characters of a cell whose text is remembered."""

WITH_IDS = 5
"""The first minor version of format 4 in which cells have ids."""

HEAD = '{\n "cells": ['
BETWEEN = "\n  },\n  {"
"""No string of JSON has a line break in it, so this is only between two cells."""


class NotebookTexts:
    """Writes notebooks and remembers the texts of their cells."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()

    def write(self, notebook: Any, version: int) -> str:
        """Return what `nbformat.writes` returns. It also logs what is wrong with a notebook."""
        keys = [_key(cell, notebook) for cell in notebook["cells"]]
        if not keys or not all(keys) or not _has_unique_ids(notebook):
            return str(nbformat.writes(notebook, version=version))
        old_texts = {key: self._texts[key] for key in keys if key in self._texts}
        new_cells = {key: cell for key, cell in zip(keys, notebook["cells"], strict=True) if key not in old_texts}
        errors: dict[str, Any] = {}
        part = nbformat.NotebookNode(notebook, cells=list(new_cells.values()))
        text = str(nbformat.writes(part, version=version, capture_validation_error=errors))
        head, new_texts, tail = _split(text)
        if errors or head != HEAD or len(new_texts) != len(new_cells):
            return str(nbformat.writes(notebook, version=version))
        texts = old_texts | dict(zip(new_cells, new_texts, strict=True))
        self._remember(texts)
        return f"{HEAD}\n  {{{BETWEEN.join(texts[key] for key in keys)}\n  }}\n ]{tail}"

    def _remember(self, texts: dict[str, str]) -> None:
        for key, text in texts.items():
            if len(key) <= LONGEST_CELL:
                self._texts[key] = text
                self._texts.move_to_end(key)
        while len(self._texts) > MAX_CELLS:
            self._texts.popitem(last=False)


def _has_unique_ids(notebook: Any) -> bool:
    """Whether nbformat has no id to add or to change; before format 4.5 there are none."""
    ids = {cell.get("id") for cell in notebook["cells"]}
    return notebook["nbformat_minor"] < WITH_IDS or (None not in ids and len(ids) == len(notebook["cells"]))


def _key(cell: Any, notebook: Any) -> str:
    """Return a text that only equal cells have; an empty one where JSON has no word for something in the cell."""
    try:
        return f"{notebook['nbformat_minor']} {json.dumps(cell, ensure_ascii=False, sort_keys=True)}"
    except (TypeError, ValueError):
        return ""


def _split(text: str) -> tuple[str, list[str], str]:
    """Return the start of a notebook's text, the texts of its cells without their braces, and the rest."""
    head, cells, tail = text[: len(HEAD)], text[len(HEAD) :], ""
    if cells.startswith("]"):
        return head, [], cells[1:]
    cells, _, tail = cells.partition("\n  }\n ]")
    return head, cells.removeprefix("\n  {").split(BETWEEN), tail
