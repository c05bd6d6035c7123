"""Looks up the hints that the units declare in `lab.hints`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator, Mapping

LEVELS = 3
"""What to look at, where the trouble usually is, what to do."""

Hints = tuple[str, ...]
"""The hints of an exercise, one for each level."""


def units() -> Iterator[str]:
    """Yield the units that have hints, by the names of their modules; none where the course has no such package."""
    try:
        package = importlib.import_module("lab.hints")
    except ModuleNotFoundError:
        return
    yield from sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def of_unit(unit: str) -> Mapping[str, Hints]:
    """Return the hints of a unit by exercise; none where it has no module of them."""
    module_name = unit.replace("-", "_")
    if module_name not in units():
        return {}
    hints: Mapping[str, Hints] = importlib.import_module(f"lab.hints.{module_name}").HINTS
    return hints


def find(name: str) -> Hints:
    """Return the hints for an exercise, whichever unit it belongs to; none where there are none for it."""
    return next((tuple(hints[name]) for unit in units() if name in (hints := of_unit(unit))), ())
