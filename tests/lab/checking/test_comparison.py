"""Answers are compared by structure, then by numbers within rounding error; messages hold no expected number."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab.checking.comparison import difference


def message(actual: Any, expected: Any, *, condition: float = 1e4, scale: float | None = None) -> str | None:
    mismatch = difference(actual, expected, "f", ("a", "b"), condition=condition, scale=scale)
    return mismatch.text if mismatch else None


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0),
        (1, 1.0),
        (np.array(1.0), 1.0),
        (1.0 + 1e-15, 1.0),
        ((1.0, 2.0), (1.0, 2.0)),
        ([1.0, 2.0], (1.0, 2.0)),
        ({"w": 1.0}, {"w": 1.0}),
        (np.arange(3), np.arange(3.0)),
        (np.array([np.nan, np.inf, -np.inf]), np.array([np.nan, np.inf, -np.inf])),
        (5, 5),
        (True, True),
        ("diverging", "diverging"),
    ],
    ids=repr,
)
def test_values_that_agree_have_no_difference(actual: Any, expected: Any) -> None:
    assert message(actual, expected) is None


@pytest.mark.parametrize(
    ("actual", "expected", "words"),
    [
        (2.0, 1.0, "the answer of `f` is not right"),
        (None, 1.0, "should be a single number; yours is nothing (None)"),
        (True, 1.0, "should be a single number; yours is True or False"),
        (np.ones(1), 1.0, "should be a single number; yours is an array of the shape (1,)"),
        (np.ones((3, 1)), np.ones(3), "should have the shape (3,); yours has the shape (3, 1)"),
        ([1.0, 2.0], np.ones(2), "should be a NumPy array; yours is a list of 2 values"),
        (5.0, 5, "should be a whole number (int); yours is a single number"),
        (1, True, "should be True or False; yours is a whole number (int)"),
        ((1.0,), (1.0, 2.0), "should return 2 values (`a`, `b`); yours returned a tuple of 1 value"),
        ((2.0, 2.0), (1.0, 2.0), "`a` is not right (`b` agrees)"),
        ({"w": 1.0}, {"w": 1.0, "b": 2.0}, "'b' is missing"),
        ({"w": 1.0, "x": 2.0}, {"w": 1.0}, "no others"),
        (np.array([1.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0]), "1 of its 3 entries, the first at index 2"),
        (np.array([1j, 1j]), np.array([1.0, 1.0]), "real numbers; yours are complex"),
        (np.nan, 1.0, "the answer of `f` is nan"),
        (-np.inf, 1.0, "the answer of `f` is inf"),
        (np.array([np.nan]), np.array([1.0]), "the answer of `f` is nan"),
        (np.array([np.nan, np.nan]), np.ones(2), "the answer of `f` is nan in all of its entries"),
        (np.array([2.0, np.inf, 1.0]), np.ones(3), "is inf in 1 of its 3 entries, the first at index 1"),
        (
            np.array([[1.0, np.inf], [np.nan, 2.0]]),
            np.ones((2, 2)),
            "is nan or inf in 2 of its 4 entries, the first at",
        ),
        ((1.0, np.nan), (2.0, 2.0), "`a` is not right; `b` is nan"),
        (np.array([np.nan, 2.0]), np.array([np.nan, 1.0]), "is not right in 1 of its 2 entries, the first at index 1"),
        ("stalled", "diverging", "is not right"),
    ],
    ids=str,
)
def test_a_difference_is_described(actual: Any, expected: Any, words: str) -> None:
    assert words in (message(actual, expected) or "")


def test_a_number_that_is_not_finite_has_a_hint_for_checks_that_have_none() -> None:
    for actual, expected in ((np.nan, 1.0), (np.array([1.0, np.inf]), np.ones(2)), ((np.nan, 1.0), (1.0, 1.0))):
        mismatch = difference(actual, expected, "f", ("a", "b"), condition=1e4, scale=None)
        assert mismatch is not None
        assert mismatch.hint == ""
        assert mismatch.default_hint == "Print the numbers on the way to your answer: where is the first nan or inf?"


@given(st.floats(1e3, 1e6), st.floats(1e3, 1e6))
def test_a_message_never_holds_an_expected_number(actual: float, expected: float) -> None:
    words = message((actual, 1.0), (expected, 1.0)) or ""

    assert not any(character.isdigit() for character in words)


def test_the_allowed_error_is_proportional_to_the_condition() -> None:
    assert message(1.0 + 1e-9, 1.0, condition=1e4) is not None
    assert message(1.0 + 1e-9, 1.0, condition=1e8) is None


def test_the_scale_is_the_largest_entry_unless_another_is_given() -> None:
    assert message(np.array([1e-12, 1e3]), np.array([0.0, 1e3])) is None
    assert message(np.array([1e-12, 1e3]), np.array([0.0, 1e3]), scale=1.0) is None
    assert message(np.array([1e-9, 1e3]), np.array([0.0, 1e3]), scale=1.0) is not None


def test_single_precision_is_not_enough() -> None:
    assert message(float(np.float32(0.1)), 0.1) is not None
