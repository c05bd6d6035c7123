"""Operators on answers: in a check, `2.0 - a` calls the student's own `-` and returns another answer."""

from __future__ import annotations

from typing import Any

OPERATOR_LABELS = {
    "__add__": "value + other",
    "__radd__": "number + value",
    "__sub__": "value - other",
    "__rsub__": "number - value",
    "__mul__": "value * other",
    "__rmul__": "number * value",
    "__truediv__": "value / other",
    "__rtruediv__": "number / value",
    "__pow__": "value ** number",
    "__neg__": "-value",
}
"""How messages show the operation."""


class Operators:
    """Passes Python's operators on to `_operate`."""

    # Makes NumPy's numbers, too, leave an operator to the answer on their right.
    __array_ufunc__ = None

    def _operate(self, operator: str, *operands: Any) -> Any:
        raise NotImplementedError

    def __add__(self, other: Any) -> Any:
        return self._operate("__add__", other)

    def __radd__(self, number: Any) -> Any:
        return self._operate("__radd__", number)

    def __sub__(self, other: Any) -> Any:
        return self._operate("__sub__", other)

    def __rsub__(self, number: Any) -> Any:
        return self._operate("__rsub__", number)

    def __mul__(self, other: Any) -> Any:
        return self._operate("__mul__", other)

    def __rmul__(self, number: Any) -> Any:
        return self._operate("__rmul__", number)

    def __truediv__(self, other: Any) -> Any:
        return self._operate("__truediv__", other)

    def __rtruediv__(self, number: Any) -> Any:
        return self._operate("__rtruediv__", number)

    def __pow__(self, number: Any) -> Any:
        return self._operate("__pow__", number)

    def __neg__(self) -> Any:
        return self._operate("__neg__")
