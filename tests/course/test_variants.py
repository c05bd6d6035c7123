"""Variants: a cell under the exercise's name, and the function that it defines."""

from __future__ import annotations

from autograder.course.variants import ChangedVariant, WholeVariant


def double_by_adding(x: float) -> float:
    return x + x


class TestAWholeVariant:
    def test_has_the_name_of_its_function_and_a_cell_under_the_name_of_the_exercise(self) -> None:
        variant = WholeVariant("double", double_by_adding)

        assert variant.name == "double_by_adding"
        assert variant.cell == "def double(x: float) -> float:\n    return x + x"
        assert variant.value is double_by_adding


class TestAChangedVariant:
    def test_defines_what_its_cell_says(self) -> None:
        variant = ChangedVariant("double", "tripled", "def double(x):\n    return 3 * x")

        assert variant.value(4) == 12

    def test_finds_the_names_of_the_notebook(self) -> None:
        variant = ChangedVariant("double", "scaled", "def double(x):\n    return factor * x", {"factor": 10})

        assert variant.value(4) == 40
