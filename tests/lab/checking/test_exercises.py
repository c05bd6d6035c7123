"""Exercises and their visible checks are found as the units declare them."""

from __future__ import annotations

import sys
from typing import Any

import pytest
from lab.checking import exercises

UNIT = "training-loop"


def test_an_exercise_is_found_by_its_name() -> None:
    assert exercises.find("train_step") in exercises.of_unit(UNIT)
    assert exercises.find("train_stop") is None


def test_the_names_are_those_of_all_units() -> None:
    names = exercises.names()

    assert {"train_step", "grad_line", "mse"} <= set(names)
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", exercises.names())
def test_the_visible_checks_have_titles_and_no_more_points_than_the_exercise(name: str) -> None:
    exercise = exercises.find(name)

    assert exercise
    assert all(check.title for check in exercise.visible_checks)
    assert sum(check.points for check in exercise.visible_checks) <= exercise.max_points


def test_a_function_is_looked_up_in_the_notebook(monkeypatch: Any) -> None:
    monkeypatch.setattr(sys.modules["__main__"], "train_step", len, raising=False)

    assert exercises.notebook_value("train_step") is len
    assert exercises.notebook_value("no_such_function") is None
