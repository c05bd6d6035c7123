"""The prose and the given code of a lesson, and the numbers in them."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import lab.predicting.unit_questions as questions

from autograder.course.notebook import parse_notebook
from tests.real_course import COURSE

UNITS = [unit.id for unit in COURSE.units]


def source(unit: str, cell_id: str) -> str:
    """Return the source of a cell."""
    (text,) = [cell["source"] for cell in cells(unit) if cell["id"] == cell_id]
    return str(text)


def cell_text(unit: str, cell_id: str) -> str:
    """Return the source of a cell, with all white space as single blanks."""
    return " ".join(source(unit, cell_id).split())


def plain_text(unit: str, cell_id: str) -> str:
    """Return the text of a cell on one line, without the marks of emphasis."""
    return cell_text(unit, cell_id).replace("*", "").replace(r"\,", "")


def number(unit: str, cell_id: str, before: str, after: str) -> float:
    """Return the number that stands between two texts of a cell. A space or a comma may group its digits."""
    text = plain_text(unit, cell_id)
    match = re.search(rf"{re.escape(before)}\s?(-?\d[\d ,]*(?:\.\d+)?)\s?{re.escape(after)}", text)
    assert match, f"{unit}/{cell_id} says no number between {before!r} and {after!r}"
    return float(re.sub(r"[ ,]", "", match[1]))


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
    return tuple(parse_notebook(COURSE.unit(unit).source.read_text(encoding="utf-8"), unit)["cells"])


def _numbers(text: str, pattern: str) -> tuple[float, ...]:
    (match,) = re.finditer(pattern, text)
    return tuple(float(re.sub(r"[ ,](?=\d{3})", "", group)) for group in match.groups())
