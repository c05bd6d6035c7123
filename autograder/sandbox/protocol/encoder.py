"""Encodes values as JSON trees and buffers. An instance of a subclass becomes one of its base type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .framing import DTYPE, MAX_DEPTH, MAX_INT_BITS, MAX_NODES, EncodingError

SHORT_TEXT = 256
SMALL_ARRAY_BYTES = 1 << 12
_INT64 = 1 << 63
_UNCHANGED = frozenset({type(None), bool, float})
"""Types whose values are their own trees."""

_NATIVE_NAMES: dict[np.dtype[Any], str] = {
    dtype: dtype.str for dtype in map(np.dtype, "? b B h H i I l L q Q e f d F D".split())
}


class Encoder:
    """Encodes the values of one frame; they share a list of buffers.

    `encode_opaque` encodes what is not plain data: it returns a tree with one tag, or raises.
    """

    def __init__(self, encode_opaque: Callable[[Any], Any], max_bytes: int) -> None:
        self.buffers: list[bytes | memoryview] = []
        self.size = 0
        self._nodes = 0
        self._encode_opaque = encode_opaque
        self._max_bytes = max_bytes

    def encode(self, value: Any, depth: int = 0) -> Any:
        """Return the tree of a value. EncodingError if it is too large, nested too deep or contains itself."""
        if depth > MAX_DEPTH:
            raise EncodingError(f"it is nested more than {MAX_DEPTH} deep, or contains itself")
        value_type = type(value)
        if value_type in _UNCHANGED:
            return value
        encode = _ENCODERS.get(value_type)
        if encode is None:
            encode = next((encode for base, encode in _ENCODERS.items() if issubclass(value_type, base)), None)
        return self._encode_other(value, depth) if encode is None else encode(self, value, depth)

    def _encode_other(self, value: Any, depth: int) -> Any:
        if issubclass(type(value), np.generic):
            scalar = _python_scalar(value)
            return self._encode_opaque(value) if scalar is value else self.encode(scalar, depth)
        array = _array_from_tensor(value)
        return self._encode_opaque(value) if array is None else self._encode_array(array, depth)

    def _add_buffer(self, data: bytes | memoryview) -> int:
        size = data.nbytes if isinstance(data, memoryview) else len(data)
        self.size += size
        if self.size > self._max_bytes:
            raise EncodingError(f"it is larger than {self._max_bytes >> 20} MiB")
        self.buffers.append(data)
        return size

    def _encode_int(self, value: int, _depth: int) -> Any:
        value = int.__int__(value)
        if -_INT64 <= value < _INT64:
            return value
        if value.bit_length() > MAX_INT_BITS:
            raise EncodingError(f"it is an integer of more than {MAX_INT_BITS:,} bits")
        return {"i": hex(value)}

    def _encode_float(self, value: float, _depth: int) -> Any:
        return float.__float__(value)

    def _encode_complex(self, value: complex, _depth: int) -> Any:
        return {"c": [complex.real.__get__(value), complex.imag.__get__(value)]}

    def _encode_str(self, value: str, _depth: int) -> Any:
        value = str.__str__(value)
        if len(value) <= SHORT_TEXT:
            return value
        return {"s": self._add_buffer(value.encode("utf-8", "surrogatepass"))}

    def _encode_bytes(self, value: bytes, _depth: int) -> Any:
        return {"b": self._add_buffer(bytes.__getitem__(value, slice(None)))}

    def _encode_list(self, value: list[Any], depth: int) -> Any:
        return self._encode_items(list.__getitem__(value, slice(None)), depth + 1)

    def _encode_tuple(self, value: tuple[Any, ...], depth: int) -> Any:
        return {"t": self._encode_items(tuple.__getitem__(value, slice(None)), depth + 1)}

    def _encode_items(self, items: Sequence[Any], depth: int) -> list[Any]:
        self._count(len(items))
        return [item if type(item) in _UNCHANGED else self.encode(item, depth) for item in items]

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise EncodingError(f"it has more than {MAX_NODES:,} parts")

    def _encode_dict(self, value: dict[Any, Any], depth: int) -> Any:
        items = list(dict.items(value))
        self._count(len(items))
        if not all(issubclass(type(key), str) for key, _ in items):
            return self._encode_opaque(value)
        return {"d": {str.__str__(key): self.encode(item, depth + 1) for key, item in items}}

    def _encode_array(self, value: np.ndarray[Any, Any], _depth: int) -> Any:
        if type(value) is np.ndarray and value.nbytes <= SMALL_ARRAY_BYTES and value.dtype in _NATIVE_NAMES:
            self._add_buffer(value.tobytes())
            flags = value.flags
            layout = "C" if flags.c_contiguous else _memory_layout(value)
            return {"a": [_NATIVE_NAMES[value.dtype], list(value.shape), layout, flags.writeable]}
        array = np.ndarray.view(value, np.ndarray)
        if not DTYPE.fullmatch(array.dtype.str):
            return self._encode_opaque(value)
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        # ascontiguousarray would turn a 0-d array into one of shape (1,)
        contiguous = np.array(native, order="C", copy=None)
        if contiguous.nbytes + self.size > self._max_bytes:
            raise EncodingError(f"it is larger than {self._max_bytes >> 20} MiB")
        self._add_buffer(contiguous.reshape(-1).view(np.uint8).data)
        return {"a": [contiguous.dtype.str, list(array.shape), _memory_layout(array), bool(array.flags.writeable)]}


_ENCODERS: dict[type, Callable[[Encoder, Any, int], Any]] = {
    int: Encoder._encode_int,
    np.ndarray: Encoder._encode_array,
    float: Encoder._encode_float,
    str: Encoder._encode_str,
    tuple: Encoder._encode_tuple,
    list: Encoder._encode_list,
    dict: Encoder._encode_dict,
    complex: Encoder._encode_complex,
    bytes: Encoder._encode_bytes,
}


def _memory_layout(array: np.ndarray[Any, Any]) -> str:
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "strided"


def _python_scalar(value: np.generic) -> Any:
    if isinstance(value, np.longdouble):
        return float(value)
    if isinstance(value, np.clongdouble):
        return complex(value)
    return value.item() if isinstance(value, (np.bool_, np.number)) else value


def _array_from_tensor(value: Any) -> np.ndarray[Any, Any] | None:
    """Convert a torch tensor. Torch is recognised by its name, because most units never import it."""
    if type(value).__module__.partition(".")[0] != "torch" or not hasattr(value, "detach"):
        return None
    try:
        array = value.detach().cpu().resolve_conj().resolve_neg().numpy()
    except Exception:
        return None
    return array if type(array) is np.ndarray else None
