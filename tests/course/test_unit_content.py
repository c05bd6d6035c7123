"""The content of a unit, and what is said where a part of it is missing."""

from __future__ import annotations

import pytest

from autograder.course import unit_content
from autograder.course.configuration import Course
from autograder.course.unit_content import UnitContent
from autograder.errors import UsageError


def test_stubs_are_the_released_solution_cells(content: UnitContent) -> None:
    assert list(content.stubs) == list(content.exercises)
    assert all("raise NotImplementedError()" in stub for stub in content.stubs.values())


def test_the_reference_has_only_public_names(content: UnitContent) -> None:
    assert set(content.exercises) <= set(content.reference)
    assert not [name for name in content.reference if name.startswith("_")]


def test_a_unit_whose_modules_are_not_installed_is_not_loaded(course: Course) -> None:
    units = tuple(unit.model_copy(update={"needs": ("not_installed",)}) for unit in course.units)

    with pytest.raises(UsageError, match="pip install not_installed"):
        unit_content.load(course.model_copy(update={"units": units}), course.units[0].id)
