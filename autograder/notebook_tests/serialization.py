"""Serialization of values that the sandbox's protocol has no form for. Runs in the grader and in the student's process.

A serialized value is a pair (kind, content) of plain data. A value of a type that is not listed here stays in its
process; the other side gets an object through which it can send requests.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import re
import sys
import types
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

Serialized = tuple[str, Any]

MAX_DEPTH = 40
MAX_FIELDS = 255
MAX_TEXT_BYTES = 64 << 20
TEXT_DTYPE = re.compile(r"[<>|=]?[US]\d{1,9}")
PLAIN_TYPES = frozenset({type(None), bool, int, float, complex, str, bytes})
KNOWN_MODULES = frozenset({"builtins", "collections", "datetime", "decimal", "fractions", "numpy", "random"})
CONTAINERS: dict[type, str] = {
    list: "list", tuple: "tuple", set: "set", frozenset: "frozenset", collections.deque: "deque",
}  # fmt: skip
MAPPINGS: dict[type, str] = {
    dict: "dict", collections.Counter: "Counter",
    collections.OrderedDict: "OrderedDict", collections.defaultdict: "defaultdict",
}  # fmt: skip
TEXTS: dict[type, str] = {
    decimal.Decimal: "Decimal", datetime.datetime: "datetime", datetime.date: "date", datetime.time: "time",
}  # fmt: skip


class Serializer:
    """Serializes and deserializes values.

    `serialize_object` serializes what is not data, and `deserialize_object` gives the content of such an object back.
    """

    def __init__(self, serialize_object: Callable[[Any], Serialized], deserialize_object: Callable[[Any], Any]) -> None:
        self._serialize_object = serialize_object
        self._deserialize_object = deserialize_object
        self._named_tuples: dict[tuple[str, ...], Any] = {}

    def serialize(self, value: Any, depth: int = 0) -> Serialized:
        """Serialize a value of one of the known types; an instance of a subclass is an object instead."""
        kind = type(value)
        if depth > MAX_DEPTH:
            raise ValueError("it is nested too deep, or contains itself")
        if kind in PLAIN_TYPES:
            return "plain", value
        if kind in CONTAINERS:
            if (kind is list or kind is tuple) and all(type(item) in PLAIN_TYPES for item in value):
                return "plain", value
            return CONTAINERS[kind], [self.serialize(item, depth + 1) for item in value]
        if kind in MAPPINGS:
            pairs = [(self.serialize(key, depth + 1), self.serialize(item, depth + 1)) for key, item in value.items()]
            return MAPPINGS[kind], pairs
        if kind is np.ndarray or issubclass(kind, np.generic):
            return self._serialize_array(value, depth)
        return _serialize_exactly(kind, value) or self._serialize_rare(kind, value, depth)

    def _serialize_array(self, value: Any, depth: int) -> Serialized:
        array, shape = np.asarray(value), list(np.shape(value))
        if array.dtype.kind in "biufc":
            return ("plain" if type(value) is np.ndarray else "scalar"), (array if shape else array.copy())
        if array.dtype.kind in "US":
            return "texts", (array.dtype.str, shape, array.ravel().tolist())
        if array.dtype.kind == "O":
            return "objects", (shape, [self.serialize(item, depth + 1) for item in array.ravel().tolist()])
        return self._serialize_object(value)

    def _serialize_rare(self, kind: type, value: Any, depth: int) -> Serialized:
        if kind is np.random.Generator:
            return "generator", (
                type(value.bit_generator).__name__,
                self.serialize(value.bit_generator.state, depth + 1),
            )
        if kind is np.random.RandomState:
            return "random state", self.serialize(value.get_state(legacy=True), depth + 1)
        if issubclass(kind, tuple) and hasattr(kind, "_fields") and kind.__mro__[1] is tuple:
            items = [self.serialize(item, depth + 1) for item in tuple(value)]
            return "named", (kind.__name__, list(kind._fields), items)
        return self._serialize_object(value)

    def deserialize(self, serialized: Any) -> Any:
        """Return the value; ValueError for what is not a serialized value, whoever sent it."""
        if type(serialized) is not tuple or len(serialized) != 2 or type(serialized[0]) is not str:
            raise ValueError("it is not a serialized value")
        kind, content = serialized
        try:
            if kind == "plain":
                return content
            if kind == "object":
                return self._deserialize_object(content)
            if kind in _BUILDERS:
                return _BUILDERS[kind](content)
            if kind in _CONTAINER_BUILDERS:
                return _CONTAINER_BUILDERS[kind](self.deserialize(item) for item in content)
            if kind in _MAPPING_BUILDERS:
                return _MAPPING_BUILDERS[kind]((self.deserialize(key), self.deserialize(item)) for key, item in content)
            return self._deserialize_rare(kind, content)
        except (ArithmeticError, AttributeError, IndexError, KeyError, OverflowError, TypeError) as error:
            raise ValueError(f"it is not a {kind}: {error}") from None

    def _deserialize_rare(self, kind: str, content: Any) -> Any:
        if kind == "objects":
            array = np.empty(len(content[1]), dtype=object)
            array[:] = [self.deserialize(item) for item in content[1]]
            return array.reshape(content[0])
        if kind == "named":
            name, fields, items = content
            if len(fields) > MAX_FIELDS:
                raise ValueError("it has too many fields")
            key = (name, *fields)
            named_tuple = self._named_tuples.setdefault(key, collections.namedtuple(name, fields, rename=True))
            return named_tuple(*[self.deserialize(item) for item in items])
        if kind == "generator":
            if content[0] not in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"):
                raise ValueError("it is not a generator")
            bits = getattr(np.random, content[0])()
            bits.state = self.deserialize(content[1])
            return np.random.Generator(bits)
        if kind == "random state":
            state = np.random.RandomState()
            state.set_state(self.deserialize(content))
            return state
        raise ValueError("its kind is unknown")


def _serialize_exactly(kind: type, value: Any) -> Serialized | None:
    """Serialize a value that a short text or a few numbers determine."""
    if kind in TEXTS:
        return TEXTS[kind], str(value) if kind is decimal.Decimal else value.isoformat()
    if kind is range:
        return "range", (value.start, value.stop, value.step)
    if kind is fractions.Fraction:
        return "Fraction", (value.numerator, value.denominator)
    if kind is bytearray:
        return "bytearray", bytes(value)
    if kind is slice and {type(value.start), type(value.stop), type(value.step)} <= PLAIN_TYPES:
        return "slice", (value.start, value.stop, value.step)
    if kind is datetime.timedelta:
        return "timedelta", (value.days, value.seconds, value.microseconds)
    if value is ...:
        return "ellipsis", None
    if kind is type:
        content = (str(value.__module__), str(value.__qualname__))
        return ("class", content) if known_class(*content) is value else None
    if issubclass(kind, np.dtype) and value.kind in "biufcUS":
        return "dtype", str(value.str)
    return None


def known_class(module: str, name: str) -> type | None:
    """Return a class of the few modules whose classes are the same on both sides."""
    value = getattr(sys.modules.get(module), name, None) if module in KNOWN_MODULES else None
    return value if isinstance(value, type) else None


def _build_class(content: Any) -> type:
    value = known_class(*content)
    if value is None:
        raise ValueError("its class is unknown")
    return value


def _build_scalar(content: Any) -> Any:
    return content[()]


def _build_dtype(content: Any) -> Any:
    if type(content) is not str:
        raise ValueError("its type is unknown")
    return np.dtype(content)


def _build_defaultdict(pairs: Iterable[tuple[Any, Any]]) -> Any:
    return collections.defaultdict(None, pairs)


def _build_texts(content: Any) -> Any:
    """Build an array of texts: its type alone, a few bytes, says how much memory each of them takes."""
    name, shape, items = content
    if type(name) is not str or not TEXT_DTYPE.fullmatch(name) or type(items) is not list:
        raise ValueError("its type is unknown")
    if np.dtype(name).itemsize * len(items) > MAX_TEXT_BYTES:
        raise ValueError(f"it is larger than {MAX_TEXT_BYTES >> 20} MiB")
    return np.array(items, dtype=name).reshape(shape)


def _build_bytearray(content: Any) -> bytearray:
    if type(content) is not bytes:  # a number would be a length
        raise ValueError("it is no bytes")
    return bytearray(content)


_BUILDERS: dict[str, Callable[[Any], Any]] = {
    "scalar": _build_scalar,
    "texts": _build_texts,
    "range": lambda content: range(*content),
    "slice": lambda content: slice(*content),
    "Fraction": lambda content: fractions.Fraction(*content),
    "Decimal": decimal.Decimal,
    "bytearray": _build_bytearray,
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "timedelta": lambda content: datetime.timedelta(*content),
    "ellipsis": lambda content: ...,
    "class": _build_class,
    "dtype": _build_dtype,
}
_CONTAINER_BUILDERS: dict[str, Callable[[Any], Any]] = {name: kind for kind, name in CONTAINERS.items()}
_MAPPING_BUILDERS: dict[str, Callable[[Any], Any]] = {name: kind for kind, name in MAPPINGS.items()}
_MAPPING_BUILDERS["Counter"] = lambda pairs: collections.Counter(dict(pairs))
_MAPPING_BUILDERS["defaultdict"] = _build_defaultdict

FUNCTION_TYPES = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)
MUTABLE_TYPES = (
    list, dict, set, collections.deque, bytearray, np.ndarray, np.random.Generator, np.random.RandomState,
)  # fmt: skip
