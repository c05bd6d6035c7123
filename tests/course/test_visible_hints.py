"""Hints of visible checks belong to the failure: one about numbers is shown only where a number is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.checking.api import CheckFailed, Student
from lab.checking.exercises import VisibleCheck, of_unit
from lab.checking.local_caller import LocalCaller

from autograder.course import unit_content
from autograder.course.configuration import Course

ROOT = Path(__file__).parents[2]
COURSE = Course.load(ROOT)
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


def shown_hint(check: VisibleCheck, check_class: type, names: dict[str, Any], name: str, change: Change) -> str | None:
    """Return the hint of a check for the reference's answers with a change."""

    def changed(*args: Any, **kwargs: Any) -> Any:
        return change(names[name](*args, **kwargs))

    returns = {name: check_class.__returns__}  # type: ignore[attr-defined]
    try:
        check.method(check_class(), Student(LocalCaller({**names, name: changed}), returns))
    except CheckFailed as failure:
        return failure.hint
    except Exception:  # noqa: BLE001 - told by the card in words of its own, without the check's hint
        return None
    return None


def function_checks(unit: str) -> Iterator[tuple[str, type, VisibleCheck, dict[str, Any]]]:
    """Yield the visible checks of a unit's functions with the names of the reference."""
    names = dict(unit_content.load(COURSE, unit).reference)
    for exercise in of_unit(unit):
        if callable(names.get(exercise.name)) and not isinstance(names[exercise.name], type):
            for check in exercise.visible_checks:
                yield exercise.name, exercise.check_class, check, names


@pytest.mark.parametrize("unit", UNITS)
def test_a_wrong_type_shape_or_key_never_shows_the_hint_about_numbers(unit: str) -> None:
    misplaced = []
    for name, check_class, check, names in function_checks(unit):
        about_numbers = shown_hint(check, check_class, names, name, leaves(other_number))
        for structure, change in STRUCTURES.items():
            hint = shown_hint(check, check_class, names, name, change)
            if hint and hint == about_numbers:
                misplaced.append((name, check.title, structure, hint))
    assert not misplaced
