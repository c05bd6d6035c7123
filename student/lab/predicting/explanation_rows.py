"""Rows that tell which explanation of a prediction holds, and why the others do not; on cards and in feedback."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lab.display.cards import Paragraph, Part, rows


@dataclass(frozen=True)
class Explanation:
    """An explanation of a question; `why_not` is a sentence for one that does not hold."""

    text: str
    holds: bool
    is_choice: bool
    why_not: str = ""


def explanation_parts(explanations: Iterable[Explanation]) -> Iterator[Part]:
    """Yield the student's own choice first, then the explanation that holds, then the others."""
    ordered = sorted(explanations, key=lambda explanation: (not explanation.is_choice, not explanation.holds))
    first = [explanation for explanation in ordered if explanation.is_choice or explanation.holds]
    if len(first) > 1:
        yield Paragraph("Another explanation holds this time. Now you can see the difference.")
    yield rows(line for explanation in first for line in _lines(explanation, _label(explanation)))
    if len(ordered) > len(first):
        yield Paragraph("The others do not hold:", small=True)
    for explanation in ordered[len(first) :]:
        yield rows(_lines(explanation, "✗"))


def _label(explanation: Explanation) -> str:
    if explanation.holds:
        return "✓ yours, it holds" if explanation.is_choice else "✓ this one holds"
    return "✗ your choice"


def _lines(explanation: Explanation, label: str) -> Iterator[tuple[str, str]]:
    yield label, explanation.text
    if explanation.why_not:
        yield "", f"Why not: {explanation.why_not}"
