"""The catalogue of a unit: its known mistakes, and unusual ways to be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

V = TypeVar("V", bound=Callable[..., Any])

AGREEMENT = 1e-7


@dataclass(frozen=True, slots=True)
class Mistake:
    """A known wrong variant of an exercise: its id in the catalogue, the hint, and the check it must fail."""

    id: str
    exercise: str
    hint: str
    fails: str
    variant: Callable[..., Any]
    agreement: float = AGREEMENT

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
class Catalogue:
    """All that a unit knows of wrong and right variants."""

    mistakes: tuple[Mistake, ...]
    rights: tuple[Right, ...]

    def of(self, exercise: str) -> tuple[Mistake, ...]:
        """The mistakes of one exercise."""
        return tuple(mistake for mistake in self.mistakes if mistake.exercise == exercise)


def mistake(name: str, exercise: str, *, hint: str, fails: str, agreement: float = AGREEMENT) -> Callable[[V], V]:
    """Enter a wrong variant in the catalogue under its id; written as a student would write it, needing only `np`."""

    def enter(variant: V) -> V:
        variant.__entry__ = Mistake(name, exercise, hint, fails, variant, agreement)  # type: ignore[attr-defined]
        return variant

    return enter


def right(exercise: str) -> Callable[[V], V]:
    """Enter a right variant: full marks, however unusual it looks."""

    def enter(variant: V) -> V:
        variant.__entry__ = Right(exercise, variant)  # type: ignore[attr-defined]
        return variant

    return enter


def catalogue(module: ModuleType) -> Catalogue:
    """The entries of a unit's `mistakes` module, in the order they are written."""
    entries = [value.__entry__ for value in vars(module).values() if hasattr(value, "__entry__")]
    return Catalogue(
        tuple(entry for entry in entries if isinstance(entry, Mistake)),
        tuple(entry for entry in entries if isinstance(entry, Right)),
    )
