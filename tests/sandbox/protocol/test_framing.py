"""Plain data crosses the wire unchanged; everything else is refused in words, and no bytes can do harm."""

from __future__ import annotations

import collections
import contextlib
import enum
import io
import json
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.protocol import framing
from autograder.sandbox.protocol.decoder import Decoder
from autograder.sandbox.protocol.encoder import Encoder

LIMIT = 1 << 20


def frame(value: Any) -> bytes:
    encoder = Encoder(lambda item: {"h": [0, type(item).__name__]}, LIMIT)
    tree = encoder.encode(value)
    return b"".join(framing.pack_frame({"value": tree}, encoder.buffers, LIMIT))


def in_pieces(raw: bytes, most: int) -> Callable[[int], bytes]:
    """What a socket does: at most `most` bytes a time, and a complaint instead of an end."""
    stream = io.BytesIO(raw)

    def some(size: int) -> bytes:
        piece = stream.read(min(size, most))
        if not piece:
            raise framing.FrameError("truncated")
        return piece

    return some


def unframe(raw: bytes, layouts: bool = False, most: int = 1 << 20) -> Any:
    tree, buffers = framing.receive_frame(in_pieces(raw, most), LIMIT)
    decoder = Decoder(buffers, lambda what: what, layouts)
    value = decoder.decode(framing.require_type(framing.parse_tree(tree), dict).get("value"))
    decoder.finish()
    return value


def there_and_back(value: Any) -> Any:
    return unframe(frame(value))


def same(one: Any, other: Any) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return bool(one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes())
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, float):
        return (math.isnan(one) and math.isnan(other)) or (
            one == other and math.copysign(1, one) == math.copysign(1, other)
        )
    return bool(one == other)


numbers = st.integers() | st.integers(-(2**4000), 2**4000) | st.floats() | st.complex_numbers()
texts = st.text() | st.text(min_size=300, max_size=400) | st.binary()
dtypes = arrays.boolean_dtypes() | arrays.integer_dtypes(endianness="<") | arrays.floating_dtypes(endianness="<")
data = arrays.arrays(dtypes, arrays.array_shapes(min_dims=0, min_side=0, max_dims=4))
leaves = st.none() | st.booleans() | numbers | texts | data
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(values)
def test_plain_data_comes_back_as_it_went(value: Any) -> None:
    assert same(there_and_back(value), value)


@pytest.mark.parametrize(
    ("value", "plain"),
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
def test_subclasses_and_numpy_scalars_become_base_types(value: Any, plain: Any) -> None:
    back = there_and_back(value)

    assert back == plain
    assert type(back) is type(plain)


def test_tricks_of_a_subclass_stay_behind() -> None:
    class Liar(float):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = float.__hash__

        def __float__(self) -> float:
            return 42.0

    assert there_and_back([Liar(1.5)]) == [1.5]


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6.0)[::2],
        np.arange(6).reshape(2, 3).T,
        np.broadcast_to(1.0, (2, 3)),
        np.array(5.0),
        np.arange(3.0)[::-1],
    ],
    ids=["strided", "transposed", "broadcast", "zero-dimensional", "reversed"],
)
def test_decoded_arrays_are_fresh_writable_and_contiguous(array: Any) -> None:
    back = there_and_back(array)

    assert back.flags.c_contiguous
    assert back.flags.writeable
    assert back.flags.owndata
    assert np.array_equal(back, array)
    assert back.shape == array.shape


def test_a_child_gets_arrays_with_the_layout_they_had() -> None:
    strided, fortran, frozen = np.arange(6.0)[::2], np.asfortranarray(np.ones((2, 3))), np.arange(3)
    frozen.flags.writeable = False
    one, two, three = unframe(frame([strided, fortran, frozen]), layouts=True)

    assert not one.flags.c_contiguous
    assert np.array_equal(one, strided)
    assert two.flags.f_contiguous
    assert not two.flags.c_contiguous
    assert not three.flags.writeable


def _endless() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "reason"),
    [(_endless(), "nested"), (10**6000, "integer"), (np.zeros(LIMIT), "larger"), ("x" * 2 * LIMIT, "larger")],
    ids=["a list in itself", "a gigantic integer", "a large array", "a long text"],
)
def test_what_cannot_cross_is_refused_with_a_reason(value: Any, reason: str) -> None:
    with pytest.raises(framing.EncodingError, match=reason):
        frame(value)


@pytest.mark.parametrize(
    "value",
    [object(), {1: 2}, np.array([None]), np.array(["a"]), {1, 2}, print],
    ids=lambda value: type(value).__name__,
)
def test_everything_else_is_a_handle(value: Any) -> None:
    assert isinstance(there_and_back(value), framing.Handle)


def test_lone_surrogates_become_replacement_characters() -> None:
    assert there_and_back("\ud800") == "\ufffd"


HOSTILE = {
    "no JSON": b"{",
    "deep JSON": b"[" * 200_000,
    "a deep value": json.dumps({"value": eval("[" * 70 + "]" * 70)}).encode(),
    "a huge number": b'{"value": ' + b"9" * 10_000 + b"}",
    "an unknown tag": b'{"value": {"x": 1}}',
    "two tags": b'{"value": {"t": [], "d": {}}}',
    "a dtype that runs code": b'{"value": {"a": ["O", [1], "C", true]}}',
    "a structured dtype": b'{"value": {"a": ["f8,f8", [1], "C", true]}}',
    "a negative side": b'{"value": {"a": ["<f8", [-1], "C", true]}}',
    "a gigantic shape": b'{"value": {"a": ["<f8", [1000000000, 1000000000], "C", true]}}',
    "empty and gigantic": b'{"value": {"a": ["<f8", [0, 1099511627775, 1099511627775], "C", true]}}',
    "a boolean side": b'{"value": {"a": ["<f8", [true], "C", true]}}',
    "bytes that are not there": b'{"value": {"b": 5}}',
    "a negative length": b'{"value": {"b": -5}}',
    "a fractional length": b'{"value": {"b": 0.5}}',
    "an integer of letters": b'{"value": {"i": "0xzz"}}',
    "a complex text": b'{"value": {"c": ["1", "2"]}}',
    "a handle with a text": b'{"value": {"h": ["0", "x"]}}',
    "three million commas": b'{"value": [' + b"0," * 3_000_001 + b"0]}",
    "not an object": b"[]",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_frame_is_a_frame_error(text: bytes) -> None:
    with pytest.raises(framing.FrameError):
        unframe_large(text)


def unframe_large(text: bytes) -> Any:
    decoder = Decoder(memoryview(b""), lambda what: what)
    return decoder.decode(framing.require_type(framing.parse_tree(text), dict)["value"])


@pytest.mark.parametrize("most", [1, 5, 8, 9, 4096])
def test_a_frame_arrives_whole_in_whatever_pieces_it_comes(most: int) -> None:
    value = [np.arange(50_000.0), "x" * 300]

    assert same(unframe(frame(value), most=most), value)


@pytest.mark.parametrize("most", [1, 9, 1 << 20])
def test_a_lying_length_is_refused_before_anything_is_allocated(most: int) -> None:
    with pytest.raises(framing.FrameError, match="larger"):
        framing.receive_frame(in_pieces(framing.HEADER.pack(2**32 - 1, 2**32 - 1) + b"x" * 20, most), LIMIT)


def test_whatever_comes_behind_a_frame_is_refused() -> None:
    with pytest.raises(framing.FrameError, match="after the end"):
        unframe(frame(1) + b"x")


def test_bytes_that_belong_to_no_value_are_refused() -> None:
    decoder = Decoder(memoryview(b"left over"), lambda what: what)

    with pytest.raises(framing.FrameError):
        decoder.finish()


@given(values, st.data())
def test_a_damaged_frame_is_read_or_refused_but_never_crashes(value: Any, choose: st.DataObject) -> None:
    raw = bytearray(frame(value))
    for _ in range(choose.draw(st.integers(1, 4))):
        raw[choose.draw(st.integers(0, len(raw) - 1))] = choose.draw(st.integers(0, 255))
    with contextlib.suppress(framing.FrameError):
        unframe(bytes(raw))
