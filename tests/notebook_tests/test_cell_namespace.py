"""The names that a test uses: its own, builtins and the student's."""

from __future__ import annotations

import pytest

from autograder.notebook_tests.source_notebook import InstructorCell, SourceCell, SourceNotebook
from autograder.sandbox.host.sandbox import Sandbox
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


def test_input_can_be_replaced_where_the_course_reads_it(grade: Grade) -> None:
    student, test = "def f(): return input()", "input = lambda *_: '5'\nassert f() == '5'"

    assert grade(student, test, stub="def f():\n    input()").points == {"test": 1}
    assert grade(student, test).points == {"test": 0}


@pytest.mark.parametrize(
    ("test", "later"),
    [("base = 3", "base + 1"), ("import math", "math.isqrt(16)"), ("from math import isqrt", "isqrt(16)")],
    ids=["a value", "a module", "a function of a library"],
)
def test_names_of_a_test_exist_in_later_cells_where_the_course_reads_them(
    test: str, later: str, sandbox: Sandbox
) -> None:
    cells = (solution(""), check(test), check("assert later == 4", "test-2"))
    code = f"later = {later}"
    submitted = notebook([("answer", ""), ("test", ""), ("", code), ("test-2", "")])
    sources = [("answer", ""), ("test", test), ("", code), ("test-2", "")]
    reading = SourceNotebook("ps", "python", cells, tuple(InstructorCell(name, "code", text) for name, text in sources))

    assert grade_notebook(reading, sandbox, submitted).points == {"test": 1, "test-2": 1}
    assert grade_notebook(SourceNotebook("ps", "python", cells), sandbox, submitted).points == {"test": 1, "test-2": 0}


PEEK = """
if False:
    expected, cases, k, v, reference
def f(x):
    names = globals()
    return names["reference"](x) if "reference" in names else names.get("expected", names.get("v"))
"""


@pytest.mark.parametrize(
    "test",
    [
        "expected = 16\nassert f(4) == expected",
        "def reference(x): return x * x\nassert f(3) == reference(3)",
        "cases = [(2, 4), (5, 25)]\nfor k, v in cases:\n    assert f(k) == v",
    ],
    ids=["a value", "a function", "a variable of a loop"],
)
def test_a_name_that_only_the_student_mentions_gives_nothing_of_the_test_away(test: str, grade: Grade) -> None:
    assert grade(PEEK, test).points == {"test": 0}
    assert grade("def f(x): return x * x", test).points == {"test": 1}


def test_a_function_of_a_test_is_never_given_to_the_student(grade: Grade) -> None:
    test = "def reference(x): return x * x\nassert f(3) == reference(3)"

    assert grade(PEEK, test, stub="def f(x):\n    reference").points == {"test": 0}


LOCKED = """
TOL = 1e-6
same = abs
class Judge:
    def agree(self, a, b): return abs(a - b) < TOL
def close(a, b, tol=TOL): return abs(a - b) < tol
def near(a, b): return abs(a - b) < TOL
"""
REPLACED = """
TOL = 1e9
same = lambda x: 0
class Judge:
    def agree(self, a, b): return True
def close(*a): return True
def near(*a): return True
def f(x): return 0.5
"""


@pytest.mark.parametrize(
    "test",
    [
        "assert close(f(3), 9)",
        "assert near(f(3), 9)",
        "assert same(f(3) - 9) < 1",
        "assert Judge().agree(f(3), 9)",
        "assert abs(f(3) - 9) < TOL",
    ],
    ids=["a default argument", "a global of a function", "an alias", "a class", "a constant"],
)
def test_what_locked_cells_define_belongs_to_the_tests(test: str, grade: Grade) -> None:
    locked = [SourceCell("given", "code", LOCKED, locked=True)]

    assert grade(REPLACED, test, locked=locked).points == {"test": 0}
    assert grade("def f(x): return x * x", test, locked=locked).points == {"test": 1}


@pytest.mark.parametrize("test", ["assert close(f(3), 9)", "assert abs(f(3) - 9) < TOL"])
def test_so_does_what_free_cells_of_the_instructor_define(test: str, grade: Grade) -> None:
    free = ("", LOCKED)

    assert grade([free, ("answer", "def f(x): return x * x")], test, code=[LOCKED]).points == {"test": 1}
    assert grade([free, ("answer", REPLACED)], test, code=[LOCKED]).points == {"test": 0}
    assert grade([("", REPLACED), ("answer", "")], test, code=[LOCKED]).points == {"test": 0}


def test_a_free_cell_that_calls_the_students_function_is_the_students(grade: Grade) -> None:
    code, stub = "result = f(3)\nplot = [f(x) for x in range(3)]", "def f(x):\n    pass"
    answer, test = ("answer", "def f(x): return x * x"), "assert result == 9 and plot[2] == 4"

    assert grade([answer, ("", code)], test, stub=stub, code=[code]).points == {"test": 1}
    replaced = grade([answer, ("", "result, plot = 9, [0, 1, 4]")], test, stub=stub, code=[code])

    assert "replace 'plot', 'result' of the course" in replaced.result.manual_grading["test"]


def test_a_locked_value_that_is_made_by_a_students_function_is_the_students(sandbox: Sandbox) -> None:
    answer, cell = solution("def f(x):\n    pass"), SourceCell("given", "code", "result = f(3)", locked=True)
    cells = (answer, cell, check("assert result == 9"))
    submitted = [("answer", "def f(x): return x * x"), ("given", ""), ("test", "")]
    graded = grade_notebook(SourceNotebook("ps", "python", cells), sandbox, notebook(submitted))

    assert graded.points == {"test": 1}


def test_an_import_in_a_solution_hides_no_name_of_the_student(sandbox: Sandbox) -> None:
    solved = SourceNotebook(
        "ps",
        "python",
        (solution("# import factorial"), check("assert factorial(5) == 120")),
        (InstructorCell("answer", "code", "from math import factorial"),),
    )
    for student, points in {"": 0, "def factorial(n): return n": 0, "from math import factorial": 1}.items():
        assert grade_notebook(solved, sandbox, notebook([("answer", student)])).points == {"test": points}


def test_an_import_in_a_given_cell_hides_no_name_that_students_define(grade: Grade) -> None:
    test, code = "assert sqrt(9) == 3", ["from math import sqrt"]

    assert grade("def sqrt(x): return x", test, stub="def sqrt(x):\n    pass", code=code).points == {"test": 0}
    assert grade("def sqrt(x): return x ** 0.5", test, stub="def sqrt(x):\n    pass", code=code).points == {"test": 1}
