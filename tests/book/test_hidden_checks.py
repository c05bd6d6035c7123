"""The checks that the instructor's edition lists are those of the unit."""

from __future__ import annotations

import pytest

from autograder.book.hidden_checks import read_checks
from autograder.course.configuration import Course
from autograder.course.points import read_unit_points


@pytest.mark.parametrize("name", ["gradient", "autodiff"])
def test_their_points_add_up_to_those_of_each_exercise(course: Course, name: str) -> None:
    checks = read_checks(course.unit(name))
    points = read_unit_points(course.unit(name)).exercises

    assert {exercise: sum(c.points for c in checks if c.exercise == exercise) for exercise in points} == dict(points)
    assert {check.hidden for check in checks} == {True, False}
    assert all(check.sentence for check in checks)
