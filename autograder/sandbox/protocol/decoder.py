"""From trees and buffers back to values; whatever is out of form is a `FrameError`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from .framing import DTYPE, MAX_DEPTH, MAX_INT_BITS, Dice, FrameError, Handle, Stub, clean, expect, printable


class Decoder:
    """Rebuilds values from a frame; `opaque` decides what handles, functions and generators become on this side."""

    def __init__(
        self, buffers: memoryview, opaque: Callable[[Handle | Stub | Dice], Any], layouts: bool = False
    ) -> None:
        self._buffers = buffers
        self._used = 0
        self._opaque = opaque
        self._layouts = layouts

    def decode(self, tree: Any, depth: int = 0) -> Any:
        if depth > MAX_DEPTH:
            raise FrameError("nested too deep")
        kind = type(tree)
        if kind is str:
            return clean(tree)
        if kind is list:
            return [self.decode(item, depth + 1) for item in tree]
        if kind is dict:
            if len(tree) != 1:
                raise FrameError("an object with other than one tag")
            ((tag, body),) = tree.items()
            decode = _TAGS.get(tag)
            if decode is None:
                raise FrameError("an unknown tag")
            return decode(self, body, depth)
        return tree

    def finish(self) -> None:
        if self._used != len(self._buffers):
            raise FrameError("bytes that belong to no value")

    def _take(self, size: Any) -> memoryview:
        if type(size) is not int or not 0 <= size <= len(self._buffers) - self._used:
            raise FrameError("a value larger than its frame")
        start, self._used = self._used, self._used + size
        return self._buffers[start : self._used]

    def _tuple(self, body: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self.decode(item, depth + 1) for item in expect(body, list))

    def _dict(self, body: Any, depth: int) -> dict[str, Any]:
        return {clean(key): self.decode(item, depth + 1) for key, item in expect(body, dict).items()}

    def _complex(self, body: Any, _depth: int) -> complex:
        parts = expect(body, list)
        if len(parts) != 2 or not all(type(part) is float for part in parts):
            raise FrameError("a complex number without two parts")
        return complex(*parts)

    def _int(self, body: Any, _depth: int) -> int:
        digits = expect(body, str)
        if len(digits) > MAX_INT_BITS // 4 + 4 or not re.fullmatch(r"-?0x[0-9a-f]+", digits):
            raise FrameError("a large integer out of form")
        return int(digits, 16)

    def _str(self, body: Any, _depth: int) -> str:
        try:
            return clean(str(self._take(body), "utf-8", "surrogatepass"))
        except UnicodeDecodeError as error:
            raise FrameError("a text that is none") from error

    def _bytes(self, body: Any, _depth: int) -> bytes:
        return bytes(self._take(body))

    def _array(self, body: Any, _depth: int) -> np.ndarray[Any, Any]:
        if type(body) is not list or len(body) != 4:
            raise FrameError("an array out of form")
        name, shape, layout, writeable = body
        if type(name) is not str or not DTYPE.fullmatch(name) or type(shape) is not list or len(shape) > 32:
            raise FrameError("an array of an unknown kind")
        if not all(type(side) is int and 0 <= side < 1 << 40 for side in shape):
            raise FrameError("an array of an impossible shape")
        try:
            dtype = np.dtype(name)
            raw = self._take(math.prod(shape) * dtype.itemsize)
            array: np.ndarray[Any, Any] = np.frombuffer(raw, dtype).reshape(shape).copy()
        except (TypeError, ValueError) as error:
            raise FrameError("an array that cannot be built") from error
        return _laid_out(array, layout, bool(writeable)) if self._layouts else array

    def _handle(self, body: Any, _depth: int) -> Any:
        return self._opaque(Handle(*_named(body)))

    def _stub(self, body: Any, _depth: int) -> Any:
        return self._opaque(Stub(*_named(body)))

    def _generator(self, body: Any, _depth: int) -> Any:
        return self._opaque(Dice(body))


_TAGS: dict[str, Callable[[Decoder, Any, int], Any]] = {
    "t": Decoder._tuple, "d": Decoder._dict, "c": Decoder._complex, "i": Decoder._int, "s": Decoder._str,
    "b": Decoder._bytes, "a": Decoder._array, "h": Decoder._handle, "f": Decoder._stub,
    "g": Decoder._generator,
}  # fmt: skip


def _laid_out(array: np.ndarray[Any, Any], layout: str, writeable: bool) -> np.ndarray[Any, Any]:
    """The same values the way the sender had them: a view with gaps must arrive as a view with gaps."""
    if layout == "F":
        array = np.asfortranarray(array)
    elif layout == "strided" and array.ndim:
        gaps = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
        gaps[..., ::2] = array
        array = gaps[..., ::2]
    array.flags.writeable = writeable
    return array


def _named(body: Any) -> tuple[int, str]:
    if type(body) is not list or len(body) != 2 or type(body[0]) is not int or type(body[1]) is not str:
        raise FrameError("a handle out of form")
    return body[0], printable(body[1][:100])
