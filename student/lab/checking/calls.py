"""A call of a student's function and its reply, the same for code in this process and in the grader's sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Ending = Literal["returned", "raised", "stopped", "missing"]


@dataclass(frozen=True, slots=True)
class Reply:
    """The result of one call: a value or a handle, an exception, a timeout, or no such name.

    Beside a handle, `value` is the object's `OpaqueValue`. `arguments` are those of the call as they were afterwards,
    those passed by keyword last. `line` and `source_line` say where the student's cell raised, if the caller knows.
    """

    ending: Ending
    value: Any = None
    handle: Any = None
    arguments: tuple[Any, ...] = ()
    warnings: tuple[str, ...] = ()
    error: str = ""
    message: str = ""
    hint: str = ""
    line: int | None = None
    source_line: str = ""


@dataclass(frozen=True, slots=True)
class OpaqueValue:
    """Stands for an object that is no data, also inside a list, tuple or dictionary; `name` is its class, or empty.

    An array that is no data has the name "ndarray of" and its dtype.
    """

    name: str


def map_leaves(value: Any, convert: Callable[[Any], Any]) -> Any:
    """Rebuild nested lists, tuples and dictionaries with `convert` applied to everything else in them."""
    if isinstance(value, (list, tuple)):
        return (tuple if isinstance(value, tuple) else list)(map_leaves(item, convert) for item in value)
    if isinstance(value, dict):
        return {key: map_leaves(item, convert) for key, item in value.items()}
    return convert(value)


@dataclass(frozen=True, slots=True)
class Target:
    """What to call or read: a name of the student's, or an attribute of the object behind `owner`, a handle."""

    name: str
    owner: Any = None


class Caller(Protocol):
    """Calls and reads the student's names."""

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Call the target with copies of the arguments."""
        ...

    def fetch(self, target: Target) -> Reply:
        """Read the target without calling it."""
        ...
