"""The wire between the two processes: frames of a JSON tree and raw buffers, in both directions.

JSON has no arrays, tuples or bytes, so everything beyond its own types is an object with one key, the tag:
`t` tuple, `d` dict, `c` complex, `i` a large int, `s` a long text, `b` bytes, `a` array, `h` handle,
`f` function, `g` random generator.
Texts, bytes and arrays take their bytes from the buffers in the order in which they stand in the tree.
"""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

HEAD = struct.Struct("!II")
PIECE = 1 << 16
"""Bytes asked for at once: most frames are smaller, and come whole."""
MAX_DEPTH = 60
MAX_NODES = 1_000_000
MAX_TREE = 32 << 20
MAX_INT_BITS = 16_384
DTYPE = re.compile(r"[<>|=]?[biufc](1|2|4|8|16|32)")
_ENCODER, _DECODER = json.JSONEncoder(separators=(",", ":")), json.JSONDecoder()


class FrameError(Exception):
    """Bytes that are no frame of ours: the other side is broken or hostile."""


class Refused(Exception):
    """A value that does not cross the wire; the text says why, in words a student can read."""


@dataclass(frozen=True)
class Handle:
    """An object that stays in the child; all that crosses is its number and the name of its type."""

    id: int
    type_name: str


@dataclass(frozen=True)
class Stub:
    """A function that stays on the other side and can be called from afar."""

    id: int
    name: str


@dataclass(frozen=True)
class Dice:
    """The state of a random generator; see `chance`."""

    state: Any


def expect(value: Any, kind: type) -> Any:
    if type(value) is not kind:
        raise FrameError(f"a {type(value).__name__} where a {kind.__name__} belongs")
    return value


def clean(text: str) -> str:
    """Text that every encoder accepts: lone surrogates become the replacement character."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def printable(text: str) -> str:
    """Text for a person to read: whatever steers a terminal or turns the reading direction becomes visible."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else "\N{REPLACEMENT CHARACTER}" for c in clean(text))


def pack(tree: Any, buffers: list[bytes | memoryview], max_bytes: int) -> list[bytes | memoryview]:
    """The pieces of one frame, ready to be sent one after the other."""
    text = _ENCODER.encode(tree).encode("ascii")
    size = sum(piece.nbytes if isinstance(piece, memoryview) else len(piece) for piece in buffers)
    if len(text) > MAX_TREE or len(text) + size > max_bytes:
        raise Refused(f"it is larger than {min(MAX_TREE, max_bytes) >> 20} MiB")
    head = HEAD.pack(len(text), size) + text
    if size < 65_536:
        return [b"".join([head, *buffers])]
    return [head, *buffers]


def receive(some: Callable[[int], bytes], max_bytes: int) -> tuple[bytes, memoryview]:
    """The tree and the buffers of one frame; `some` gives at most so many bytes and at least one.

    Sizes are checked before more than a piece is held, and what is held grows only as it arrives.
    """
    frame = bytearray(some(PIECE))
    while len(frame) < HEAD.size:
        frame += some(PIECE)
    tree, buffers = HEAD.unpack_from(frame)
    if tree > MAX_TREE or tree + buffers > max_bytes:
        raise FrameError("a frame larger than allowed")
    middle, end = HEAD.size + tree, HEAD.size + tree + buffers
    while len(frame) < end:
        frame += some(min(PIECE, end - len(frame)))
    if len(frame) > end:
        raise FrameError("more than was asked for")
    return bytes(frame[HEAD.size : middle]), memoryview(frame)[middle:]


def parse(raw: bytes) -> Any:
    # each comma or bracket may become an object of 50 bytes and more, so they are counted before parsing
    if raw.count(b",") + raw.count(b"[") + raw.count(b"{") > 3 * MAX_NODES:
        raise FrameError("a frame of too many parts")
    try:
        return _DECODER.decode(str(raw, "utf-8"))
    except (ValueError, RecursionError) as error:
        raise FrameError("a frame that is no JSON") from error
