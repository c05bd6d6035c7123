"""Looks up the recall questions that the units declare in `lab.recalls`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from lab.recalling.recall_question import RecallQuestion


def units() -> Iterator[str]:
    """Yield the units that have recall questions, by the names of their modules."""
    package = importlib.import_module("lab.recalls")
    yield from sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def of_unit(unit: str) -> tuple[RecallQuestion, ...]:
    """Return the questions that open a unit, in the order of its notebook; none where it has no module of them."""
    module_name = unit.replace("-", "_")
    if module_name not in units():
        return ()
    questions: tuple[RecallQuestion, ...] = importlib.import_module(f"lab.recalls.{module_name}").RECALLS
    return questions


def find(name: str) -> RecallQuestion | None:
    """Return the question with this id, whichever unit asks it."""
    return next((question for unit in units() for question in of_unit(unit) if question.id == name), None)
