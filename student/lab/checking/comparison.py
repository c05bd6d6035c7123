"""Comparing an answer with what is expected: structure first, then numbers, and never a number in the message.

Allowed error: eps * condition * scale, with eps the spacing of float64 at 1 (2.2e-16), `condition` how much the problem
amplifies rounding, and `scale` the largest entry of the part compared (N. Higham, *Accuracy and Stability of Numerical
Algorithms*, chapter 1: forward error <= condition * backward error).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from lab.checking.calls import OpaqueValue

EPS = float(np.finfo(np.float64).eps)
DEFAULT_CONDITION = 1e4


KINDS = {
    bool: "True or False",
    int: "a whole number (int)",
    float: "a single number",
    str: "a text (str)",
    tuple: "a tuple",
    list: "a list",
    dict: "a dictionary",
    np.ndarray: "a NumPy array",
}


def difference(
    found: Any, expected: Any, label: str, parts: Sequence[str] = (), *, condition: float, scale: float | None
) -> str | None:
    """Say in one sentence how `found` differs from `expected`, or None where it does not."""
    if isinstance(expected, (tuple, list)):
        return _sequence(found, expected, label, parts, condition, scale)
    if isinstance(expected, dict):
        return _mapping(found, expected, label, condition, scale)
    return _leaf(found, expected, f"the answer of `{label}`", condition, scale)


def _sequence(
    found: Any,
    expected: Sequence[Any],
    label: str,
    parts: Sequence[str],
    condition: float,
    scale: float | None,
) -> str | None:
    names = [f"`{part}`" for part in parts] or [f"value {i}" for i in range(1, len(expected) + 1)]
    if not isinstance(found, (tuple, list)) or len(found) != len(expected):
        return f"`{label}` should return {len(expected)} values ({', '.join(names)}); yours returned {kind(found)}"
    return _judge(label, list(zip(names, found, expected, strict=False)), condition, scale)


def _mapping(found: Any, expected: dict[str, Any], label: str, condition: float, scale: float | None) -> str | None:
    keys = ", ".join(repr(key) for key in expected)
    if not isinstance(found, dict):
        return f"`{label}` should return a dictionary with the keys {keys}; yours returned {kind(found)}"
    if missing := [key for key in expected if key not in found]:
        return f"`{label}` should return a dictionary with the keys {keys}; {missing[0]!r} is missing"
    if len(found) != len(expected):
        return f"`{label}` should return a dictionary with the keys {keys} and no others"
    rows = [(f"`{key}`", found[key], wanted) for key, wanted in expected.items()]
    return _judge(label, rows, condition, scale)


def _judge(label: str, rows: list[tuple[str, Any, Any]], condition: float, scale: float | None) -> str | None:
    """Name the parts that are wrong and the parts that are right: where to look is half of the answer."""
    verdicts = [(name, _leaf(found, wanted, name, condition, scale)) for name, found, wanted in rows]
    wrong = [text for _, text in verdicts if text]
    if not wrong:
        return None
    right = [name for name, text in verdicts if not text]
    agree = f" ({', '.join(right)} {'agrees' if len(right) == 1 else 'agree'})" if right else ""
    return f"in the answer of `{label}`, {'; '.join(wrong)}{agree}"


def _leaf(found: Any, expected: Any, name: str, condition: float, scale: float | None) -> str | None:
    if isinstance(expected, np.ndarray):
        return _array(found, expected, name, condition, scale)
    if isinstance(expected, (bool, str)) or expected is None:
        fits = type(found) is type(expected)
        return (
            None if fits and found == expected else f"{name} is not right" if fits else _misfit(name, found, expected)
        )
    if isinstance(expected, int):
        return _whole(found, expected, name)
    if isinstance(expected, (tuple, list, dict)):
        return difference(found, expected, name.strip("`"), condition=condition, scale=scale)
    number = _scalar(found)
    if number is None:
        return _misfit(name, found, expected)
    return _array(np.array(number), np.array(float(expected)), name, condition, scale)


def _whole(found: Any, expected: int, name: str) -> str | None:
    if isinstance(found, bool) or not isinstance(found, int):
        return _misfit(name, found, expected)
    return None if found == expected else f"{name} is not right"


def _array(found: Any, expected: np.ndarray[Any, Any], name: str, condition: float, scale: float | None) -> str | None:
    if not isinstance(found, np.ndarray) or found.dtype.kind not in "biufc":
        return _misfit(name, found, expected)
    if found.shape != expected.shape:
        return f"{name} should have the shape {expected.shape}; yours has the shape {found.shape}"
    if found.dtype.kind == "c":
        return f"{name} should hold real numbers; yours are complex"
    wrong = ~close(found, expected, condition, scale)
    if not wrong.any():
        return None
    return f"{name} is not right" + (_places(wrong) if expected.ndim else "")


def close(
    found: np.ndarray[Any, Any], expected: np.ndarray[Any, Any], condition: float, scale: float | None = None
) -> np.ndarray[Any, Any]:
    """Entry by entry, whether the numbers agree; nan agrees with nan, inf with inf of the same sign."""
    target = np.asarray(expected, dtype=float)
    finite = target[np.isfinite(target)]
    largest = float(np.max(np.abs(finite))) if finite.size else 0.0
    allowed = EPS * condition * (scale if scale is not None else largest or 1.0)
    return agree_within(np.asarray(found, dtype=float), target, allowed)


def agree_within(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any], allowed: float) -> np.ndarray[Any, Any]:
    """Entry by entry, whether two arrays are no further apart than `allowed`: `np.isclose` in a quarter of its time."""
    with np.errstate(invalid="ignore", over="ignore"):
        within: np.ndarray[Any, Any] = np.abs(one - other) <= allowed
    if not within.all():
        within |= (one == other) | (np.isnan(one) & np.isnan(other))  # inf - inf is nan, and nan is not near to nan
    return within


def _places(wrong: np.ndarray[Any, Any]) -> str:
    if wrong.all():
        return " in any of its entries" if wrong.size > 1 else ""
    first = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = str(first[0]) if len(first) == 1 else str(first)
    return f" in {int(wrong.sum())} of its {wrong.size} entries, the first at index {place}"


def _scalar(found: Any) -> float | None:
    if isinstance(found, np.ndarray) and found.shape == () and found.dtype.kind in "iuf":
        return float(found)
    if isinstance(found, bool) or not isinstance(found, (int, float)):
        return None
    try:
        return float(found)
    except OverflowError:
        return float("inf") if found > 0 else float("-inf")


def _misfit(name: str, found: Any, expected: Any) -> str:
    return f"{name} should be {KINDS.get(type(expected), 'a single number')}; yours is {kind(found)}"


def kind(value: Any) -> str:
    """What a value is, in words a beginner knows."""
    if value is None:
        return "nothing (None)"
    if isinstance(value, OpaqueValue):
        return f"an object of the class {value.name}"
    if isinstance(value, np.ndarray):
        return f"an array of the shape {value.shape}"
    if isinstance(value, (tuple, list)):
        return f"a {type(value).__name__} of {len(value)} value{'s' * (len(value) != 1)}"
    return KINDS.get(type(value), f"a {type(value).__name__}")
