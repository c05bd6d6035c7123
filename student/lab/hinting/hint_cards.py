"""The hints of an exercise as a card, and as the last part of the card of a failed check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lab.display.cards import Card, Paragraph, Part, card, rows
from lab.solving import solution_file

ANOTHER_HINT = "Another hint"
FIRST_HINT = "Show a hint"
LAST = "That was the last hint. Is something still unclear? Ask a person, and show them what you have tried."
SOLUTION = 'Or look at a worked solution: `lab.solution("{name}")` says when it opens.'


def button_label(level: int) -> str:
    """Return what the button says that shows the next level."""
    return ANOTHER_HINT if level else FIRST_HINT


def hint_card(name: str, hints: Sequence[str], level: int, *, buttons: bool) -> Card:
    """Return the card with the hints up to a level."""
    return card(f"{name}: hint {level} of {len(hints)}", *hint_parts(name, hints, level, buttons=buttons))


def hint_parts(name: str, hints: Sequence[str], level: int, *, buttons: bool) -> Iterator[Part]:
    """Yield the hints up to a level, and how to see the next one."""
    if level:
        yield rows((f"hint {number}", words) for number, words in enumerate(hints[:level], start=1))
    yield Paragraph(_last(name) if level >= len(hints) else _how_to_ask(name, level, buttons=buttons), small=True)


def no_hints_card(name: str) -> Card:
    """Return the card for an exercise without hints."""
    words = f'`lab.check("{name}")` says what should hold, and what it has found instead.'
    return card(f"There are no hints for `{name}`", words, tone="waiting")


def _last(name: str) -> str:
    return f"{LAST} {SOLUTION.format(name=name)}" if solution_file.find(name) else LAST


def _how_to_ask(name: str, level: int, *, buttons: bool) -> str:
    call = f'`lab.hint("{name}")`'
    if level:
        how = f"Another one: press the button, or run {call} again." if buttons else f"Another one: run {call} again."
        return f"{how} Asking costs nothing."
    how = f"Press the button, or run {call}:" if buttons else f"{call} shows"
    return f"Stuck? {how} one hint, and one more each time. Asking costs nothing."
