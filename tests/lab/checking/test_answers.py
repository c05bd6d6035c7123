"""Answers read as numbers, arrays and parts: what has another type fails the check with a message for students."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab.checking.answers import ReadableAnswer
from lab.checking.api import CheckFailed, Student
from lab.checking.comparison import TYPE_HINT
from lab.checking.local_caller import LocalCaller


def answer(value: Any) -> ReadableAnswer:
    """The answer of a function that returns this value."""
    return Student(LocalCaller({"f": lambda: value})).f()


@pytest.mark.parametrize("value", [3, 3.0, np.float64(3.0), np.array(3.0)])
def test_a_number_may_be_an_int_a_float_or_an_array_without_axes(value: Any) -> None:
    assert answer(value).number() == 3.0


@pytest.mark.parametrize("value", [np.inf, np.nan, True, "3", [3.0], np.array([3.0]), 10**400, 3j])
def test_anything_else_is_no_number(value: Any) -> None:
    with pytest.raises(CheckFailed, match="one ordinary number should come back"):
        answer(value).number()


def test_a_number_may_be_infinite_where_a_check_allows_it() -> None:
    assert answer(np.inf).number(finite=False) == np.inf
    with pytest.raises(CheckFailed, match="the rate should be a single ordinary number"):
        answer(np.inf).number("the rate")


@pytest.mark.parametrize("dtype", ["i1", "i8", "u1", "u8", "f2", "f4", "f8", "g"])
def test_an_array_without_axes_is_a_number_whatever_its_dtype(dtype: str) -> None:
    value = np.array(3, dtype=dtype)

    assert answer(value).number() == 3.0
    answer(value).should_equal(3.0)
    if value.dtype.kind in "iu":
        assert answer(value).integer() == 3
        answer(value).should_equal(3)


def test_a_truth_may_be_an_array_without_axes() -> None:
    assert answer(np.array(True)).truth() is True
    answer((1.0, np.array(False))).should_equal((1.0, False))
    with pytest.raises(CheckFailed, match="the answer should be True or False"):
        answer(1).truth()


def test_a_long_double_beyond_every_float_is_no_ordinary_number() -> None:
    huge = np.array("1e400", dtype="g")
    with pytest.raises(CheckFailed, match="one ordinary number"):
        answer(huge).number()
    with pytest.raises(CheckFailed, match="not inf or nan"):
        answer(huge[None]).array((1,), finite=True)
    with pytest.raises(CheckFailed, match="not right"):
        answer(huge[None]).should_equal(np.array([1.0]))


@pytest.mark.parametrize("value", [np.array([1, None]), np.array([1.0, 2.0], dtype=object)])
def test_an_array_of_objects_is_refused_with_a_word_on_its_dtype(value: Any) -> None:
    readers: tuple[Callable[[ReadableAnswer], object], ...] = (
        lambda a: a.array((2,), message="other words"),
        lambda a: a.should_equal(np.ones(2)),  # type: ignore[attr-defined]
    )
    for read in readers:
        with pytest.raises(CheckFailed, match=r"an array of Python objects .*dtype=float"):
            read(answer(value))
    with pytest.raises(CheckFailed, match=r"`w`.*an array of Python objects .*dtype=float"):
        answer((value, 1.0)).parts("w", "b")[0].array((2,), message="other words")


@pytest.mark.parametrize("value", [2.0, True, 10**400, np.array(2.0), np.array([2])])
def test_an_integer_is_of_type_int(value: Any) -> None:
    assert answer(2).integer() == 2
    with pytest.raises(CheckFailed, match="the answer should be a whole number"):
        answer(value).integer()


def test_an_array_comes_back_as_floats() -> None:
    array = answer(np.array([[1, 2]])).array((1, 2))

    assert array.dtype == np.float64
    assert array.tolist() == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([1.0, 2.0], "the answer should be a NumPy array of real numbers"),
        (np.array([1j, 2.0]), "the answer should be a NumPy array of real numbers"),
        (np.ones(3), r"the answer should have the shape \(2,\); yours has the shape \(3,\)"),
        (np.array([1.0, np.nan]), "the answer should hold ordinary numbers, not inf or nan"),
    ],
)
def test_an_array_of_another_type_shape_or_content_fails(value: Any, message: str) -> None:
    with pytest.raises(CheckFailed, match=message):
        answer(value).array((2,), finite=True)


def test_a_check_may_word_the_message_itself() -> None:
    with pytest.raises(CheckFailed, match="one error for each h") as caught:
        answer(np.ones(3)).array((2,), message="one error for each h", hint="Count them.")
    assert caught.value.hint == "Count them."


def test_parts_are_read_one_by_one_under_their_names() -> None:
    w, b = answer((np.ones(2), np.nan)).parts("w", "b")

    assert w.array((2,)).tolist() == [1.0, 1.0]
    with pytest.raises(CheckFailed, match="`b` should be a single ordinary number"):
        b.number()


@pytest.mark.parametrize("value", [(1.0,), (1.0, 2.0, 3.0), {"w": 1.0, "b": 2.0}, np.ones(2)])
def test_another_number_of_parts_fails_and_lists_them(value: Any) -> None:
    with pytest.raises(CheckFailed, match="two values should come back, in this order: w, b"):
        answer(value).parts("w", "b")


def test_a_mapping_has_exactly_the_keys() -> None:
    parts = answer({"b": 2.0, "w": 1.0}).mapping("w", "b")

    assert [part.number() for part in parts.values()] == [1.0, 2.0]
    for value in ({"w": 1.0}, {"w": 1.0, "b": 2.0, "c": 3.0}, [1.0, 2.0]):
        with pytest.raises(CheckFailed, match="a dictionary with the keys 'w', 'b' should come back"):
            answer(value).mapping("w", "b")


@pytest.mark.parametrize(("value", "hint"), [(np.ones(3), "Count them."), ([1.0, 2.0], TYPE_HINT), ("two", TYPE_HINT)])
def test_the_hint_of_a_check_belongs_to_a_wrong_shape(value: Any, hint: str) -> None:
    result = answer(value)
    for read in (lambda: result.array((2,), hint="Count them."), lambda: result.number(hint="Count them.")):
        with pytest.raises(CheckFailed) as caught:
            read()
        assert caught.value.hint == hint
