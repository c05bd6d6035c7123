"""The cards that lie on a living page: each can be drawn again when an answer elsewhere changes what it says.

What is drawn again replaces the old card in the notebook itself, so the saved file holds the last one as plain HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lab.display import frontend
from lab.display.cards import Card, show

Draw = Callable[[], Card]


@dataclass
class _Spot:
    """A card's place: how it is drawn, what it said last, and Jupyter's handle to it."""

    draw: Draw
    shown: Card
    handle: Any


_spots: dict[str, _Spot] = {}


def lay(name: str, draw: Draw) -> None:
    """Show a card; on a living page remember under `name` where it lies, in place of an earlier one of this name."""
    shown = draw()
    if not frontend.is_alive():
        show(shown)
        return
    from IPython.display import display

    _spots[name] = _Spot(draw, shown, display(shown, display_id=True))


def refresh() -> None:
    """Draw every card again whose words have changed."""
    for spot in _spots.values():
        fresh = spot.draw()
        if fresh != spot.shown:
            spot.shown = fresh
            spot.handle.update(fresh)


def forget(name: str) -> None:
    """Leave a card as it lies from now on."""
    _spots.pop(name, None)
