"""A frame arrives whole, whatever the chunks, with nothing after it, and its lengths are checked first."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.sandbox.protocol import framing
from tests.sandbox.protocol.round_trip import MAX_BYTES, are_same, decode, encode, receiver


@pytest.mark.parametrize("chunk_bytes", [1, 5, 8, 9, 4096])
def test_a_frame_arrives_whole_in_chunks_of_any_size(chunk_bytes: int) -> None:
    value = [np.arange(50_000.0), "x" * 300]

    assert are_same(decode(encode(value), chunk_bytes=chunk_bytes), value)


@pytest.mark.parametrize("chunk_bytes", [1, 9, 1 << 20])
def test_a_false_length_is_refused_before_anything_is_allocated(chunk_bytes: int) -> None:
    data = framing.HEADER.pack(2**32 - 1, 2**32 - 1, 1, 0.0) + b"x" * 20

    with pytest.raises(framing.FrameError, match="larger"):
        framing.FrameReader(MAX_BYTES).read(receiver(data, chunk_bytes))


def test_the_header_says_the_request_and_the_cpu_seconds() -> None:
    packed = framing.pack_frame({"value": 1}, [b"bytes"], MAX_BYTES)
    frame = framing.FrameReader(MAX_BYTES).read(receiver(b"".join(packed.with_header(7, 0.25)), MAX_BYTES))

    assert (frame.number, frame.cpu_seconds) == (7, 0.25)
    assert (frame.tree, bytes(frame.buffers)) == (b'{"value":1}', b"bytes")


@pytest.mark.parametrize("chunk_bytes", [1, 30, 1 << 20])
def test_frames_that_arrive_together_are_read_one_after_another(chunk_bytes: int) -> None:
    packed = [framing.pack_frame({"value": number}, [b"x" * number], MAX_BYTES) for number in range(20)]
    data = b"".join(part for number, frame in enumerate(packed) for part in frame.with_header(number))
    reader, receive = framing.FrameReader(MAX_BYTES), receiver(data, chunk_bytes)
    frames = [reader.read(receive) for _ in packed]

    assert [(f.number, f.tree, bytes(f.buffers)) for f in frames] == [
        (number, b'{"value":%d}' % number, b"x" * number) for number in range(20)
    ]
    assert reader.is_empty


@pytest.mark.parametrize("text", ["\x1b[31m", "\u202etxt.exe", "\x00", "\ud800"])
def test_a_printable_text_has_no_control_characters(text: str) -> None:
    assert framing.make_printable(text).isprintable()


def test_a_printable_text_keeps_its_lines_and_tabs() -> None:
    assert framing.make_printable("a\n\tb — ü") == "a\n\tb — ü"
