"""Shows a card with hints, which a button below it or another call adds to."""

from __future__ import annotations

from collections.abc import Callable

from lab.display import frontend, live_cards
from lab.display.cards import Card
from lab.hinting import asked_levels, hint_cards, unit_hints
from lab.predicting import widgets


def display_with_hints(card_name: str, name: str, build: Callable[[int, bool], Card], level: int = 0) -> None:
    """Display a card that shows the hints up to a level, and a button below it that adds the next one.

    `build` makes the card from the level and whether there is a button.
    """
    hints, buttons = unit_hints.find(name), frontend.supports_widgets()
    levels = [level]
    if level:
        asked_levels.keep(name, level)

    def show_next() -> str:
        """Add a level; return what the button says then, nothing after the last one."""
        levels.append(min(max(levels[-1], asked_levels.level_of(name)) + 1, len(hints)))
        asked_levels.keep(name, levels[-1])
        live_cards.update_all()
        return hint_cards.button_label(levels[-1]) if levels[-1] < len(hints) else ""

    live_cards.display_card(card_name, lambda: build(levels[-1], buttons))
    if buttons and level < len(hints):
        widgets.show_repeated_button(hint_cards.button_label(level), show_next)
