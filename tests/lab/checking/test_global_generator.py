"""NumPy's global generator while a check calls a function that might draw from it."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Student
from lab.checking.global_generator import replaced_global_generator
from lab.checking.local_caller import LocalCaller


def draw_globally() -> float:
    return float(np.random.random())  # noqa: NPY002 - the mistake that this is about


def numbers(student: Student, seed: int) -> list[Any]:
    with replaced_global_generator(student, seed):
        return [student.draw().value for _ in range(3)]


STUDENT = Student(LocalCaller({"np": np, "draw": draw_globally}))


def test_a_function_that_draws_from_it_gives_the_same_answers_in_every_run_of_a_check() -> None:
    assert numbers(STUDENT, 5) == numbers(STUDENT, 5)
    assert numbers(STUDENT, 5) != numbers(STUDENT, 6)


def test_the_draws_of_the_student_go_on_as_if_nothing_had_happened() -> None:
    np.random.seed(3)  # noqa: NPY002 - as in a student's notebook
    expected = [draw_globally() for _ in range(2)]
    np.random.seed(3)  # noqa: NPY002
    first = draw_globally()
    numbers(STUDENT, 5)

    assert [first, draw_globally()] == expected


def test_a_notebook_without_numpy_is_left_alone() -> None:
    with replaced_global_generator(Student(LocalCaller({"f": abs}))) as nothing:
        assert nothing is None
