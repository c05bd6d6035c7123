"""The minutes of a unit are counted from its notebook, and its first cell says the same as `course.yml`."""

from __future__ import annotations

import re
from typing import Any

import pytest

from autograder.course.configuration import Course
from tests.course.lesson_cells import UNITS, cell_text, cells, numbers, source

LONG = 100

WORDS_PER_MINUTE = 110  # a technical text, in a second language
MINUTES_PER_FIGURE = 0.7
MINUTES_PER_PREDICTION = 2
MINUTES_PER_RECALL = 1
MINUTES_PER_REFLECTION = 2
MINUTES_PER_EXERCISE = 4  # to understand it, and to read what the checks say
MINUTES_PER_LINE = 1  # of the solution


def minutes(unit: str) -> float:
    """Return how long a unit takes a student who is new to it."""
    return sum(_minutes_of_cell(cell) for cell in cells(unit))


def _minutes_of_cell(cell: dict[str, Any]) -> float:
    text, role = cell["source"], cell["metadata"].get("nbgrader", {})
    words = len(re.findall(r"\w+", text))
    if cell["cell_type"] == "markdown":
        reflection = text.startswith("### Reflect") or "In your own words" in text
        return words / WORDS_PER_MINUTE + (MINUTES_PER_REFLECTION if reflection else 0)
    if role.get("solution"):
        regions = [part.split("### END")[0].strip() for part in text.split("### BEGIN SOLUTION")[1:]]
        lines = sum(len(region.splitlines()) for region in regions)
        return words / 2 / WORDS_PER_MINUTE + MINUTES_PER_EXERCISE + MINUTES_PER_LINE * lines
    if "lab.predict(" in text:
        return MINUTES_PER_PREDICTION
    if "lab.recall(" in text:
        return MINUTES_PER_RECALL
    return MINUTES_PER_FIGURE if role.get("locked") and not role.get("grade") else 0.0


@pytest.mark.parametrize("unit", UNITS)
def test_minutes_are_those_of_the_cells(unit: str, course: Course) -> None:
    assert course.unit(unit).minutes == pytest.approx(minutes(unit), rel=0.1)


@pytest.mark.parametrize("unit", UNITS)
def test_the_first_cell_says_the_minutes_and_what_is_needed(unit: str, course: Course) -> None:
    assert numbers(unit, "title", r"about (\d+) minutes") == (course.unit(unit).minutes,)
    assert "**Before you begin.**" in cell_text(unit, "title")


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_unit_has_a_break_near_its_middle(unit: str, course: Course) -> None:
    so_far, places = 0.0, []
    for cell in cells(unit):
        if cell["id"] == "break":
            places.append(so_far / minutes(unit))
        so_far += _minutes_of_cell(cell)

    assert len(places) == (course.unit(unit).minutes > LONG)
    assert all(0.4 < place < 0.6 for place in places)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if any(cell["id"] == "break" for cell in cells(unit))])
def test_a_break_says_what_one_has_and_what_comes_next_and_the_first_cell_says_where_it_is(unit: str) -> None:
    names = [cell["id"] for cell in cells(unit)]
    heading = re.match(r"## (\d+) · ", source(unit, names[names.index("break") + 1]))

    assert re.match(r"\*\*A good place for a break\.\*\* You have .+\. Next .+\.", cell_text(unit, "break"))
    assert heading, "a break stands between two numbered sections"
    assert f"after section {int(heading[1]) - 1} is a good place for a break" in cell_text(unit, "title")
