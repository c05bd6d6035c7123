"""The cards that say from whose id the data of a unit is generated.

A card carries the id for the grader, too, in a format that no frontend shows. So a notebook that is handed in says from
whose data its numbers are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lab.display.cards import Card, Paragraph, card, rows
from lab.variants.variant import Variant

MIME_TYPE = "application/vnd.lab.variant+json"
COMMAND = '`lab.identify("your id")`'
RESTART = "restart the kernel, and run the notebook from the top"


@dataclass(frozen=True)
class DataCard(Card):
    """A card about the data; `student` is the normalized id, empty for the common data."""

    student: str = ""

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(**options), MIME_TYPE: {"id": self.student}}


def own_data_card(variant: Variant) -> Card:
    """Return the card for a student whose id is known."""
    words = (
        "Some data of this unit is generated from your id. So your numbers differ from those of others, and you can "
        "compare how you found them. Your points do not depend on them."
    )
    note = f"Is this not the id under which you hand in? Run {COMMAND} in a new cell, {RESTART}."
    names = rows([("your id", variant.id), ("its mark", variant.mark)])
    parts = card("Your data", words, names, Paragraph(note, small=True)).parts
    return DataCard("Your data", parts, "saved", variant.id)


def common_data_card() -> Card:
    """Return the card for a student whose id is not known."""
    words = (
        "In this unit some data is generated for each student, from the id under which you hand in. "
        f"Run {COMMAND} in a new cell, once for all units; then {RESTART}. "
        "Until then you see data that is the same for all."
    )
    return DataCard("Whose data is it?", card("", words).parts, "waiting")


def saved_card(student: str, file_name: str) -> Card:
    """Return the card for an id that was saved."""
    return card(
        "Your id is saved",
        rows([("your id", student)]),
        f"Now {RESTART}: data of your own is generated from this id.",
        Paragraph(f"It is in the file `{file_name}` in this folder. Nobody else has to see it.", small=True),
        tone="saved",
    )
