"""The prose and the given code of a lesson, and the numbers in them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import lab.predicting.unit_questions as questions

COURSE = Path(__file__).resolve().parents[2]


def cell_text(unit: str, cell_id: str) -> str:
    """Return the source of a cell, with all white space as single blanks."""
    (text,) = [cell["source"] for cell in cells(unit) if cell["id"] == cell_id]
    return " ".join(text.split())


def numbers(unit: str, cell_id: str, pattern: str) -> tuple[float, ...]:
    """Return the numbers at the groups of the only place in a cell that fits a pattern.

    Spaces and commas between thousands do not count. AssertionError where the sentence is not there (any more).
    """
    return _numbers(cell_text(unit, cell_id), pattern)


def question_numbers(unit: str, name: str, pattern: str) -> tuple[float, ...]:
    """Return the numbers at the groups of a pattern in the text of a question."""
    (text,) = [question.text for question in questions.of_unit(unit) if question.id == name]
    return _numbers(text, pattern)


@cache
def cells(unit: str) -> tuple[dict[str, Any], ...]:
    """Return the cells of a unit's source notebook."""
    return tuple(json.loads((COURSE / f"source/{unit}/{unit}.ipynb").read_text(encoding="utf-8"))["cells"])


def _numbers(text: str, pattern: str) -> tuple[float, ...]:
    (match,) = re.finditer(pattern, text)
    return tuple(float(re.sub(r"[ ,](?=\d{3})", "", group)) for group in match.groups())
