"""Containers are rebuilt with every leaf converted."""

from __future__ import annotations

from typing import NamedTuple

from lab.checking.calls import map_leaves


class Point(NamedTuple):
    """A tuple of a student's own class."""

    x: float
    y: float


def test_leaves_of_nested_containers_are_converted() -> None:
    assert map_leaves([1, (2, {"a": 3})], str) == ["1", ("2", {"a": "3"})]


def test_tuples_of_other_classes_become_tuples() -> None:
    assert type(map_leaves(Point(1.0, 2.0), str)) is tuple


def test_a_leaf_by_itself_is_converted() -> None:
    assert map_leaves(1, str) == "1"
