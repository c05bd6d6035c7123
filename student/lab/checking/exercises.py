"""Looks up the exercises of the units, which `lab.checks` declares, and their functions in the notebook."""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

begun_units: list[str] = []
"""The unit of this notebook, once `lab.start` has said which one it is."""


@dataclass(frozen=True)
class VisibleCheck:
    """A check that a student can run: a method of the exercise's class of checks."""

    title: str
    points: int
    method: Callable[..., None]


@dataclass(frozen=True)
class Exercise:
    """A function or class to be written, the points of all its checks, and the class of the visible ones."""

    name: str
    max_points: int
    check_class: type

    @property
    def visible_checks(self) -> tuple[VisibleCheck, ...]:
        """The visible checks, in the order of the class."""
        methods = [method for name, method in vars(self.check_class).items() if name.startswith("test_")]
        return tuple(
            VisibleCheck((inspect.getdoc(method) or method.__name__).split("\n")[0], method.__points__, method)
            for method in methods
        )


def of_unit(unit: str) -> tuple[Exercise, ...]:
    """Return the exercises of a unit, in the order of its notebook."""
    module = importlib.import_module(f"lab.checks.{unit.replace('-', '_')}")
    classes = {value.__exercise__: value for value in vars(module).values() if hasattr(value, "__exercise__")}
    points = _points_table().get(unit.replace("_", "-"), dict.fromkeys(classes, 0))  # the start page has no points
    return tuple(Exercise(name, max_points, classes[name]) for name, max_points in points.items())


def find(name: str) -> Exercise | None:
    """Return the exercise of this name, whichever unit it belongs to."""
    return next((exercise for exercise in _all() if exercise.name == name), None)


def names() -> list[str]:
    """Return the names of all exercises."""
    return [exercise.name for exercise in _all()]


def names_here() -> list[str]:
    """Return the names of the exercises of the unit that the notebook has begun; of all units where it has none."""
    return [exercise.name for unit in begun_units for exercise in of_unit(unit)] or names()


def notebook_value(name: str) -> Any:
    """Return what the notebook has under this name, or None."""
    return vars(sys.modules["__main__"]).get(name)


@cache
def _points_table() -> dict[str, dict[str, int]]:
    """Return the points of every exercise by unit; `autograder release` writes the file."""
    table: dict[str, dict[str, int]] = json.loads(
        resources.files("lab.checks").joinpath("points.json").read_text(encoding="utf-8")
    )
    return table


def _all() -> Iterator[Exercise]:
    package = importlib.import_module("lab.checks")
    for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        yield from of_unit(module.name)
