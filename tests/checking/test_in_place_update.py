"""Mutable values get the content that came back, and whether that is another one is noticed."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checking.in_place_update import differs, update_in_place

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


def test_an_array_a_list_and_a_generator_get_new_content_and_stay_the_same_objects() -> None:
    array, items, rng = np.zeros(2), [[1], 2], np.random.default_rng(1)
    row, advanced = items[0], np.random.default_rng(1)
    advanced.normal()
    for old, new in ((array, np.array([5.0, 0.0])), (items, [[9], 3, 4]), (rng, advanced)):
        update_in_place(old, new)

    assert array.tolist() == [5.0, 0.0]
    assert items == [[9], 3, 4]
    assert items[0] is row
    assert rng.normal() == advanced.normal()


def test_a_read_only_array_and_a_value_of_another_type_stay_as_they_are() -> None:
    array, items = np.zeros(2), [1]
    array.flags.writeable = False
    update_in_place(array, np.ones(2))
    update_in_place(items, (2,))

    assert array.tolist() == [0.0, 0.0]
    assert items == [1]
