"""Decodes JSON trees and buffers. Everything malformed is a `FrameError`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from .framing import (
    DTYPE,
    MAX_DEPTH,
    MAX_INT_BITS,
    FrameError,
    FunctionStub,
    GeneratorState,
    Handle,
    make_printable,
    replace_surrogates,
    require_type,
)

_UNCHANGED = frozenset({type(None), bool, int, float})
"""Types of trees that are their own values."""

Reference = Handle | FunctionStub | GeneratorState


class Decoder:
    """Decodes the values of one frame.

    `resolve` returns what a handle, a function or a generator stands for on this side. With `keep_layout` arrays get
    the memory layout and the write protection that they had at the sender.
    """

    def __init__(self, buffers: memoryview, resolve: Callable[[Reference], Any], keep_layout: bool = False) -> None:
        self._buffers = buffers
        self._position = 0
        self._resolve = resolve
        self._keep_layout = keep_layout

    def decode(self, tree: Any, depth: int = 0) -> Any:
        """Return the value of a tree."""
        if depth > MAX_DEPTH:
            raise FrameError("nested too deep")
        tree_type = type(tree)
        if tree_type is str:
            return replace_surrogates(tree)
        if tree_type is list:
            return self._decode_items(tree, depth + 1)
        if tree_type is dict:
            if len(tree) != 1:
                raise FrameError("an object that does not have exactly one tag")
            ((tag, body),) = tree.items()
            decode = _DECODERS.get(tag)
            if decode is None:
                raise FrameError("an unknown tag")
            return decode(self, body, depth)
        return tree

    def _decode_items(self, items: list[Any], depth: int) -> list[Any]:
        return [item if type(item) in _UNCHANGED else self.decode(item, depth) for item in items]

    def finish(self) -> None:
        """FrameError unless the values have used all buffers."""
        if self._position != len(self._buffers):
            raise FrameError("bytes that belong to no value")

    def _next_bytes(self, size: Any) -> memoryview:
        if type(size) is not int or not 0 <= size <= len(self._buffers) - self._position:
            raise FrameError("a value larger than its frame")
        start, self._position = self._position, self._position + size
        return self._buffers[start : self._position]

    def _decode_tuple(self, body: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self._decode_items(require_type(body, list), depth + 1))

    def _decode_dict(self, body: Any, depth: int) -> dict[str, Any]:
        items = require_type(body, dict).items()
        return {replace_surrogates(key): self.decode(item, depth + 1) for key, item in items}

    def _decode_complex(self, body: Any, _depth: int) -> complex:
        parts = require_type(body, list)
        if len(parts) != 2 or not all(type(part) is float for part in parts):
            raise FrameError("a complex number without two parts")
        return complex(*parts)

    def _decode_int(self, body: Any, _depth: int) -> int:
        digits = require_type(body, str)
        if len(digits) > MAX_INT_BITS // 4 + 4 or not re.fullmatch(r"-?0x[0-9a-f]+", digits):
            raise FrameError("a malformed integer")
        return int(digits, 16)

    def _decode_str(self, body: Any, _depth: int) -> str:
        try:
            return replace_surrogates(str(self._next_bytes(body), "utf-8", "surrogatepass"))
        except UnicodeDecodeError as error:
            raise FrameError("a text that is not UTF-8") from error

    def _decode_bytes(self, body: Any, _depth: int) -> bytes:
        return bytes(self._next_bytes(body))

    def _decode_array(self, body: Any, _depth: int) -> np.ndarray[Any, Any]:
        if type(body) is not list or len(body) != 4:
            raise FrameError("a malformed array")
        name, shape, layout, writeable = body
        if type(name) is not str or type(shape) is not list or len(shape) > 32:
            raise FrameError("an array of an unknown type")
        for length in shape:
            if type(length) is not int or not 0 <= length < 1 << 40:
                raise FrameError("an array of an impossible shape")
        try:
            dtype = _DTYPES.get(name) or _parse_dtype(name)
            data = self._next_bytes(math.prod(shape) * dtype.itemsize)
            array: np.ndarray[Any, Any] = np.frombuffer(data, dtype).reshape(shape).copy()
        except (TypeError, ValueError) as error:
            raise FrameError("an array that cannot be built") from error
        return _with_layout(array, layout, bool(writeable)) if self._keep_layout else array

    def _decode_handle(self, body: Any, _depth: int) -> Any:
        return self._resolve(Handle(*_id_and_name(body)))

    def _decode_function(self, body: Any, _depth: int) -> Any:
        return self._resolve(FunctionStub(*_id_and_name(body)))

    def _decode_generator(self, body: Any, _depth: int) -> Any:
        return self._resolve(GeneratorState(body))


_DECODERS: dict[str, Callable[[Decoder, Any, int], Any]] = {
    "t": Decoder._decode_tuple,
    "d": Decoder._decode_dict,
    "c": Decoder._decode_complex,
    "i": Decoder._decode_int,
    "s": Decoder._decode_str,
    "b": Decoder._decode_bytes,
    "a": Decoder._decode_array,
    "h": Decoder._decode_handle,
    "f": Decoder._decode_function,
    "g": Decoder._decode_generator,
}


_DTYPES = {name: np.dtype(name) for name in ("<f8", "<f4", "<i8", "<i4", "|b1", "|u1", "<c16")}


def _parse_dtype(name: str) -> np.dtype[Any]:
    if not DTYPE.fullmatch(name):
        raise FrameError("an array of an unknown type")
    return np.dtype(name)


def _with_layout(array: np.ndarray[Any, Any], layout: str, writeable: bool) -> np.ndarray[Any, Any]:
    """Return the array in the sender's memory layout: a view with gaps becomes a view with gaps."""
    if layout == "C" and writeable:
        return array
    if layout == "F":
        array = np.asfortranarray(array)
    elif layout == "strided" and array.ndim:
        with_gaps = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
        with_gaps[..., ::2] = array
        array = with_gaps[..., ::2]
    array.flags.writeable = writeable
    return array


def _id_and_name(body: Any) -> tuple[int, str]:
    if type(body) is not list or len(body) != 2 or type(body[0]) is not int or type(body[1]) is not str:
        raise FrameError("a malformed handle")
    return body[0], make_printable(body[1][:100])
