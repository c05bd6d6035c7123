"""Looks up the questions that the units declare in `lab.questions`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from lab.predicting.question_types import Question


def units() -> Iterator[str]:
    """Yield the units that have questions, by the names of their modules."""
    package = importlib.import_module("lab.questions")
    yield from sorted(module.name for module in pkgutil.iter_modules(package.__path__))


def folder() -> Path:
    """Return the folder of the units' questions."""
    return Path(importlib.import_module("lab.questions").__path__[0])


def of_unit(unit: str) -> tuple[Question, ...]:
    """Return the questions of a unit, in the order of its notebook."""
    module = importlib.import_module(f"lab.questions.{unit.replace('-', '_')}")
    questions: tuple[Question, ...] = module.QUESTIONS
    return questions


def find(name: str) -> Question | None:
    """Return the question with this id, whichever unit asks it."""
    return next((question for unit in units() for question in of_unit(unit) if question.id == name), None)
