"""The checks of a unit are read from their modules without importing them."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course.check_classes import DeclaredCheck, read_checks
from autograder.course.configuration import Course, Unit
from autograder.course.points import read_unit_points

MODULE = '''
import a_package_that_is_not_installed

def helper(): ...

@exercise("step")
class TestStep:
    @points({points})
    def test_shape(self, student):
        """The shape should be
        (n, p).

        More for the reader of the check.
        """

    def ask(self): ...
'''


@pytest.fixture
def unit(tmp_path: Path) -> Unit:
    """A unit whose exercise has a visible check worth no points and a hidden one worth 4."""
    unit = Unit.model_validate({"id": "walk", "title": "Walk", "minutes": 5}, context={"root": tmp_path})
    for path, points in ((unit.visible_checks, "0"), (unit.checks / "test_walk.py", "4")):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MODULE.replace("{points}", points), encoding="utf-8")
    return unit


def test_every_check_is_read_visible_ones_first_with_those_worth_no_points(unit: Unit) -> None:
    sentence = "The shape should be (n, p)."

    assert read_checks(unit) == [
        DeclaredCheck("step", "test_shape", sentence, points=0, hidden=False),
        DeclaredCheck("step", "test_shape", sentence, points=4, hidden=True),
    ]


@pytest.mark.parametrize("name", ["gradient", "autodiff"])
def test_their_points_add_up_to_those_of_each_exercise(course: Course, name: str) -> None:
    checks = read_checks(course.unit(name))
    points = read_unit_points(course.unit(name)).exercises

    assert {exercise: sum(c.points for c in checks if c.exercise == exercise) for exercise in points} == dict(points)
    assert {check.hidden for check in checks} == {True, False}
    assert all(check.sentence for check in checks)
