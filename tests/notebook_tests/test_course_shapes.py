"""Whole notebooks as ordinary courses have them, graded by nbgrader's executor and by this engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from autograder.notebook_tests.verdicts import Protection
from tests.notebook_tests.everyday_exercises import exercise
from tests.notebook_tests.stock_comparison import Exercise, SmallCourse, points_in, small_course

pytestmark = pytest.mark.slow

TEST_NAMES_USED_BELOW = (
    exercise(
        "first",
        """
        def one(): return 1
        --
        import math
        import numpy as np
        assert one() == 1
        def is_positive(x): return x > 0
        --
        def one(): return 2
        """,
    ),
    exercise("second", "area = math.pi * 4\n--\nassert area > 12\n--\narea = 1"),
    exercise("third", "is_fine = is_positive(area)\n--\nassert is_fine is True\n--\nis_fine = None"),
    exercise("fourth", "total = zeros.sum() + 1\n--\nassert total == 1\n--\ntotal = 2\n--\nzeros = np.zeros(2)"),
)

HELPERS_OF_A_TEST_THAT_CANNOT_BE_RUN_OUTSIDE = (
    exercise(
        "first",
        """
        async def total(numbers): return sum(numbers)
        --
        def close(a, b): return abs(a - b) < 1e-9
        assert close(await total([1.0, 2.0]), 3)
        limit = 4
        --
        async def total(numbers): return 0
        """,
    ),
    exercise("second", "def double(x): return 2 * x\n--\nassert close(double(2), limit)\n--\ndef double(x): return x"),
)

FUNCTIONS_OF_A_COURSE_MODULE = (
    exercise(
        "first",
        """
        class Particle: pass
        particle = Particle()
        particle.field = fields.constant
        --
        assert particle.field == fields.constant
        --
        class Particle: field = None
        particle = Particle()
        --
        import fields
        """,
    ),
    exercise("second", "kit = fields.Kit(3)\n--\nassert fields.area(kit) == 9\n--\nkit = fields.Kit(2)"),
)

DOCSTRINGS_TESTED_TOGETHER = (
    exercise(
        "first",
        """
        def square(x):
            '''
            >>> square(2)
            4
            '''
            return x * x
        --
        import doctest
        assert doctest.testmod().failed == 0 and doctest.testmod().attempted == 1
        --
        def square(x):
            '''
            >>> square(2)
            4
            '''
            return x
        """,
    ),
)

HIDDEN_TESTS = (
    exercise(
        "first",
        """
        def grad(X, y, w): return 2 * X.T @ (X @ w - y) / len(y)
        --
        assert grad(np.ones((2, 1)), np.ones(2), np.ones(1)).shape == (1,)
        ### BEGIN HIDDEN TESTS
        def reference(X, y, w): return 2 * X.T @ (X @ w - y) / len(y)
        X, y, w = np.arange(6.0).reshape(3, 2), np.ones(3), np.ones(2)
        assert np.allclose(grad(X, y, w), reference(X, y, w))
        ### END HIDDEN TESTS
        --
        def grad(X, y, w): return np.zeros(w.shape)
        --
        import numpy as np
        """,
    ),
    exercise("second", "def norm(X): return np.abs(X).max()\n--\nassert norm(X) == 5\n--\ndef norm(X): return 1"),
    exercise(
        "partial",
        """
        def both(x): return x, -x
        --
        points = 0
        if both(1)[0] == 1: points += 1
        if both(1)[1] == -1: points += 1
        points
        --
        def both(x): return x, x
        """,
    ),
)

SHAPES: Mapping[str, tuple[Exercise, ...]] = {
    "names of a test are used below it": TEST_NAMES_USED_BELOW,
    "helpers of a test that cannot be run outside": HELPERS_OF_A_TEST_THAT_CANNOT_BE_RUN_OUTSIDE,
    "functions of a module of the course": FUNCTIONS_OF_A_COURSE_MODULE,
    "docstrings tested together": DOCSTRINGS_TESTED_TOGETHER,
    "hidden tests": HIDDEN_TESTS,
}
FILES = {"fields.py": b"def constant(): return 1\nclass Kit:\n    def __init__(self, n): self.n = n\n"}
FILES = {"fields.py": FILES["fields.py"] + b"def area(kit): return kit.n ** 2\n"}


@contextmanager
def course_in(folder: Path, exercises: tuple[Exercise, ...]) -> Iterator[SmallCourse]:
    """Context manager: the course, with its files in the folder in which nbgrader's executor runs."""
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    with small_course(exercises, FILES) as course:
        yield course


@pytest.mark.parametrize("shape", SHAPES)
def test_right_wrong_and_untouched_notebooks_get_the_marks_of_nbgrader(shape: str, tmp_path: Path) -> None:
    with course_in(tmp_path, SHAPES[shape]) as course:
        for student, changes in course.submissions.items():
            reply, stock_points = course.grade(changes), course.stock_points(changes, str(tmp_path))

            assert points_in(reply.cells) == stock_points, student
            assert not reply.manual_grading
            assert (set(stock_points.values()) == {2}) == (student == "right")


def test_hidden_tests_are_protected() -> None:
    with small_course(HIDDEN_TESTS) as course:
        assert not course.unprotected


def test_where_the_solution_needs_what_the_sandbox_refuses_a_person_grades_what_is_lost() -> None:
    shell = exercise("shell", "names = !ls\n--\nassert isinstance(names, list)\n--\nnames = None")
    with small_course([shell]) as course:
        reply = course.grade({})

        assert course.protections["shell-test"].protection is Protection.MANUAL
        assert points_in(reply.cells) == {"shell": 0}
        assert "the sandbox refuses" in reply.manual_grading["shell-test"]


def test_a_solution_that_fails_is_told_and_a_person_grades_what_is_lost() -> None:
    missing = exercise("data", "text = open('data.csv').read()\n--\nassert len(text) > 0\n--\ntext = ''")
    with small_course([missing]) as course:
        assert "own solution does not get all points" in course.protections["data-test"].reason
        assert "data-test" in course.grade({}).manual_grading
        assert points_in(course.grade({"data": "text = '1,2'"}).cells) == {"data": 2}


def test_a_cell_without_a_solution_is_graded_where_both_runs_agree() -> None:
    unsolved = Exercise(
        "later", "def f(x):\n    # YOUR CODE HERE\n    raise NotImplementedError()", "assert f(1) == 1", ""
    )
    with small_course([unsolved]) as course:
        for answer, points in {"def f(x): return 1": 2, "def f(x): return 2": 0}.items():
            reply = course.grade({"later": answer})

            assert points_in(reply.cells) == {"later": points}
            assert not reply.manual_grading
