"""`lab.hint`: hints for an exercise, one more with each call; asking costs nothing."""

from __future__ import annotations

from lab.checking import exercises
from lab.display.cards import card, display_card, unknown_name_card
from lab.hinting import asked_levels, hint_cards, unit_hints
from lab.hinting.hint_display import display_with_hints


def hint(name: str, level: int | None = None) -> None:
    """Show the next hint for an exercise, below those before it. With a level, show the hints up to this one.

    How many were asked for is saved for the class page, which counts them; no mark depends on it.
    """
    hints = unit_hints.find(str(name))
    if not hints:
        is_exercise = exercises.find(name) is not None
        display_card(
            hint_cards.no_hints_card(name) if is_exercise else unknown_name_card("exercise", name, exercises.names())
        )
        return
    if level is not None and (type(level) is not int or not 1 <= level <= len(hints)):
        words = f"The hints of `{name}` have the levels 1 to {len(hints)}. Without a number, you see the next one."
        display_card(card(f"{name}: no such hint", words, tone="problem"))
        return
    display_with_hints(
        f"hint {name}",
        name,
        lambda level, buttons: hint_cards.hint_card(name, hints, level, buttons=buttons),
        min(asked_levels.level_of(name) + 1, len(hints)) if level is None else level,
    )
