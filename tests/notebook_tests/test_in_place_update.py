"""Arguments that the student's code changes in place change in the test, too."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.notebook_tests.in_place_update import differs
from tests.notebook_tests.builders import Grade, require_the_point_for_the_work_only

SAME = {
    "numbers": (1.5, 1.5),
    "no number": (float("nan"), float("nan")),
    "lists": ([1, [2.0]], [1, [2.0]]),
    "arrays": (np.array([1.0, np.nan]), np.array([1.0, np.nan])),
    "objects": (np.array([[1], None], dtype=object), np.array([[1], None], dtype=object)),
}
CHANGED = {
    "a number": (1.5, 0.0),
    "a nested list": ([1, [2.0]], [1, [0.0]]),
    "an array": (np.ones(2), np.zeros(2)),
    "its shape": (np.ones(2), np.ones((1, 2))),
    "an array of objects": (np.array([[1], None], dtype=object), np.array([[2], None], dtype=object)),
    "a dictionary": ({"a": 1}, {"a": 2}),
    "the order of a dictionary": ({"a": 1, "b": 1}, {"b": 1, "a": 1}),
    "a set": ({1}, {2}),
}


@pytest.mark.parametrize("case", SAME)
def test_equal_copies_do_not_differ(case: str) -> None:
    assert not differs(*SAME[case])


@pytest.mark.parametrize("case", CHANGED)
def test_changed_copies_differ(case: str) -> None:
    assert differs(*CHANGED[case])


CASES = {
    "a list changed in place": """
        def f(items): items.append(items.pop(0))
        --
        items = [1, 2, 3]
        f(items)
        assert items == [2, 3, 1]
    """,
    "a row changed in place": """
        def f(rows): rows[0][0] = 9
        --
        row = [1]
        f([row])
        assert row == [9]
    """,
    "an array changed in place": """
        def f(a): a[0] = 5
        --
        import numpy as np
        a = np.zeros(2)
        f(a)
        assert a[0] == 5
    """,
    "a generator of random numbers": """
        import numpy as np
        def f(rng): return rng.normal()
        --
        import numpy as np
        rng = np.random.default_rng(1)
        other = np.random.default_rng(1)
        assert f(rng) == other.normal()
        assert rng.normal() == other.normal()
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


@pytest.mark.parametrize("case", CASES)
def test_the_tests_argument_changes(case: str, grade: Grade) -> None:
    require_the_point_for_the_work_only(grade, CASES[case])
