"""A frame is decoded into fresh values or refused; no bytes do any harm."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.protocol import framing
from autograder.sandbox.protocol.decoder import Decoder
from tests.sandbox.protocol.round_trip import decode, encode, plain_data, round_trip


@pytest.mark.parametrize(
    "array",
    [
        pytest.param(np.arange(6.0)[::2], id="strided"),
        pytest.param(np.arange(6).reshape(2, 3).T, id="transposed"),
        pytest.param(np.broadcast_to(1.0, (2, 3)), id="broadcast"),
        pytest.param(np.array(5.0), id="zero-dimensional"),
        pytest.param(np.arange(3.0)[::-1], id="reversed"),
    ],
)
def test_decoded_arrays_are_fresh_writable_and_contiguous(array: Any) -> None:
    result = round_trip(array)

    assert result.flags.c_contiguous
    assert result.flags.writeable
    assert result.flags.owndata
    assert np.array_equal(result, array)
    assert result.shape == array.shape


def test_arrays_keep_their_layout_where_that_is_asked_for() -> None:
    strided, fortran, read_only = np.arange(6.0)[::2], np.asfortranarray(np.ones((2, 3))), np.arange(3)
    read_only.flags.writeable = False
    new_strided, new_fortran, new_read_only = decode(encode([strided, fortran, read_only]), keep_layout=True)

    assert not new_strided.flags.c_contiguous
    assert np.array_equal(new_strided, strided)
    assert new_fortran.flags.f_contiguous
    assert not new_fortran.flags.c_contiguous
    assert not new_read_only.flags.writeable


def test_lone_surrogates_become_replacement_characters() -> None:
    assert round_trip("\ud800") == "\ufffd"


MALFORMED = {
    "no JSON": b"{",
    "deep JSON": b"[" * 200_000,
    "a deep value": json.dumps({"value": eval("[" * 70 + "]" * 70)}).encode(),
    "a huge number": b'{"value": ' + b"9" * 10_000 + b"}",
    "an unknown tag": b'{"value": {"x": 1}}',
    "two tags": b'{"value": {"t": [], "d": {}}}',
    "a dtype of objects": b'{"value": {"a": ["O", [1], "C", true]}}',
    "a structured dtype": b'{"value": {"a": ["f8,f8", [1], "C", true]}}',
    "a negative length of an array": b'{"value": {"a": ["<f8", [-1], "C", true]}}',
    "a gigantic shape": b'{"value": {"a": ["<f8", [1000000000, 1000000000], "C", true]}}',
    "an empty and gigantic shape": b'{"value": {"a": ["<f8", [0, 1099511627775, 1099511627775], "C", true]}}',
    "a boolean length of an array": b'{"value": {"a": ["<f8", [true], "C", true]}}',
    "bytes that are not there": b'{"value": {"b": 5}}',
    "a negative number of bytes": b'{"value": {"b": -5}}',
    "a fractional number of bytes": b'{"value": {"b": 0.5}}',
    "an integer of letters": b'{"value": {"i": "0xzz"}}',
    "a complex number of texts": b'{"value": {"c": ["1", "2"]}}',
    "a handle with a text": b'{"value": {"h": ["0", "x"]}}',
    "three million commas": b'{"value": [' + b"0," * 3_000_001 + b"0]}",
    "not an object": b"[]",
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_tree_is_a_frame_error(text: bytes) -> None:
    decoder = Decoder(memoryview(b""), lambda reference: reference)

    with pytest.raises(framing.FrameError):
        decoder.decode(framing.require_type(framing.parse_tree(text), dict)["value"])


def test_bytes_that_belong_to_no_value_are_a_frame_error() -> None:
    decoder = Decoder(memoryview(b"left over"), lambda reference: reference)

    with pytest.raises(framing.FrameError):
        decoder.finish()


@given(plain_data, st.data())
def test_a_damaged_frame_is_decoded_or_a_frame_error(value: Any, draws: st.DataObject) -> None:
    data = bytearray(encode(value))
    for _ in range(draws.draw(st.integers(1, 4))):
        data[draws.draw(st.integers(0, len(data) - 1))] = draws.draw(st.integers(0, 255))
    with contextlib.suppress(framing.FrameError):
        decode(bytes(data))
