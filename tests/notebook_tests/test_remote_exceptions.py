"""Exceptions of the student's code, raised in the test."""

from __future__ import annotations

import pytest

from tests.notebook_tests.builders import Grade, require_the_point_for_the_work_only

CASES = {
    "an exception of a builtin type": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        import pytest
        with pytest.raises(ValueError, match='small'):
            squares(0)
    """,
    "assertions of unittest": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        from unittest import TestCase
        TestCase().assertRaises(ValueError, squares, 0)
        TestCase().assertEqual(squares(1), [1])
    """,
    "the text of a KeyError": """
        def f(): {}['k']
        --
        try:
            f()
        except KeyError as error:
            assert str(error) == "'k'"
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


@pytest.mark.parametrize("case", CASES)
def test_a_test_catches_the_exception(case: str, grade: Grade) -> None:
    require_the_point_for_the_work_only(grade, CASES[case])


def test_an_exception_of_the_students_own_class_is_caught_by_its_name(grade: Grade) -> None:
    student = "class TooSmall(ValueError): pass\ndef f(): raise TooSmall('no')"
    test = "try:\n    f()\nexcept TooSmall as error:\n    assert str(error) == 'no' and isinstance(error, ValueError)"

    assert grade(student, test, stub="class TooSmall(ValueError):\n    pass").points == {"test": 1}
