"""Arguments that the student's code changes in place change in the test, too."""

from __future__ import annotations

import pytest

from tests.notebook_tests.builders import Grade, require_the_point_for_the_work_only

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
