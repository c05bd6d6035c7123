"""The page docs/mistakes.md: current, with every mistake of every unit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from autograder.authoring.mistakes_page import PAGE, section_text
from autograder.course.configuration import Unit
from autograder.course.unit_content import UnitContent
from tests.real_course import COURSE, content_of

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / PAGE).read_text(encoding="utf-8")


@pytest.mark.parametrize("unit", COURSE.units, ids=lambda unit: unit.id)
def test_the_section_of_each_unit_is_current(unit: Unit) -> None:
    if unit.missing:
        pytest.skip(f"needs {', '.join(unit.missing)}, not installed here")

    assert section_text(content_of(unit.id)) in TEXT, "the page is not current: run `make docs`"


def test_the_sections_are_the_units_in_order() -> None:
    assert re.findall(r"(?m)^## .*\(`(.*)`\)$", TEXT) == [unit.id for unit in COURSE.units]


def test_a_row_has_the_id_its_title_all_hints_of_its_implementations_and_its_row(content: UnitContent) -> None:
    rows = section_text(content).split("\n")

    assert (
        "| `uphill-step` | A step uphill | Does the loss fall after your step? The gradient points to where it grows."
        " | M33 |"
    ) in rows
    (row,) = [row for row in rows if row.startswith("| `one-state-too-many`")]
    assert row.count("<br>") == 1
