"""The names of the notebook: kept at each check cell, and put back in the dictionary that the functions see."""

from __future__ import annotations

from typing import Any

from autograder.sandbox.inside.name_snapshots import NotebookNames


def run(
    names: NotebookNames, namespace: dict[str, Any], *, is_given: bool = False, checks: str = "", **values: Any
) -> None:
    """Run a cell that sets these values."""
    names.start_cell(checks.split())
    namespace.update(values)
    names.end_cell(is_given)


def notebook() -> tuple[NotebookNames, dict[str, Any]]:
    """A student's helper, the check of `step`, a given cell that replaces the helper, and a later cell."""
    namespace: dict[str, Any] = {}
    names = NotebookNames(namespace)
    run(names, namespace, helper="the student's", step=1)
    run(names, namespace, is_given=True, checks="step", helper="given")
    run(names, namespace, checks="fit", step=2)
    return names, namespace


def test_a_check_sees_the_names_as_they_are_at_its_cell() -> None:
    names, namespace = notebook()

    names.select("check", "step")
    assert namespace == {"helper": "the student's", "step": 1}
    names.select("check", "fit")
    assert namespace == {"helper": "given", "step": 1}


def test_the_student_s_own_version_undoes_what_given_cells_replaced() -> None:
    names, namespace = notebook()
    names.select("own", "fit")

    assert namespace == {"helper": "the student's", "step": 1}


def test_the_last_version_is_that_after_all_cells() -> None:
    names, namespace = notebook()
    names.select("check", "step")
    names.select("last", "step")

    assert namespace == {"helper": "given", "step": 2}


def test_a_check_below_the_last_cell_sees_the_last_names() -> None:
    names, namespace = notebook()
    names.select("check", "unknown")

    assert namespace == {"helper": "given", "step": 2}


def test_it_is_told_that_the_name_is_defined_again_and_that_a_given_cell_replaced_one() -> None:
    names, _ = notebook()

    assert names.select("check", "step") == (True, True)
    assert names.select("check", "helper") == (False, True)


def test_names_that_only_given_cells_set_are_not_the_student_s() -> None:
    namespace: dict[str, Any] = {}
    names = NotebookNames(namespace)
    run(names, namespace, is_given=True, data=1)
    run(names, namespace, is_given=True, checks="step", data=2)

    assert names.select("check", "step") == (False, False)
