"""Frames: a header, a JSON tree, and raw buffers.

The header has the lengths of the tree and of the buffers, the number of the request that the frame belongs to, and the
CPU seconds of its sender. So the rest of a frame is the same bytes whenever it says the same.

What JSON has no type for is an object with one key, its tag: `t` tuple, `d` dict, `c` complex, `i` large int,
`s` long text, `b` bytes, `a` array, `h` handle, `f` function, `g` random generator. Long texts, bytes and arrays take
their bytes from the buffers, in the order in which they occur in the tree.
"""

from __future__ import annotations

import json
import json.encoder
import re
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

HEADER = struct.Struct("!IIId")
"""The lengths of the tree and of the buffers, the number of the request, and CPU seconds."""

CHUNK_BYTES = 1 << 16
"""Bytes to receive at once: most frames are smaller, and arrive in one chunk."""

ENVELOPE_BYTES = 1 << 16
"""The part of the largest frame that is reserved for everything but the encoded values."""

MAX_DEPTH = 60
MAX_NODES = 1_000_000
MAX_TREE_BYTES = 32 << 20
MAX_INT_BITS = 16_384
DTYPE = re.compile(r"[<>|=]?[biufc](1|2|4|8|16|32)")
_JSON_ENCODER, _JSON_DECODER = json.JSONEncoder(separators=(",", ":"), check_circular=False), json.JSONDecoder()


def _json_chunks() -> Callable[[Any, int], Iterable[str]]:
    """Return the function behind `JSONEncoder.encode`, which would build it again for every frame."""
    make_encoder = getattr(json.encoder, "c_make_encoder", None)
    if make_encoder is None:
        return lambda tree, _: [_JSON_ENCODER.encode(tree)]
    quote = json.encoder.encode_basestring_ascii
    chunks: Callable[[Any, int], Iterable[str]] = make_encoder(
        None, _JSON_ENCODER.default, quote, None, ":", ",", False, False, True
    )
    return chunks


_ENCODE_JSON = _json_chunks()


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


class PackedFrame(NamedTuple):
    """What follows the header of a frame: the length of the tree, and the tree and the buffers in one or more parts."""

    tree_bytes: int
    parts: tuple[bytes | memoryview, ...]

    def with_header(self, number: int, cpu_seconds: float = 0.0) -> tuple[bytes | memoryview, ...]:
        """Return the parts of the whole frame, to be sent one after the other."""
        first, *rest = self.parts
        size = len(first) + sum(map(len, rest))
        return HEADER.pack(self.tree_bytes, size - self.tree_bytes, number, cpu_seconds) + first, *rest


class ReceivedFrame(NamedTuple):
    """A frame that was received: the number of its request, its sender's CPU seconds, the tree and the buffers."""

    number: int
    cpu_seconds: float
    tree: bytes
    buffers: memoryview


def pack_frame(tree: Any, buffers: list[bytes | memoryview], max_bytes: int) -> PackedFrame:
    """Return a frame without its header; EncodingError if it is too large."""
    text = "".join(_ENCODE_JSON(tree, 0)).encode("ascii")
    size = sum(map(len, buffers))
    if len(text) > MAX_TREE_BYTES or len(text) + size > max_bytes:
        raise EncodingError(f"it is larger than {min(MAX_TREE_BYTES, max_bytes) >> 20} MiB")
    if size < CHUNK_BYTES:
        return PackedFrame(len(text), (b"".join([text, *buffers]) if buffers else text,))
    return PackedFrame(len(text), (text, *buffers))


class FrameReader:
    """Receives frames one after another; bytes that arrive with a frame, but belong to the next, are kept for it."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._rest: bytes | memoryview = b""

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the next frame has been received."""
        return not self._rest

    def read(self, receive_bytes: Callable[[int], bytes]) -> ReceivedFrame:
        """Receive one frame; `receive_bytes(n)` returns at least 1 and at most n bytes.

        The lengths are checked before more than one chunk is received, and memory is allocated only for received bytes.
        """
        data: bytes | bytearray | memoryview = self._rest or receive_bytes(CHUNK_BYTES)
        while len(data) < HEADER.size:
            data = bytes(data) + receive_bytes(CHUNK_BYTES)
        tree_bytes, buffer_bytes, number, cpu_seconds = HEADER.unpack_from(data)
        if tree_bytes > MAX_TREE_BYTES or tree_bytes + buffer_bytes > self._max_bytes:
            raise FrameError("a frame larger than allowed")
        middle, end = HEADER.size + tree_bytes, HEADER.size + tree_bytes + buffer_bytes
        if len(data) < end:
            data = bytearray(data)
            while len(data) < end:
                data += receive_bytes(min(CHUNK_BYTES, end - len(data)))
        view = memoryview(data)
        self._rest = view[end:] if len(data) > end else b""
        return ReceivedFrame(number, cpu_seconds, bytes(data[HEADER.size : middle]), view[middle:end])


def parse_tree(text: bytes) -> Any:
    """Parse the JSON tree of a frame."""
    # Each comma or bracket may become an object of 50 bytes or more, so they are counted before parsing.
    if text.count(b",") + text.count(b"[") + text.count(b"{") > 3 * MAX_NODES:
        raise FrameError("a frame with too many parts")
    try:
        return _JSON_DECODER.decode(str(text, "utf-8"))
    except (ValueError, RecursionError) as error:
        raise FrameError("a frame that is not JSON") from error
