"""Hints of visible checks belong to the failure: one about numbers is shown only where a number is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.checking.api import CheckFailed, Student
from lab.checking.calls import Reply, Target
from lab.checking.exercises import Exercise, VisibleCheck, of_unit
from lab.checking.local_caller import LocalCaller

from tests.real_course import COURSE, content_of

ROOT = Path(__file__).parents[2]
UNITS = [unit.id for unit in COURSE.units if not unit.missing]

Change = Callable[[Any], Any]


def leaves(change: Change) -> Change:
    """Return a change of every entry of a tuple, list or dictionary, which keeps these as they are."""

    def apply(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: apply(entry) for key, entry in value.items()}
        return type(value)(map(apply, value)) if type(value) in (tuple, list) else change(value)

    return apply


def other_number(value: Any) -> Any:
    if isinstance(value, (bool, str)) or value is None:
        return value
    return value + 7


def longer_shape(value: Any) -> Any:
    return np.array([[value]]) if isinstance(value, float) else value[..., None] if np.ndim(value) else value


def without_a_part(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: value[key] for key in list(value)[:-1]}
    return value[:-1] if isinstance(value, tuple) else value


def of_another_type(value: Any) -> Any:
    return "a text"


STRUCTURES: dict[str, Change] = {
    "a text": of_another_type,
    "texts": leaves(of_another_type),
    "another shape": leaves(longer_shape),
    "a part too few": without_a_part,
}


@dataclass(frozen=True)
class ChangingCaller:
    """A caller that changes every answer that is data; objects stay, so that their methods can be called."""

    caller: LocalCaller
    change: Change

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call the target and change its answer."""
        return self._changed(self.caller.call(target, args, kwargs))

    def fetch(self, target: Target) -> Reply:
        """Read the target and change its value."""
        return self._changed(self.caller.fetch(target))

    def _changed(self, reply: Reply) -> Reply:
        is_data = reply.ending == "returned" and reply.handle is None and reply.value is not None
        return replace(reply, value=self.change(reply.value)) if is_data else reply


def shown_hint(exercise: Exercise, check: VisibleCheck, names: Mapping[str, Any], change: Change) -> str | None:
    """Return the hint of a check for the reference's answers with a change."""
    returns = {exercise.name: exercise.check_class.__returns__}  # type: ignore[attr-defined]
    try:
        check.method(exercise.check_class(), Student(ChangingCaller(LocalCaller(names), change), returns))
    except CheckFailed as failure:
        return failure.hint
    except Exception:  # noqa: BLE001 - told by the card in words of its own, without the check's hint
        return None
    return None


@pytest.mark.parametrize("unit", UNITS)
def test_a_wrong_type_shape_or_key_never_shows_the_hint_about_numbers(unit: str) -> None:
    names = dict(content_of(unit).reference)
    misplaced = []
    for exercise in of_unit(unit):
        for check in exercise.visible_checks:
            about_numbers = shown_hint(exercise, check, names, leaves(other_number))
            for structure, change in STRUCTURES.items():
                hint = shown_hint(exercise, check, names, change)
                if hint and hint == about_numbers:
                    misplaced.append((exercise.name, check.title, structure, hint))
    assert not misplaced
