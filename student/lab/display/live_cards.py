"""Cards on a notebook page that are updated when an answer elsewhere changes what they say.

An update replaces the card in the notebook itself, so the saved file holds the last one as plain HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from lab.display import cards, frontend
from lab.display.cards import Card

Build = Callable[[], Card]


@dataclass
class LiveCard:
    """A displayed card: the function that builds it, its present content, and Jupyter's display handle."""

    build: Build
    card: Card
    handle: Any


MAX_COPIES = 4
"""A copied cell, or one beside a card that is still on the page; more are outputs of one cell that was run again."""

live_cards: dict[str, list[LiveCard]] = {}
"""The cards that are updated, by name, the latest last."""


def display_card(name: str, build: Build) -> None:
    """Display a card. On a page with widgets it is updated from now on, beside earlier ones of this name."""
    card = build()
    if not frontend.supports_widgets():
        cards.display_card(card)
        return
    from IPython.display import display

    copies = live_cards.setdefault(name, [])
    copies.append(LiveCard(build, card, display(card, display_id=True)))
    del copies[:-MAX_COPIES]


def update_all() -> None:
    """Rebuild every card, and replace those whose content has changed."""
    for live_card in chain.from_iterable(live_cards.values()):
        card = live_card.build()
        if card != live_card.card:
            live_card.card = card
            live_card.handle.update(card)


def stop_updating(name: str) -> None:
    """Leave a card as it is from now on."""
    live_cards.pop(name, None)
