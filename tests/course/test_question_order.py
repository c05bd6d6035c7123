"""The questions of a unit stand in the order in which its notebook asks them."""

from __future__ import annotations

import re

import lab.predicting.unit_questions as questions
import pytest

from tests.course.lesson_cells import UNITS, cells

ASKED = re.compile(r'^lab\.predict\("([\w-]+)"\)', re.MULTILINE)


@pytest.mark.parametrize("unit", UNITS)
def test_questions_are_listed_in_the_order_of_the_notebook(unit: str) -> None:
    names = [name for cell in cells(unit) for name in ASKED.findall(cell["source"])]

    assert [question.id for question in questions.of_unit(unit)] == names


@pytest.mark.parametrize("unit", UNITS)
def test_an_explanation_is_asked_for_after_the_outcome(unit: str) -> None:
    ids = [cell["id"] for cell in cells(unit)]
    for question in questions.of_unit(unit):
        places = [ids.index(question.id), ids.index(f"{question.id}-outcome"), ids.index(f"{question.id}-why")]
        assert places == sorted(places)
