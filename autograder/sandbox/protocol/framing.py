"""Frames: a header with two lengths, a JSON tree, and raw buffers.

What JSON has no type for is an object with one key, its tag: `t` tuple, `d` dict, `c` complex, `i` large int,
`s` long text, `b` bytes, `a` array, `h` handle, `f` function, `g` random generator. Long texts, bytes and arrays take
their bytes from the buffers, in the order in which they occur in the tree.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HEADER = struct.Struct("!II")
"""The lengths of the tree and of the buffers."""

CHUNK_BYTES = 1 << 16
"""Bytes to receive at once: most frames are smaller, and arrive in one chunk."""

ENVELOPE_BYTES = 1 << 16
"""The part of the largest frame that is reserved for everything but the encoded values."""

MAX_DEPTH = 60
MAX_NODES = 1_000_000
MAX_TREE_BYTES = 32 << 20
MAX_INT_BITS = 16_384
DTYPE = re.compile(r"[<>|=]?[biufc](1|2|4|8|16|32)")
_JSON_ENCODER, _JSON_DECODER = json.JSONEncoder(separators=(",", ":")), json.JSONDecoder()


class FrameError(Exception):
    """A malformed frame: the other side is broken or hostile."""


class EncodingError(Exception):
    """A value that cannot be sent; the message gives the reason in words that a student can read."""


@dataclass(frozen=True)
class Handle:
    """A reference to an object that stays in the student's process."""

    id: int
    type_name: str


@dataclass(frozen=True)
class FunctionStub:
    """A reference to a function that stays in the grader and can be called from the student's process."""

    id: int
    name: str


@dataclass(frozen=True)
class GeneratorState:
    """The state of a random generator, as the other side sent it (see `random_state`)."""

    state: Any


def require_type(value: Any, expected: type) -> Any:
    """Return the value; FrameError unless it has exactly this type."""
    if type(value) is not expected:
        raise FrameError(f"{type(value).__name__} instead of {expected.__name__}")
    return value


def replace_surrogates(text: str) -> str:
    """Replace lone surrogates, which no encoder accepts, with replacement characters."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def make_printable(text: str) -> str:
    """Replace characters that could control a terminal or change the reading direction."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in replace_surrogates(text)
    )


def pack_frame(tree: Any, buffers: list[bytes | memoryview], max_bytes: int) -> list[bytes | memoryview]:
    """Return the parts of a frame, to be sent one after the other."""
    text = _JSON_ENCODER.encode(tree).encode("ascii")
    size = sum(buffer.nbytes if isinstance(buffer, memoryview) else len(buffer) for buffer in buffers)
    if len(text) > MAX_TREE_BYTES or len(text) + size > max_bytes:
        raise EncodingError(f"it is larger than {min(MAX_TREE_BYTES, max_bytes) >> 20} MiB")
    start = HEADER.pack(len(text), size) + text
    if size < CHUNK_BYTES:
        return [b"".join([start, *buffers])]
    return [start, *buffers]


def receive_frame(receive_bytes: Callable[[int], bytes], max_bytes: int) -> tuple[bytes, memoryview]:
    """Receive the tree and the buffers of one frame; `receive_bytes(n)` returns at least 1 and at most n bytes.

    The lengths are checked before more than one chunk is received, and memory is allocated only for received bytes.
    """
    frame = bytearray(receive_bytes(CHUNK_BYTES))
    while len(frame) < HEADER.size:
        frame += receive_bytes(CHUNK_BYTES)
    tree_bytes, buffer_bytes = HEADER.unpack_from(frame)
    if tree_bytes > MAX_TREE_BYTES or tree_bytes + buffer_bytes > max_bytes:
        raise FrameError("a frame larger than allowed")
    middle, end = HEADER.size + tree_bytes, HEADER.size + tree_bytes + buffer_bytes
    while len(frame) < end:
        frame += receive_bytes(min(CHUNK_BYTES, end - len(frame)))
    if len(frame) > end:
        raise FrameError("bytes after the end of the frame")
    return bytes(frame[HEADER.size : middle]), memoryview(frame)[middle:]


def parse_tree(text: bytes) -> Any:
    """Parse the JSON tree of a frame."""
    # Each comma or bracket may become an object of 50 bytes or more, so they are counted before parsing.
    if text.count(b",") + text.count(b"[") + text.count(b"{") > 3 * MAX_NODES:
        raise FrameError("a frame with too many parts")
    try:
        return _JSON_DECODER.decode(str(text, "utf-8"))
    except (ValueError, RecursionError) as error:
        raise FrameError("a frame that is not JSON") from error
