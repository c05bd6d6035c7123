"""A worked solution as parts of a card, in the notebook and in feedback."""

from __future__ import annotations

from collections.abc import Iterator

from lab.display.cards import Paragraph, Part, Preformatted

COMPARE = "There is more than one right way. Compare this one with yours: where do they differ, and does it matter?"


def solution_parts(text: str) -> Iterator[Part]:
    """Yield the code, and what to do with it."""
    yield Preformatted(text.strip("\n"))
    yield Paragraph(COMPARE)
