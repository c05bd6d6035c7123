"""Plain data is sent unchanged, subclasses as their base types; everything else is a handle or an error."""

from __future__ import annotations

import collections
import enum
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from autograder.sandbox.protocol.framing import EncodingError, Handle
from tests.sandbox.protocol.round_trip import MAX_BYTES, are_same, encode, plain_data, round_trip


@given(plain_data)
def test_plain_data_is_unchanged(value: Any) -> None:
    assert are_same(round_trip(value), value)


@pytest.mark.parametrize(
    ("value", "base_value"),
    [
        (np.float32(0.5), 0.5),
        (np.int8(3), 3),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.longdouble(2), 2.0),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.namedtuple("Pair", "a b")(1, 2), (1, 2)),
        (enum.IntEnum("Color", "RED").RED, 1),
    ],
    ids=lambda value: type(value).__name__,
)
def test_subclasses_and_numpy_scalars_become_base_types(value: Any, base_value: Any) -> None:
    result = round_trip(value)

    assert result == base_value
    assert type(result) is type(base_value)


def test_methods_that_a_subclass_overrides_have_no_effect() -> None:
    class FalseFloat(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = float.__hash__

        def __float__(self) -> float:
            return 42.0

    assert round_trip([FalseFloat(1.5)]) == [1.5]


def list_in_itself() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        pytest.param(list_in_itself(), "nested", id="a list in itself"),
        pytest.param(10**6000, "integer", id="a gigantic integer"),
        pytest.param(np.zeros(MAX_BYTES), "larger", id="a large array"),
        pytest.param("x" * 2 * MAX_BYTES, "larger", id="a long text"),
    ],
)
def test_a_value_that_cannot_be_sent_is_an_error_with_a_reason(value: Any, reason: str) -> None:
    with pytest.raises(EncodingError, match=reason):
        encode(value)


@pytest.mark.parametrize(
    "value",
    [object(), {1: 2}, np.array([None]), np.array(["a"]), {1, 2}, print],
    ids=lambda value: type(value).__name__,
)
def test_everything_else_is_a_handle(value: Any) -> None:
    assert isinstance(round_trip(value), Handle)
