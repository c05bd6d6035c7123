"""From values to trees and buffers; a subclass crosses as the base type it is, whatever it overrides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .framing import DTYPE, MAX_DEPTH, MAX_INT_BITS, MAX_NODES, Refused

SHORT_TEXT = 256
_INT64 = 1 << 63


class Encoder:
    """Turns one value after the other into trees that share a list of buffers."""

    def __init__(self, opaque: Callable[[Any], Any], max_bytes: int) -> None:
        self.buffers: list[bytes | memoryview] = []
        self.size = 0
        self._nodes = 0
        self._opaque = opaque
        self._max_bytes = max_bytes

    def encode(self, value: Any, depth: int = 0) -> Any:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise Refused(f"it has more than {MAX_NODES:,} parts")
        if depth > MAX_DEPTH:
            raise Refused(f"it is nested more than {MAX_DEPTH} deep, or contains itself")
        kind = type(value)
        if value is None or kind is bool or kind is float:
            return value
        encode = _KINDS.get(kind)
        if encode is None:
            encode = next((encode for base, encode in _KINDS.items() if issubclass(kind, base)), Encoder._foreign)
        return encode(self, value, depth)

    def _foreign(self, value: Any, depth: int) -> Any:
        if issubclass(type(value), np.generic):
            plain = _plain_scalar(value)
            return self._opaque(value) if plain is value else self.encode(plain, depth)
        array = _from_torch(value)
        return self._opaque(value) if array is None else self._array(array, depth)

    def _take(self, data: bytes | memoryview) -> int:
        size = data.nbytes if isinstance(data, memoryview) else len(data)
        self.size += size
        if self.size > self._max_bytes:
            raise Refused(f"it is larger than {self._max_bytes >> 20} MiB")
        self.buffers.append(data)
        return size

    def _int(self, value: int, _depth: int) -> Any:
        value = int.__int__(value)
        if -_INT64 <= value < _INT64:
            return value
        if value.bit_length() > MAX_INT_BITS:
            raise Refused(f"it is an integer of more than {MAX_INT_BITS:,} bits")
        return {"i": hex(value)}

    def _float(self, value: float, _depth: int) -> Any:
        return float.__float__(value)

    def _complex(self, value: complex, _depth: int) -> Any:
        return {"c": [complex.real.__get__(value), complex.imag.__get__(value)]}

    def _str(self, value: str, _depth: int) -> Any:
        value = str.__str__(value)
        if len(value) <= SHORT_TEXT:
            return value
        return {"s": self._take(value.encode("utf-8", "surrogatepass"))}

    def _bytes(self, value: bytes, _depth: int) -> Any:
        return {"b": self._take(bytes.__getitem__(value, slice(None)))}

    def _list(self, value: list[Any], depth: int) -> Any:
        return [self.encode(item, depth + 1) for item in list.__getitem__(value, slice(None))]

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Any:
        return {"t": [self.encode(item, depth + 1) for item in tuple.__getitem__(value, slice(None))]}

    def _dict(self, value: dict[Any, Any], depth: int) -> Any:
        items = list(dict.items(value))
        if not all(issubclass(type(key), str) for key, _ in items):
            return self._opaque(value)
        return {"d": {str.__str__(key): self.encode(item, depth + 1) for key, item in items}}

    def _array(self, value: np.ndarray[Any, Any], _depth: int) -> Any:
        array = np.ndarray.view(value, np.ndarray)
        if not DTYPE.fullmatch(array.dtype.str):
            return self._opaque(value)
        native = array.astype(array.dtype.newbyteorder("="), copy=False)
        # ascontiguousarray would turn a 0-d array into one of shape (1,)
        data = np.array(native, order="C", copy=None)
        if data.nbytes + self.size > self._max_bytes:
            raise Refused(f"it is larger than {self._max_bytes >> 20} MiB")
        self._take(data.reshape(-1).view(np.uint8).data)
        return {"a": [data.dtype.str, list(array.shape), _layout(array), bool(array.flags.writeable)]}


_KINDS: dict[type, Callable[[Encoder, Any, int], Any]] = {
    int: Encoder._int,
    np.ndarray: Encoder._array,
    float: Encoder._float,
    str: Encoder._str,
    tuple: Encoder._tuple,
    list: Encoder._list,
    dict: Encoder._dict,
    complex: Encoder._complex,
    bytes: Encoder._bytes,
}


def _layout(array: np.ndarray[Any, Any]) -> str:
    if array.flags.c_contiguous:
        return "C"
    return "F" if array.flags.f_contiguous else "strided"


def _plain_scalar(value: np.generic) -> Any:
    if isinstance(value, np.longdouble):
        return float(value)
    if isinstance(value, np.clongdouble):
        return complex(value)
    return value.item() if isinstance(value, (np.bool_, np.number)) else value


def _from_torch(value: Any) -> np.ndarray[Any, Any] | None:
    """A tensor as an array; torch is known by name, because most units never load it."""
    if type(value).__module__.partition(".")[0] != "torch" or not hasattr(value, "detach"):
        return None
    try:
        array = value.detach().cpu().resolve_conj().resolve_neg().numpy()
    except Exception:
        return None
    return array if type(array) is np.ndarray else None
