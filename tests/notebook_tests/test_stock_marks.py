"""Everyday idioms of tests: an ordinary course gets nbgrader's own marks, or a person is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from autograder.notebook_tests.worker import NotebookReply
from tests.notebook_tests.everyday_exercises import LIBRARIES, OTHER_PROCESS, SEPARATE, exercise
from tests.notebook_tests.stock_comparison import SmallCourse, points_in, small_course

pytestmark = pytest.mark.slow

EXERCISES = tuple(exercise(name, text) for name, text in {**SEPARATE, **OTHER_PROCESS, **LIBRARIES}.items())


@dataclass(frozen=True)
class Marks:
    """The points of one submission: nbgrader's and this engine's."""

    stock: dict[str, float]
    engine: dict[str, float]
    reply: NotebookReply

    def waits(self, name: str) -> bool:
        """Whether a person is asked."""
        return f"{name}-test" in self.reply.manual_grading


@pytest.fixture(scope="module")
def course() -> Iterator[SmallCourse]:
    with small_course(EXERCISES) as course:
        yield course


@pytest.fixture(scope="module")
def marks(course: SmallCourse, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Marks]:
    """The marks of the submissions 'right', 'wrong' and 'untouched'."""
    results = {}
    for student, changes in course.submissions.items():
        reply, folder = course.grade(changes), str(tmp_path_factory.mktemp(student))
        results[student] = Marks(course.stock_points(changes, folder), points_in(reply.cells), reply)
    return results


@pytest.mark.parametrize("student", ["right", "wrong", "untouched"])
@pytest.mark.parametrize("name", [exercise.name for exercise in EXERCISES])
def test_the_marks_are_those_of_nbgrader(name: str, student: str, marks: dict[str, Marks]) -> None:
    points, stock_points = marks[student].engine[name], marks[student].stock[name]

    assert stock_points == (2 if student == "right" else 0), "the exercise should tell right from wrong"
    assert points == stock_points
    assert not marks[student].waits(name), marks[student].reply.manual_grading


@pytest.mark.parametrize("name", SEPARATE)
def test_a_test_that_can_be_run_outside_is_protected(name: str, course: SmallCourse) -> None:
    assert name not in course.unprotected, course.protections[f"{name}-test"].reason


@pytest.mark.parametrize("name", OTHER_PROCESS)
def test_a_test_that_cannot_be_run_outside_is_not_called_protected(name: str, course: SmallCourse) -> None:
    assert name in course.unprotected
