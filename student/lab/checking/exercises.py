"""The exercises of the units: their worth, their visible checks, and what the notebook has under their names."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Exercise:
    """A function or class to be written, what all of its checks are worth, and the class of those a student can run."""

    name: str
    worth: int
    checks: type


def of_unit(unit: str) -> tuple[Exercise, ...]:
    """The exercises of a unit, in the order its notebook sets them."""
    module = importlib.import_module(f"lab.checks.{unit.replace('-', '_')}")
    classes = {value.__exercise__: value for value in vars(module).values() if hasattr(value, "__exercise__")}
    return tuple(Exercise(name, worth, classes[name]) for name, worth in module.POINTS.items())


def find(name: str) -> Exercise | None:
    """The exercise of this name, whichever unit sets it."""
    return next((found for found in _all() if found.name == name), None)


def names() -> list[str]:
    """The names of all exercises."""
    return [found.name for found in _all()]


def in_notebook(name: str) -> Any:
    """What the notebook calls by this name, or None."""
    return vars(sys.modules["__main__"]).get(name)


def _all() -> Iterator[Exercise]:
    package = importlib.import_module("lab.checks")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        yield from of_unit(found.name)
