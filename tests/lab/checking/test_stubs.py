"""A stub is told from work that has begun, whatever else stands in the cell."""

from __future__ import annotations

import pytest
from lab.checking.stubs import is_stub

STUB = '''def mse(y, p):
    """Mean of squares."""
    # YOUR CODE HERE
    raise NotImplementedError()
'''


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (STUB, True),
        (STUB.replace("# YOUR CODE HERE\n    ", ""), True),
        (STUB.replace("NotImplementedError()", "NotImplementedError"), True),
        ("def helper():\n    raise NotImplementedError()\n\ndef mse(y, p):\n    return helper()", False),
        (STUB.replace("raise NotImplementedError()", "return 1.0"), False),
        (STUB.replace("# YOUR", "d = y - p\n    # YOUR"), False),
        ("class mse:\n    def fit(self):\n        # YOUR CODE HERE\n        raise NotImplementedError()", True),
        (STUB + "def (", True),
        ("def mse(:\n    return 1.0", False),
        ("", False),
    ],
)
def test_a_cell_is_a_stub_while_its_function_only_raises(source: str, expected: bool) -> None:
    assert is_stub(source, "mse") is expected
