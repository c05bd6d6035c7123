"""The catalogue of a unit: its known mistakes, and unusual ways to be right."""

from __future__ import annotations

import dataclasses
import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])

AGREEMENT = 1e-7
"""The relative difference up to which a student's numbers are those of a known mistake."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong variant of an exercise, with the hint for a student who made it and the check it must fail.

    The id says in words what is wrong and is unique in its unit; several variants may share one. The catalogue row is
    that of the course's catalogue of mistakes, or empty.
    """

    id: str
    exercise: str
    hint: str
    fails: str
    variant: Callable[..., Any]
    agreement: float = AGREEMENT
    title: str = ""
    catalogue_row: str = ""

    @property
    def name(self) -> str:
        """The variant's name in words."""
        return self.variant.__name__


@dataclass(frozen=True, slots=True)
class Right:
    """Another correct way to write an exercise, which must earn full marks."""

    exercise: str
    variant: Callable[..., Any]

    @property
    def name(self) -> str:
        """The variant's name in words."""
        return self.variant.__name__


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row of the course's catalogue of mistakes: the id for it, and a title where the id says too little."""

    row: str
    id: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The known mistakes and unusual right variants of a unit."""

    mistakes: tuple[Mistake, ...]
    rights: tuple[Right, ...]

    def of(self, exercise: str) -> tuple[Mistake, ...]:
        """The mistakes of one exercise."""
        return tuple(mistake for mistake in self.mistakes if mistake.exercise == exercise)


def mistake(
    name: str, exercise: str, *, hint: str, fails: str, title: str = "", agreement: float = AGREEMENT
) -> Callable[[V], V]:
    """Enter a wrong variant in the catalogue under its id; written as a student would write it, needing only `np`."""

    def enter(variant: V) -> V:
        variant.__entry__ = Mistake(name, exercise, hint, fails, variant, agreement, title)  # type: ignore[attr-defined]
        return variant

    return enter


def right(exercise: str) -> Callable[[V], V]:
    """Enter a right variant: full marks, however unusual it looks."""

    def enter(variant: V) -> V:
        variant.__entry__ = Right(exercise, variant)  # type: ignore[attr-defined]
        return variant

    return enter


def catalogue(package: ModuleType, rows: Iterable[CatalogueRow] = ()) -> Catalogue:
    """The entries of all modules in a unit's package `mistakes`, in their order, with titles and catalogue rows."""
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    entries = [
        value.__entry__
        for module in modules
        for value in vars(module).values()
        if hasattr(value, "__entry__") and value.__module__ == module.__name__
    ]
    row_by_id = {row.id: row for row in rows}
    return Catalogue(
        tuple(_titled(entry, row_by_id.get(entry.id)) for entry in entries if isinstance(entry, Mistake)),
        tuple(entry for entry in entries if isinstance(entry, Right)),
    )


def _titled(mistake: Mistake, row: CatalogueRow | None) -> Mistake:
    title = mistake.title or (row.title if row else "") or mistake.id.replace("-", " ").capitalize()
    return dataclasses.replace(mistake, title=title, catalogue_row=row.row if row else "")
