"""Requests of a test to the student's process, and calls from there."""

from __future__ import annotations

import pytest

from tests.notebook_tests.builders import Grade, require_the_point_for_the_work_only

CASES = {
    "arguments by name and with defaults": """
        def f(a, *, b=2): return a - b
        --
        assert f(3, b=1) == 2 and f(a=3) == 1
    """,
    "a function of the test, called by the student's code": """
        def f(g, x): return g(x) + g(2 * x)
        --
        calls = []
        def g(x):
            calls.append(x)
            return x
        assert f(g, 1) == 3 and calls == [1, 2]
    """,
    "an error in a function of the test": """
        def f(g): return g()
        --
        class Mine(Exception): pass
        def g(): raise Mine
        try:
            f(g)
        except Mine:
            pass
        else:
            assert False
    """,
    "the seed of the global generators": """
        import numpy as np
        import random
        def f(): return np.random.rand(), random.random()
        --
        import numpy as np
        import random
        np.random.seed(3); random.seed(3)
        mine = np.random.rand(), random.random()
        np.random.seed(3); random.seed(3)
        assert f() == mine
    """,
    "printed text": r"""
        def f(): print('hello')
        --
        import io, contextlib
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            f()
        assert out.getvalue() == 'hello\n'
    """,
    "a warning": """
        import warnings
        def f(): warnings.warn('old', DeprecationWarning)
        --
        import pytest
        with pytest.warns(DeprecationWarning, match='old'):
            f()
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


@pytest.mark.parametrize("case", CASES)
def test_a_request_has_the_effect_of_a_local_call(case: str, grade: Grade) -> None:
    require_the_point_for_the_work_only(grade, CASES[case])


def test_a_callback_that_calls_the_students_code_again_needs_manual_grading(grade: Grade) -> None:
    graded = grade("def f(x): return x() if callable(x) else x", "f(lambda: f(1))", "assert f(1) == 1")

    assert "asks the student's code in turn" in graded.result.manual_grading["test"]
    assert graded.points == {"test": 0, "test-2": 1}


def test_an_object_of_the_tests_class_cannot_be_sent_even_where_the_test_catches_everything(grade: Grade) -> None:
    graded = grade("def f(x): return x", "class Mine: pass\ntry:\n    f(Mine())\nexcept:\n    pass")

    assert graded.result.manual_grading == {"test": "the test hands the student's code a Mine of its own"}
