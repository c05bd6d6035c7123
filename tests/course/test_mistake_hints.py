"""Hints of known mistakes are about the exercise at hand, where its cause is one of the exercise's own."""

from __future__ import annotations

import inspect
import re
from collections import defaultdict

import pytest

from autograder.course.mistakes import Mistake
from autograder.course.unit_content import UnitContent
from tests.real_course import COURSE, content_of

UNITS = [unit.id for unit in COURSE.units if not unit.missing]
MOST_EXERCISES = 3


def changed_arguments(content: UnitContent) -> list[Mistake]:
    mistakes = [mistake for name in content.exercises for mistake in content.catalogue.mistakes_of(name)]
    return [mistake for mistake in mistakes if mistake.id == "arguments-changed"]


def parameters(function: object) -> set[str]:
    """Return the names of a function's parameters; of a class, those of all its methods."""
    methods = vars(function).values() if isinstance(function, type) else [function]
    return {name for method in methods if inspect.isfunction(method) for name in inspect.signature(method).parameters}


@pytest.mark.parametrize("unit", UNITS)
def test_a_changed_argument_is_named_by_the_exercises_own_names(unit: str) -> None:
    content = content_of(unit)
    for mistake in changed_arguments(content):
        words = set(re.findall(r"`(\w+)`", mistake.hint))
        names = parameters(content.reference[mistake.exercise])
        assert not words - names, f"{mistake.exercise}: {mistake.hint}"
        assert words or mistake.exercise in ("add", "exp", "add_intercept"), f"{mistake.exercise}: {mistake.hint}"


def test_one_hint_for_changed_arguments_serves_few_exercises() -> None:
    exercises = defaultdict(set)
    for content in map(content_of, UNITS):
        for mistake in changed_arguments(content):
            exercises[mistake.hint].add(mistake.exercise)
    assert exercises
    assert {hint: names for hint, names in exercises.items() if len(names) > MOST_EXERCISES} == {}
