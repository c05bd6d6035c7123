"""Encodes and decodes values, as the two sides of the sandbox do."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.sandbox.protocol import framing
from autograder.sandbox.protocol.decoder import Decoder
from autograder.sandbox.protocol.encoder import Encoder

MAX_BYTES = 1 << 20


def encode(value: Any) -> bytes:
    """Return the bytes of a frame with one value."""
    encoder = Encoder(lambda item: {"h": [0, type(item).__name__]}, MAX_BYTES)
    tree = encoder.encode(value)
    return b"".join(framing.pack_frame({"value": tree}, encoder.buffers, MAX_BYTES).with_header(1))


def receiver(data: bytes, chunk_bytes: int) -> Callable[[int], bytes]:
    """Return a function that receives the data in chunks, as from a socket; FrameError after the end."""
    stream = io.BytesIO(data)

    def receive_bytes(size: int) -> bytes:
        chunk = stream.read(min(size, chunk_bytes))
        if not chunk:
            raise framing.FrameError("truncated")
        return chunk

    return receive_bytes


def decode(data: bytes, keep_layout: bool = False, chunk_bytes: int = MAX_BYTES) -> Any:
    """Return the value of a frame; handles, functions and generators stay references."""
    reader = framing.FrameReader(MAX_BYTES)
    frame = reader.read(receiver(data, chunk_bytes))
    if not reader.is_empty:
        raise framing.FrameError("bytes after the end")
    decoder = Decoder(frame.buffers, lambda reference: reference, keep_layout)
    value = decoder.decode(framing.require_type(framing.parse_tree(frame.tree), dict).get("value"))
    decoder.finish()
    return value


def round_trip(value: Any) -> Any:
    """Encode and decode a value."""
    return decode(encode(value))


def are_same(first: Any, second: Any) -> bool:
    """Whether two values have the same types and the same bits."""
    if type(first) is not type(second):
        return False
    if isinstance(first, np.ndarray):
        return bool(first.dtype == second.dtype and first.shape == second.shape and first.tobytes() == second.tobytes())
    if isinstance(first, (list, tuple)):
        return len(first) == len(second) and all(map(are_same, first, second))
    if isinstance(first, dict):
        return list(first) == list(second) and all(are_same(first[key], second[key]) for key in first)
    if isinstance(first, complex):
        return are_same(first.real, second.real) and are_same(first.imag, second.imag)
    if isinstance(first, float):
        if math.isnan(first):
            return math.isnan(second)
        return first == second and math.copysign(1, first) == math.copysign(1, second)
    return bool(first == second)


_numbers = st.integers() | st.integers(-(2**4000), 2**4000) | st.floats() | st.complex_numbers()
_texts = st.text() | st.text(min_size=300, max_size=400) | st.binary()
_dtypes = arrays.boolean_dtypes() | arrays.integer_dtypes(endianness="<") | arrays.floating_dtypes(endianness="<")
_arrays = arrays.arrays(_dtypes, arrays.array_shapes(min_dims=0, min_side=0, max_dims=4))
_leaves = st.none() | st.booleans() | _numbers | _texts | _arrays

plain_data = st.recursive(
    _leaves,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)
"""A Hypothesis strategy for all values that can be sent."""
