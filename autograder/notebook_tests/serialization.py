"""Values as parcels: what the wire has no form for is told by what it has. Runs on both sides of the wall.

A parcel is a pair (kind, content) of plain data. A class of values that is not listed here stays where it is and
travels as an object that the other side may ask.
"""

from __future__ import annotations

import collections
import datetime
import decimal
import fractions
import sys
import types
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

Parcel = tuple[str, Any]

DEEPEST = 40
PLAIN = frozenset({type(None), bool, int, float, complex, str, bytes})
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


class Parcels:
    """Packs and unpacks; `opaque` packs whatever is not data, `known` finds it again."""

    def __init__(self, opaque: Callable[[Any], Parcel], known: Callable[[Any], Any]) -> None:
        self.opaque = opaque
        self.known = known
        self._named: dict[tuple[str, ...], Any] = {}

    def pack(self, value: Any, depth: int = 0) -> Parcel:
        """Exact types only: an instance of a subclass is an object of its own."""
        kind = type(value)
        if depth > DEEPEST:
            raise ValueError("it is nested too deep, or contains itself")
        if kind in PLAIN:
            return "plain", value
        if kind in CONTAINERS:
            if (kind is list or kind is tuple) and all(type(item) in PLAIN for item in value):
                return "plain", value
            return CONTAINERS[kind], [self.pack(item, depth + 1) for item in value]
        if kind in MAPPINGS:
            pairs = [(self.pack(key, depth + 1), self.pack(item, depth + 1)) for key, item in value.items()]
            return MAPPINGS[kind], pairs
        if kind is np.ndarray or issubclass(kind, np.generic):
            return self._array(value, depth)
        return _exact(kind, value) or self._rare(kind, value, depth)

    def _array(self, value: Any, depth: int) -> Parcel:
        array, shape = np.asarray(value), list(np.shape(value))
        if array.dtype.kind in "biufc":
            return ("plain" if type(value) is np.ndarray else "scalar"), (array if shape else array.copy())
        if array.dtype.kind in "US":
            return "texts", (array.dtype.str, shape, array.ravel().tolist())
        if array.dtype.kind == "O":
            return "objects", (shape, [self.pack(item, depth + 1) for item in array.ravel().tolist()])
        return self.opaque(value)

    def _rare(self, kind: type, value: Any, depth: int) -> Parcel:
        if kind is np.random.Generator:
            return "generator", (type(value.bit_generator).__name__, self.pack(value.bit_generator.state, depth + 1))
        if kind is np.random.RandomState:
            return "random state", self.pack(value.get_state(legacy=True), depth + 1)
        if issubclass(kind, tuple) and hasattr(kind, "_fields") and kind.__mro__[1] is tuple:
            items = [self.pack(item, depth + 1) for item in tuple(value)]
            return "named", (kind.__name__, list(kind._fields), items)
        return self.opaque(value)

    def unpack(self, parcel: Any) -> Any:
        """The value; ValueError for what is no parcel, whoever sent it."""
        if type(parcel) is not tuple or len(parcel) != 2 or type(parcel[0]) is not str:
            raise ValueError("no parcel")
        kind, content = parcel
        try:
            if kind == "plain":
                return content
            if kind == "object":
                return self.known(content)
            if kind in BUILDERS:
                return BUILDERS[kind](content)
            if kind in _COLLECTED:
                return _COLLECTED[kind](self.unpack(item) for item in content)
            if kind in _MAPPED:
                return _MAPPED[kind]((self.unpack(key), self.unpack(item)) for key, item in content)
            return self._unusual(kind, content)
        except (ArithmeticError, AttributeError, IndexError, KeyError, OverflowError, TypeError) as error:
            raise ValueError(f"no {kind}: {error}") from None

    def _unusual(self, kind: str, content: Any) -> Any:
        if kind == "objects":
            array = np.empty(len(content[1]), dtype=object)
            array[:] = [self.unpack(item) for item in content[1]]
            return array.reshape(content[0])
        if kind == "named":
            name, fields, items = content
            key = (name, *fields)
            made = self._named.setdefault(key, collections.namedtuple(name, fields, rename=True))
            return made(*[self.unpack(item) for item in items])
        if kind == "generator":
            if content[0] not in ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64"):
                raise ValueError("no generator")
            bits = getattr(np.random, content[0])()
            bits.state = self.unpack(content[1])
            return np.random.Generator(bits)
        if kind == "random state":
            state = np.random.RandomState()
            state.set_state(self.unpack(content))
            return state
        raise ValueError("an unknown kind of parcel")


def _exact(kind: type, value: Any) -> Parcel | None:
    """Values with a short, exact text or a few numbers."""
    if kind in TEXTS:
        return TEXTS[kind], str(value) if kind is decimal.Decimal else value.isoformat()
    if kind is range:
        return "range", (value.start, value.stop, value.step)
    if kind is fractions.Fraction:
        return "Fraction", (value.numerator, value.denominator)
    if kind is bytearray:
        return "bytearray", bytes(value)
    if kind is slice and {type(value.start), type(value.stop), type(value.step)} <= PLAIN:
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
    """A class of the few modules whose classes are the same on both sides."""
    found = getattr(sys.modules.get(module), name, None) if module in KNOWN_MODULES else None
    return found if isinstance(found, type) else None


def _class(content: Any) -> type:
    found = known_class(*content)
    if found is None:
        raise ValueError("an unknown class")
    return found


def _scalar(content: Any) -> Any:
    return content[()]


def _dtype(content: Any) -> Any:
    return np.dtype(content)


def _defaultdict(pairs: Iterable[tuple[Any, Any]]) -> Any:
    return collections.defaultdict(None, pairs)


BUILDERS: dict[str, Callable[[Any], Any]] = {
    "scalar": _scalar,
    "texts": lambda content: np.array(content[2], dtype=content[0]).reshape(content[1]),
    "range": lambda content: range(*content),
    "slice": lambda content: slice(*content),
    "Fraction": lambda content: fractions.Fraction(*content),
    "Decimal": decimal.Decimal,
    "bytearray": bytearray,
    "datetime": datetime.datetime.fromisoformat,
    "date": datetime.date.fromisoformat,
    "time": datetime.time.fromisoformat,
    "timedelta": lambda content: datetime.timedelta(*content),
    "ellipsis": lambda content: ...,
    "class": _class,
    "dtype": _dtype,
}
_COLLECTED: dict[str, Callable[[Any], Any]] = {name: kind for kind, name in CONTAINERS.items()}
_MAPPED: dict[str, Callable[[Any], Any]] = {name: kind for kind, name in MAPPINGS.items()}
_MAPPED["Counter"] = lambda pairs: collections.Counter(dict(pairs))
_MAPPED["defaultdict"] = _defaultdict

FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, np.ufunc)


MUTABLE = (list, dict, set, collections.deque, bytearray, np.ndarray, np.random.Generator, np.random.RandomState)
