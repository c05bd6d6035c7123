"""Functions, classes and objects of the student, used by a test."""

from __future__ import annotations

import pytest

from tests.notebook_tests.builders import Grade, require_the_point_for_the_work_only

CASES = {
    "a function that makes functions": """
        def adder(n): return lambda x: x + n
        --
        assert adder(2)(3) == 5
    """,
    "a signature": """
        def f(a, b=2): pass
        --
        import inspect
        assert list(inspect.signature(f).parameters) == ['a', 'b']
        assert inspect.signature(f).parameters['b'].default == 2 and callable(f)
    """,
    "a docstring": """
        def f():
            '''Says it.'''
        --
        assert f.__doc__ == 'Says it.' and f.__name__ == 'f'
    """,
    "a generator": """
        def f(n):
            yield from range(n)
        --
        import types
        assert isinstance(f(3), types.GeneratorType)
        assert list(f(3)) == [0, 1, 2]
    """,
    "an object of a library": """
        from sklearn.linear_model import LinearRegression
        model = LinearRegression()
        --
        from sklearn.linear_model import LinearRegression
        assert isinstance(model, LinearRegression)
        import numpy as np
        model.fit(np.array([[1.], [2.]]), np.array([2., 4.]))
        assert np.isclose(model.coef_[0], 2)
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


@pytest.mark.parametrize("case", CASES)
def test_a_remote_object_is_used_like_a_local_one(case: str, grade: Grade) -> None:
    require_the_point_for_the_work_only(grade, CASES[case])


def test_instances_of_a_class_that_the_course_asks_for_compare_themselves(grade: Grade) -> None:
    vector = "class Vector:\n    def __init__(self, x): self.x = x\n    def __eq__(self, o): return self.x == o.x\n"
    vector += "    def __add__(self, o): return Vector(self.x + o.x)\n    def __repr__(self): return f'V({self.x})'"
    test = "assert Vector(1) + Vector(2) == Vector(3)\nassert Vector(1) != Vector(2)\nv = Vector(1)\nv.x = 5\n"
    test += "assert v.x == 5 and repr(v) == 'V(5)' and isinstance(v, Vector) and type(v.x) is int"

    assert grade(vector, test, stub="class Vector:\n    pass").points == {"test": 1}


def test_an_object_that_the_course_did_not_ask_for_is_not_compared(grade: Grade) -> None:
    graded = grade("class Thing: pass\nthing = Thing()", "assert thing == 5")

    assert graded.result.manual_grading == {"test": "a 'Thing' of the student's would judge itself"}


@pytest.mark.parametrize("name", ["self", "action", "function", "owner", "name"])
def test_a_keyword_argument_may_have_any_name(name: str, grade: Grade) -> None:
    student = "def f(**kwargs): return kwargs\nclass A:\n    def g(self_, **kwargs): return kwargs\na = A()"

    assert grade(student, f"assert f({name}=1) == a.g({name}=1) == {{{name!r}: 1}}").points == {"test": 1}
