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
    if not any(explanation.is_choice and explanation.holds for explanation in ordered):
        yield Paragraph("Another explanation holds this time. Now you can see the difference.")
    lines = []
    for explanation in ordered:
        lines.append((_label(explanation), explanation.text))
        if explanation.why_not:
            lines.append(("", f"Why not: {explanation.why_not}"))
    yield rows(lines)


def _label(explanation: Explanation) -> str:
    if explanation.holds:
        return "✓ yours, it holds" if explanation.is_choice else "✓ this one holds"
    return "✗ your choice" if explanation.is_choice else "✗ does not hold"
