"""Values that cross between a test and the student's code keep their type and value."""

from __future__ import annotations

import tracemalloc

import pytest

from autograder.notebook_tests.serialization import Serializer
from tests.notebook_tests.builders import Grade, require_the_point_for_the_work_only

CASES = {
    "a list": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        assert squares(3) == [1, 4, 9]
    """,
    "an array": """
        import numpy as np
        def f(a): return a * 2
        --
        import numpy as np
        np.testing.assert_array_equal(f(np.arange(3)), [0, 2, 4])
    """,
    "the type of a NumPy scalar": """
        import numpy as np
        def f(): return np.float64(1)
        --
        import numpy as np
        assert type(f()) is np.float64
    """,
    "an array of strings": """
        import numpy as np
        def f(): return np.array(['a', 'b'])
        --
        assert f().tolist() == ['a', 'b']
    """,
    "a set": """
        def f(x): return {x, 2}
        --
        assert f(1) == {1, 2}
    """,
    "a dictionary with numbers for keys": """
        def f(): return {1: 'a', (2, 3): None}
        --
        assert f() == {1: 'a', (2, 3): None}
    """,
    "a counter": """
        from collections import Counter
        def f(s): return Counter(s)
        --
        from collections import Counter
        assert f('aab') == Counter(a=2, b=1) and f('aab').most_common(1) == [('a', 2)]
    """,
    "a named tuple": """
        from collections import namedtuple
        P = namedtuple('P', 'x y')
        def f(): return P(1, 2)
        --
        assert f().x == 1 and f() == (1, 2)
    """,
    "a fraction": """
        from fractions import Fraction
        def f(x): return x + Fraction(1, 2)
        --
        from fractions import Fraction
        assert f(Fraction(1, 2)) == 1
    """,
    "a variable": """
        answer = 42
        --
        assert answer == 42 and isinstance(answer, int)
    """,
    "a hash of a string": """
        def squares(n):
            if n < 1:
                raise ValueError('too small')
            return [i * i for i in range(1, n + 1)]
        --
        from hashlib import sha1
        assert sha1(str(type(squares(1))).encode()).hexdigest() == sha1(b"<class 'list'>").hexdigest()
    """,
}
"""By what a test uses: the student's cell and, below the dashes, the test."""


@pytest.mark.parametrize("case", CASES)
def test_a_value_means_the_same_to_the_test(case: str, grade: Grade) -> None:
    require_the_point_for_the_work_only(grade, CASES[case])


def test_a_value_that_contains_itself_needs_manual_grading(grade: Grade) -> None:
    graded = grade("def f(x): return x", "x = []\nx.append(x)\nf(x)")

    assert "nested too deep, or contains itself" in graded.result.manual_grading["test"]


FORGED = {
    "texts of a gigantic type": ("texts", ("U75000000", [1], ["a"])),
    "texts of a type that is none": ("texts", ("O", [1], ["a"])),
    "bytes of a gigantic length": ("bytearray", 30_000_000_000),
    "a named tuple of many fields": ("named", ("Name", [f"f{i}" for i in range(10_000)], [("plain", 0)] * 10_000)),
    "a dtype of many fields": ("dtype", [("name", "f8")]),
}


@pytest.mark.parametrize("value", FORGED.values(), ids=FORGED)
def test_a_forged_value_of_a_few_bytes_takes_no_memory(value: object) -> None:
    serializer = Serializer(lambda item: ("object", item), lambda content: content)
    tracemalloc.start()

    with pytest.raises(ValueError, match=r"it is|it has|its type"):
        serializer.deserialize(value)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1 << 20
