"""Compares an answer with the expected value: structure first, then numbers, and never a number in the message.

Allowed error: eps * condition * scale, with eps the spacing of float64 at 1 (2.2e-16), `condition` how much the problem
amplifies rounding, and `scale` the largest entry of the part compared (N. Higham, *Accuracy and Stability of Numerical
Algorithms*, chapter 1: forward error <= condition * backward error).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lab.checking.calls import OpaqueValue

EPS = float(np.finfo(np.float64).eps)
DEFAULT_CONDITION = 1e4
GUARDED = 1e8
"""Condition that accepts a guard such as `+ 1e-8` below a fraction, and refuses single precision."""
OBJECT_ARRAY = "an array of Python objects (give NumPy a dtype=float)"

TYPE_HINT = "Print `type(...)` of what you return. Which type does the docstring ask for?"
SHAPE_HINT = "Print `.shape` of what you return. Which line of your code decides it?"
KEYS_HINT = "Print the keys of your dictionary. Compare them with the docstring, letter by letter."
NOT_FINITE_HINT = "Print the numbers on the way to your answer: where is the first nan or inf?"
COUNT_HINT = "What stands behind your `return`? Compare it with the values that the docstring names."

TYPE_LABELS = {
    bool: "True or False",
    int: "a whole number (int)",
    float: "a single number",
    str: "a text (str)",
    tuple: "a tuple",
    list: "a list",
    dict: "a dictionary",
    np.ndarray: "a NumPy array",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference in one sentence. One of type, shape or keys has a hint of its own; one of numbers has none.

    `default_hint` is for a check that has no hint.
    """

    text: str
    hint: str = ""
    default_hint: str = ""


def difference(
    actual: Any, expected: Any, label: str, parts: Sequence[str] = (), *, condition: float, scale: float | None
) -> Difference | None:
    """Describe how `actual` differs from `expected`; None where they agree."""
    if isinstance(expected, (tuple, list)):
        return _sequence_difference(actual, expected, label, parts, condition, scale)
    if isinstance(expected, dict):
        return _mapping_difference(actual, expected, label, condition, scale)
    return _leaf_difference(actual, expected, f"the answer of `{label}`", condition, scale)


def _sequence_difference(
    actual: Any,
    expected: Sequence[Any],
    label: str,
    parts: Sequence[str],
    condition: float,
    scale: float | None,
) -> Difference | None:
    names = [f"`{part}`" for part in parts] or [f"value {i}" for i in range(1, len(expected) + 1)]
    if not isinstance(actual, (tuple, list)) or len(actual) != len(expected):
        required = f"`{label}` should return {len(expected)} values ({', '.join(names)})"
        return Difference(f"{required}; yours returned {type_label(actual)}", COUNT_HINT)
    return _part_differences(label, list(zip(names, actual, expected, strict=False)), condition, scale)


def _mapping_difference(
    actual: Any, expected: dict[str, Any], label: str, condition: float, scale: float | None
) -> Difference | None:
    keys = ", ".join(repr(key) for key in expected)
    required = f"`{label}` should return a dictionary with the keys {keys}"
    if not isinstance(actual, dict):
        return Difference(f"{required}; yours returned {type_label(actual)}", TYPE_HINT)
    if missing := [key for key in expected if key not in actual]:
        return Difference(f"{required}; {missing[0]!r} is missing", KEYS_HINT)
    if len(actual) != len(expected):
        return Difference(f"{required} and no others", KEYS_HINT)
    rows = [(f"`{key}`", actual[key], value) for key, value in expected.items()]
    return _part_differences(label, rows, condition, scale)


def _part_differences(
    label: str, rows: list[tuple[str, Any, Any]], condition: float, scale: float | None
) -> Difference | None:
    """Name the wrong parts and also the right ones, which tell a student where not to look."""
    differences = [(name, _leaf_difference(actual, value, name, condition, scale)) for name, actual, value in rows]
    wrong = [part for _, part in differences if part]
    if not wrong:
        return None
    right = [name for name, part in differences if not part]
    agreement = f" ({', '.join(right)} {'agrees' if len(right) == 1 else 'agree'})" if right else ""
    hint = next((part.hint for part in wrong if part.hint), "")
    default_hint = next((part.default_hint for part in wrong if part.default_hint), "")
    text = f"in the answer of `{label}`, {'; '.join(part.text for part in wrong)}{agreement}"
    return Difference(text, hint, default_hint)


def _leaf_difference(actual: Any, expected: Any, name: str, condition: float, scale: float | None) -> Difference | None:
    if isinstance(expected, np.ndarray):
        return _array_difference(actual, expected, name, condition, scale)
    actual = to_scalar(actual)
    if isinstance(expected, (bool, str)) or expected is None:
        if type(actual) is not type(expected):
            return _wrong_type(name, actual, expected)
        return None if actual == expected else Difference(f"{name} is not right")
    if isinstance(expected, int):
        return _integer_difference(actual, expected, name)
    if isinstance(expected, (tuple, list, dict)):
        return difference(actual, expected, name.strip("`"), condition=condition, scale=scale)
    number = _as_float(actual)
    if number is None:
        return _wrong_type(name, actual, expected)
    return _array_difference(np.array(number), np.array(float(expected)), name, condition, scale)


def _integer_difference(actual: Any, expected: int, name: str) -> Difference | None:
    if isinstance(actual, bool) or not isinstance(actual, int):
        return _wrong_type(name, actual, expected)
    return None if actual == expected else Difference(f"{name} is not right")


def _array_difference(
    actual: Any, expected: np.ndarray[Any, Any], name: str, condition: float, scale: float | None
) -> Difference | None:
    if not isinstance(actual, np.ndarray) or actual.dtype.kind not in "biufc":
        return _wrong_type(name, actual, expected)
    if actual.shape != expected.shape:
        shapes = f"{name} should have the shape {expected.shape}; yours has the shape {actual.shape}"
        return Difference(shapes, SHAPE_HINT)
    if actual.dtype.kind == "c":
        return Difference(f"{name} should hold real numbers; yours are complex", TYPE_HINT)
    wrong = ~close(actual, expected, condition, scale)
    if not wrong.any():
        return None
    not_finite = wrong & ~np.isfinite(actual)
    if not_finite.any():
        return Difference(
            f"{name} is {_kind_of(actual[not_finite])}{_entries(not_finite, 'all')}", default_hint=NOT_FINITE_HINT
        )
    return Difference(f"{name} is not right{_entries(wrong, 'any')}")


def close(
    actual: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], condition: float, scale: float | None = None
) -> np.ndarray[Any, Any]:
    """Return for each entry whether the numbers agree; nan agrees with nan, inf with inf of the same sign."""
    target = np.asarray(expected, dtype=float)
    finite = target[np.isfinite(target)]
    largest = float(np.max(np.abs(finite))) if finite.size else 0.0
    tolerance = EPS * condition * (scale if scale is not None else largest or 1.0)
    with np.errstate(over="ignore"):  # a long double may be larger than any float
        numbers = np.asarray(actual, dtype=float)
    return agree_within(numbers, target, tolerance)


def agree_within(a: np.ndarray[Any, Any], b: np.ndarray[Any, Any], tolerance: float) -> np.ndarray[Any, Any]:
    """Return for each entry whether |a - b| <= tolerance, four times as fast as `np.isclose`."""
    with np.errstate(invalid="ignore", over="ignore"):
        agree: np.ndarray[Any, Any] = np.abs(a - b) <= tolerance
    if not agree.all():
        agree |= (a == b) | (np.isnan(a) & np.isnan(b))  # inf - inf and nan - nan are nan, which compares as False
    return agree


def _kind_of(values: np.ndarray[Any, Any]) -> str:
    """Return what numbers that are not finite are."""
    is_nan = np.isnan(values)
    return "nan" if is_nan.all() else "nan or inf" if is_nan.any() else "inf"


def _entries(selected: np.ndarray[Any, Any], all_of_them: str) -> str:
    """Say which entries are selected; nothing about a single one, which has no index to look at."""
    if selected.all():
        return f" in {all_of_them} of its entries" if selected.size > 1 else ""
    first = tuple(int(i) for i in np.argwhere(selected)[0])
    index = str(first[0]) if len(first) == 1 else str(first)
    return f" in {int(selected.sum())} of its {selected.size} entries, the first at index {index}"


def to_scalar(value: Any) -> Any:
    """Return the entry of an array of shape (), which is as good as a scalar; anything else as it is."""
    is_scalar = isinstance(value, np.ndarray) and value.shape == () and value.dtype.kind in "biuf"
    if not is_scalar:
        return value
    return value.item() if value.dtype.itemsize <= 8 else float(value)


def is_object_array(value: Any) -> bool:
    """Return whether a value is a NumPy array of Python objects, or stands for one among data."""
    if isinstance(value, np.ndarray):
        return bool(value.dtype.kind == "O")
    return isinstance(value, OpaqueValue) and value.name == "ndarray of object"


def _as_float(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _wrong_type(name: str, actual: Any, expected: Any) -> Difference:
    required = TYPE_LABELS.get(type(expected), "a single number")
    if isinstance(actual, np.ndarray) and not is_object_array(actual) and isinstance(expected, float):
        return Difference(f"{name} should be {required}; yours is {type_label(actual)}", SHAPE_HINT)
    return Difference(f"{name} should be {required}; yours is {type_label(actual)}", TYPE_HINT)


def type_label(value: Any) -> str:
    """Describe the type of a value in words that a beginner knows."""
    if value is None:
        return "nothing (None)"
    if is_object_array(value):
        return OBJECT_ARRAY
    if isinstance(value, OpaqueValue):
        return f"an object of the class {value.name}" if value.name else "an object of another class"
    if isinstance(value, np.ndarray):
        return f"an array of the shape {value.shape}"
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)} value{'s' * (len(value) != 1)}"
    return TYPE_LABELS.get(type(value), f"a {type(value).__name__}")
