"""Reads answers, which may be anything, as numbers, arrays or parts. What has another type fails the check."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from lab.checking.comparison import (
    COUNT_HINT,
    KEYS_HINT,
    NOT_FINITE_HINT,
    SHAPE_HINT,
    TYPE_HINT,
    is_object_array,
    to_scalar,
    type_label,
)
from lab.checking.failures import expect
from lab.checking.quotation import without_class_names

Floats = npt.NDArray[np.float64]

REAL = "iuf"
"""NumPy's kinds of real numbers."""
COUNTS = {2: "two", 3: "three", 4: "four"}


class ReadableAnswer:
    """Adds methods to a class with a `value`; each returns the value in one form, or fails the check."""

    _name = ""

    @property
    def value(self) -> Any:
        """The value as plain data."""
        raise NotImplementedError

    def number(self, name: str = "", *, finite: bool = True, message: str = "", hint: str | None = None) -> float:
        """Return the value as one real number, not inf or nan unless `finite` is False.

        Messages call it `name`; `message` replaces what is said of anything else, and `hint` is shown for an array.
        """
        name = name or self._name
        message = message or (
            f"{name} should be a single ordinary number" if name else "one ordinary number should come back"
        )
        number = to_scalar(self.value)
        expect(_is_number(number), message, hint=(hint or SHAPE_HINT) if is_array(number) else TYPE_HINT)
        expect(np.isfinite(number) or not finite, message, hint=NOT_FINITE_HINT)
        return float(number)

    def integer(self, name: str = "", *, hint: str | None = None) -> int:
        """Return the value as a whole number of type int."""
        number = to_scalar(self.value)
        fits = type(number) is int and abs(number) < 2**63
        expect(fits, f"{name or self._name or 'the answer'} should be a whole number (int)", hint=hint or TYPE_HINT)
        return int(number)

    def truth(self, name: str = "") -> bool:
        """Return the value as True or False."""
        value = to_scalar(self.value)
        expect(type(value) is bool, f"{name or self._name or 'the answer'} should be True or False", hint=TYPE_HINT)
        return bool(value)

    def array(
        self,
        shape: tuple[int, ...],
        name: str = "",
        *,
        finite: bool = False,
        message: str = "",
        hint: str | None = None,
    ) -> Floats:
        """Return the value as an array of real numbers of this shape; with `finite`, none of them inf or nan.

        `message` replaces what is said of another type or shape; `hint` is shown for another shape.
        """
        name = name or self._name or "the answer"
        array = self.value
        required = f"{name} should be a NumPy array of real numbers; yours is"
        types, public_types = f"{required} {type_label(array)}", f"{required} {type_label(without_class_names(array))}"
        if message and not is_object_array(array):
            types = public_types = message
        expect(is_array(array), types, hint=TYPE_HINT, public_message=public_types)
        shapes = f"{name} should have the shape {shape}; yours has the shape {array.shape}"
        expect(array.shape == shape, message or shapes, hint=hint or SHAPE_HINT)
        with np.errstate(over="ignore"):  # a long double may be larger than any float
            numbers = np.asarray(array, dtype=np.float64)
        expect(
            not finite or np.isfinite(numbers).all(),
            f"{name} should hold ordinary numbers, not inf or nan",
            hint=NOT_FINITE_HINT,
        )
        return numbers

    def parts(self, *names: str, hint: str | None = None) -> tuple[Part, ...]:
        """Return the parts of a tuple or list, each to be read by itself."""
        several = isinstance(self.value, (tuple, list)) and len(self.value) == len(names)
        count = COUNTS.get(len(names), len(names))
        expect(several, f"{count} values should come back, in this order: {', '.join(names)}", hint=hint or COUNT_HINT)
        return tuple(Part(part, f"`{name}`") for part, name in zip(self.value, names, strict=True))

    def numbers(self, *names: str, hint: str | None = None) -> tuple[float, ...]:
        """Return the parts of a tuple or list, each as one real number."""
        return tuple(part.number(hint=hint) for part in self.parts(*names))

    def mapping(self, *keys: str) -> dict[str, Part]:
        """Return the values of a dictionary with exactly these keys, each to be read by itself."""
        listed = ", ".join(map(repr, keys))
        matches = isinstance(self.value, dict) and self.value.keys() == set(keys)
        hint = KEYS_HINT if isinstance(self.value, dict) else TYPE_HINT
        expect(matches, f"a dictionary with the keys {listed} should come back", hint=hint)
        return {key: Part(self.value[key], repr(key)) for key in keys}


class Part(ReadableAnswer):
    """A part of an answer, with the name that messages call it."""

    def __init__(self, value: Any, name: str) -> None:
        self._value, self._name = value, name

    @property
    def value(self) -> Any:
        """The value as plain data."""
        return self._value


def is_array(value: Any) -> bool:
    """Return whether a value is a NumPy array of real numbers."""
    return isinstance(value, np.ndarray) and value.dtype.kind in REAL


def _is_number(value: Any) -> bool:
    if isinstance(value, int):  # one of hundreds of digits would crash the arithmetic of a check
        return not isinstance(value, bool) and abs(value) < 2**63
    return isinstance(value, float)
