"""Variants: a cell under the exercise's name, and the function that it defines."""

from __future__ import annotations

import pytest

from autograder.course.cell_changes import replace
from autograder.course.variants import ChangedVariant, WholeVariant
from autograder.errors import CourseError


def double_by_adding(x: float) -> float:
    return x + x


class TestAWholeVariant:
    def test_has_the_name_of_its_function_and_a_cell_under_the_name_of_the_exercise(self) -> None:
        variant = WholeVariant("double", double_by_adding)

        assert variant.name == "double_by_adding"
        assert variant.cell == "def double(x: float) -> float:\n    return x + x"
        assert variant.value is double_by_adding


class TestAChangedVariant:
    def test_applies_its_changes_one_after_another(self) -> None:
        changes = (replace("2", "3"), replace("3 * x", "3 + x"))
        variant = ChangedVariant("double", "tripled", changes, "def double(x):\n    return 2 * x")

        assert variant.cell == "def double(x):\n    return 3 + x"
        assert variant.value(4) == 7

    def test_finds_the_names_of_the_notebook(self) -> None:
        variant = ChangedVariant(
            "double", "scaled", (replace("2", "factor"),), "def double(x):\n    return 2 * x", names={"factor": 10}
        )

        assert variant.value(4) == 40

    def test_says_where_a_change_does_not_fit(self) -> None:
        variant = ChangedVariant(
            "double", "tripled", (replace("5", "3"),), "def double(x):\n    return 2 * x", "a place"
        )

        with pytest.raises(CourseError, match="a place"):
            _ = variant.cell
