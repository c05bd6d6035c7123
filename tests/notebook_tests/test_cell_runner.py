"""Points and outputs of test cells, and what they show of hidden lines: nothing."""

from __future__ import annotations

import pytest

from tests.notebook_tests.builders import Grade

NP = "import numpy as np"
SQUARES = "def squares(n): return [i * i for i in range(1, n + 1)]"
HIDDEN = "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(4711) == 9422, 'f(4711) is 9422'\n### END HIDDEN TESTS"


def test_a_number_on_the_last_line_is_partial_credit(grade: Grade) -> None:
    assert grade(SQUARES, "squares(1)[0] / 2", points=3).points == {"test": 0.5}
    assert grade(SQUARES, "squares(1)[0] / 2;", points=3).points == {"test": 3}


def test_more_points_than_the_cell_has_need_manual_grading(grade: Grade) -> None:
    graded = grade(SQUARES, "99.0")

    assert graded.points == {"test": 0}
    assert "more points" in graded.result.manual_grading["test"]


def test_the_outputs_hold_what_the_test_and_the_students_code_print(grade: Grade) -> None:
    graded = grade("def f(): print('mine')", "print('before')\nf()\nprint('after')")

    assert graded.outputs() == [{"output_type": "stream", "name": "stdout", "text": "before\nmine\nafter\n"}]


def test_a_warning_costs_no_points(grade: Grade) -> None:
    graded = grade(f"{NP}\ndef f(x): return np.log(x)", f"{NP}\nassert f(np.array([0.]))[0] == -np.inf", code=[NP])

    assert graded.points == {"test": 1}
    assert "RuntimeWarning" in graded.outputs()[0]["text"]


def test_text_on_stderr_costs_the_points_as_in_nbgrader(grade: Grade) -> None:
    assert grade("import sys\ndef f(): print('oh', file=sys.stderr)", "f()").points == {"test": 0}


def test_an_error_names_the_line_of_the_test_and_that_of_the_student(grade: Grade) -> None:
    (error,) = grade("def f():\n    return 1 / 0", "x = 1\nf()").outputs()

    assert error["ename"] == "ZeroDivisionError"
    assert error["traceback"][0] == "line 2 of the test: f()"
    assert "return 1 / 0" in error["traceback"][1]


@pytest.mark.parametrize(
    "student",
    [
        "def f(x): return 2",
        "def f(x):\n    print('called with', x)\n    return 2",
        "def f(x):\n    if x > 1: raise ValueError(f'called with {x}')\n    return 2",
        "import sys\ndef f(x):\n    print(x, file=sys.stderr)\n    return 2 * x",
        "import warnings\ndef f(x):\n    warnings.warn(f'called with {x}')\n    return 2",
        "def f(x):\n    while x > 1: pass\n    return 2",
    ],
    ids=["wrong", "printing", "raising", "printing to stderr", "warning", "looping"],
)
def test_hidden_tests_are_run_and_never_shown(student: str, grade: Grade) -> None:
    graded = grade(student, HIDDEN)

    assert graded.points == {"test": 0}
    assert "4711" not in graded.text
    assert "9422" not in graded.text


def test_hidden_lines_in_a_function_that_a_later_test_calls_are_not_shown(grade: Grade) -> None:
    first = "### BEGIN HIDDEN TESTS\ndef same(x):\n    assert f(x) == 9422, x\n### END HIDDEN TESTS"
    graded = grade("def f(x): return 1", first, "same(4711)")

    assert graded.points == {"test": 1, "test-2": 0}
    assert "9422" not in graded.text


def test_a_comment_says_where_hidden_tests_ran(grade: Grade) -> None:
    graded = grade("def f(x): return 2 * x", HIDDEN)

    assert graded.points == {"test": 1}
    assert graded.cells[1]["source"] == "assert f(1) == 2\n# hidden tests ran here"


def test_ipython_syntax_and_functions_of_the_test_work_as_in_a_notebook(grade: Grade) -> None:
    test = "%matplotlib inline\ndef same(n):\n    return squares(n) == [i ** 2 for i in range(1, n + 1)]\n"

    assert grade(SQUARES, test + "assert all(same(n) for n in range(1, 4))").points == {"test": 1}
