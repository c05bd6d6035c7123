"""`lab.identify`: say under which id you hand in, where a course generates data from it."""

from __future__ import annotations

from pathlib import Path

from lab.display.cards import card, display_card
from lab.variants import data_cards, graded_variant, student_id
from lab.variants.variant import normalize_id


def identify(student: str) -> None:
    """Save your id in this folder. Notebooks here and in the folders beside this one find it."""
    if graded_variant.is_grading():
        return
    if not normalize_id(student):
        words = 'Write it between the quotes, as in `lab.identify("ada")`.'
        display_card(card("There is no id in it", words, tone="problem"))
        return
    try:
        student_id.save(student, Path.cwd())
    except OSError as error:
        words = f"{error.strerror or 'No reason is known'}. Is this folder read-only? Copy it to a place of your own."
        display_card(card("Your id could not be saved", words, tone="problem"))
        return
    display_card(data_cards.saved_card(normalize_id(student), student_id.FILE_NAME))
