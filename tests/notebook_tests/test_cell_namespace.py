"""The names that a test uses: its own, builtins and the student's."""

from __future__ import annotations

import pytest

from autograder.notebook_tests.source_notebook import SourceNotebook
from autograder.sandbox import Sandbox
from tests.notebook_tests.builders import (
    Grade,
    check,
    grade_notebook,
    notebook,
    require_the_point_for_the_work_only,
    solution,
)

CASES = {
    "globals and dir": """
        answer = 1
        --
        assert 'answer' in globals() and 'other' not in globals()
        assert globals()['answer'] == 1 and 'answer' in dir()
    """,
    "a deleted name": """
        def f(): return 1
        def g(): return f()
        --
        kept = f
        del f
        try:
            g()
        except NameError:
            pass
        else:
            assert False
        finally:
            f = kept
        assert g() == 1
    """,
    "a name replaced": """
        def f(): return 1
        def g(): return f()
        --
        def f(): return 7
        assert g() == 7
    """,
    "input replaced by name": """
        def f(): return input()
        --
        input = lambda *_: '5'
        assert f() == '5'
    """,
    "a figure": """
        import matplotlib.pyplot as plt
        def draw():
            plt.plot([1, 2])
            plt.title('Loss')
        --
        import matplotlib.pyplot as plt
        draw()
        assert plt.gca().get_title() == 'Loss'
        assert len(plt.gca().lines) == 1
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


@pytest.mark.parametrize("case", CASES)
def test_a_name_has_the_same_value_for_the_test_and_the_notebook(case: str, grade: Grade) -> None:
    require_the_point_for_the_work_only(grade, CASES[case])


def test_a_missing_name_is_a_name_error(grade: Grade) -> None:
    test = "try:\n    squares\nexcept NameError:\n    pass\nelse:\n    assert False"

    assert grade("cubes = 3", test).points == {"test": 1}


def test_a_function_named_like_a_builtin_is_the_students_where_the_course_asks_for_it(grade: Grade) -> None:
    student = "def sum(items): return 'mine'"

    assert grade(student, "assert sum([1]) == 'mine'", stub="def sum(items):\n    pass").points == {"test": 1}
    assert grade(student, "assert sum([1]) == 'mine'").points == {"test": 0}


def test_names_of_a_test_exist_in_the_next_test(grade: Grade) -> None:
    student = "def squares(n): return [i * i for i in range(1, n + 1)]"
    graded = grade(student, "expected = [1, 4]\ndef ok(): return squares(2) == expected", "assert ok()")

    assert graded.points == {"test": 1, "test-2": 1}


def test_names_of_a_test_exist_in_the_students_later_cells(sandbox: Sandbox) -> None:
    cells = (solution(""), check("base = 3"), check("assert later == 4", "test-2"))
    submitted = notebook([("answer", ""), ("test", ""), ("", "later = base + 1"), ("test-2", "")])
    graded = grade_notebook(SourceNotebook("ps", "python", cells), sandbox, submitted)

    assert graded.points == {"test": 1, "test-2": 1}
