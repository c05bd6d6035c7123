"""Implementations: a cell under the exercise's name, and the function that it defines."""

from __future__ import annotations

from autograder.course.implementations import ChangedImplementation, WholeImplementation


def double_by_adding(x: float) -> float:
    return x + x


class TestAWholeImplementation:
    def test_has_the_name_of_its_function_and_a_cell_under_the_name_of_the_exercise(self) -> None:
        implementation = WholeImplementation("double", double_by_adding)

        assert implementation.name == "double_by_adding"
        assert implementation.cell == "def double(x: float) -> float:\n    return x + x"
        assert implementation.value is double_by_adding


class TestAChangedImplementation:
    def test_defines_what_its_cell_says(self) -> None:
        implementation = ChangedImplementation("double", "tripled", "def double(x):\n    return 3 * x")

        assert implementation.value(4) == 12

    def test_finds_the_names_of_the_notebook(self) -> None:
        implementation = ChangedImplementation(
            "double", "scaled", "def double(x):\n    return factor * x", {"factor": 10}
        )

        assert implementation.value(4) == 40
