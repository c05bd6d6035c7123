"""Notebooks with helpers: every name that a later given cell binds is the name of a helper once."""

from __future__ import annotations

from autograder.authoring.clashing_helpers import clashing_names, notebook_with_helpers
from autograder.course.notebook import cell_name, cell_source
from autograder.course.unit_content import UnitContent


def test_every_exercise_calls_helpers_that_have_the_names_of_later_data(content: UnitContent) -> None:
    names = clashing_names(content)
    notebook = notebook_with_helpers(content, names)
    sources = {cell_name(cell): cell_source(cell) for cell in notebook["cells"]}

    assert names
    for exercise, helpers in names.items():
        for caller, helper in zip([exercise, *helpers], helpers, strict=False):
            assert f"def {caller}(*args, **kwargs):\n    return {helper}(*args, **kwargs)" in sources[exercise]
        assert sources[exercise].count(f"def {helpers[-1]}(") == 1
        assert sources[exercise].count("\ndef ") == len(helpers)


def test_no_name_is_used_twice_and_none_is_an_exercise(content: UnitContent) -> None:
    names = [name for helpers in clashing_names(content).values() for name in helpers]

    assert len(names) == len(set(names))
    assert not set(names) & set(content.exercises)
