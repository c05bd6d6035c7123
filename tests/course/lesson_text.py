"""The text of a lesson's cells, so that tests can compare the numbers told in it with computed ones."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "source"


@cache
def cells(unit: str) -> dict[str, str]:
    """Return the source of every cell of a lesson, by its id."""
    notebook = json.loads((SOURCE / unit / f"{unit}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: "".join(cell["source"]) for cell in notebook["cells"]}


def text(unit: str, cell: str) -> str:
    """Return the text of a cell on one line, without the marks of emphasis."""
    return re.sub(r"\s+", " ", cells(unit)[cell]).replace("*", "").replace(r"\,", "")


def number(unit: str, cell: str, before: str, after: str) -> float:
    """Return the number that stands between two texts of a cell. A space or a comma may group its digits."""
    match = re.search(rf"{re.escape(before)}\s?(-?\d[\d ,]*(?:\.\d+)?)\s?{re.escape(after)}", text(unit, cell))
    assert match, f"{unit}/{cell} says no number between {before!r} and {after!r}"
    return float(re.sub(r"[ ,]", "", match[1]))
