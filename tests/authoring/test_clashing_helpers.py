"""Notebooks with helpers: every name that a later given cell binds is the name of a helper once."""

from __future__ import annotations

from autograder.authoring.clashing_helpers import notebooks_with_helpers
from autograder.course.notebook import cell_name, cell_source
from autograder.course.unit_content import UnitContent


def test_every_exercise_calls_a_helper_that_has_the_name_of_later_data(content: UnitContent) -> None:
    notebooks = list(notebooks_with_helpers(content))
    helpers, notebook = notebooks[0]
    sources = {cell_name(cell): cell_source(cell) for cell in notebook["cells"]}

    assert helpers
    for exercise, helper in helpers.items():
        assert f"def {helper}(" in sources[exercise]
        assert sources[exercise].endswith(f"return {helper}(*args, **kwargs)")


def test_no_name_is_used_twice_and_none_is_an_exercise(content: UnitContent) -> None:
    names = [name for helpers, _ in notebooks_with_helpers(content) for name in helpers.values()]

    assert len(names) == len(set(names))
    assert not set(names) & set(content.exercises)
