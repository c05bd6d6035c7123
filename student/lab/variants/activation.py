"""The begin of a unit: whose data it uses."""

from __future__ import annotations

from pathlib import Path

from lab.display.cards import Card
from lab.overview import course_outline
from lab.variants import data_cards, graded_variant, student_id
from lab.variants.variant import Variant, activate


def activate_for(unit: str) -> Card | None:
    """Generate the data of a unit for this student from now on; return a card about it.

    None where all students have the same data. While a submission is graded, the grader alone says whose data it is.
    """
    if graded_variant.is_grading():
        variant = graded_variant.read(Path.cwd())
        activate(variant)
        return data_cards.own_data_card(variant) if variant else None
    names = course_outline.read().varies(unit)
    student = student_id.find(Path.cwd()) if names else ""
    variant = Variant(student, names) if student else None
    activate(variant)
    if not names:
        return None
    return data_cards.own_data_card(variant) if variant else data_cards.common_data_card()
