"""What comes back from a student's process: plain data, never one of the student's objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

Value: TypeAlias = Any
"""Plain data (None, bool, int, float, complex, str, bytes, list, tuple, dict, ndarray) or a `Handle`."""


@dataclass(frozen=True)
class Returned:
    """A call that returned a value; `arguments` and `keywords` are what was passed, as the call left it."""

    value: Value
    arguments: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Raised:
    """An exception of the student's code, as printable and shortened texts.

    `bases` are the names of all its classes, the most derived first; `line` and `source_line` say where it occurred in
    the student's cell; `traceback` has one line for each frame of the student's code.
    """

    type_name: str
    message: str
    line: int | None = None
    source_line: str = ""
    traceback: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class UnreadableResult(Raised):
    """A call whose result cannot be sent: it is nested too deep, too large, or contains itself."""


@dataclass(frozen=True)
class DisplayUpdate:
    """New content for an output of an earlier cell, from `update_display`."""

    cell: int
    output: int
    data: dict[str, Any]
    metadata: dict[str, Any]


@dataclass(frozen=True)
class CellResult:
    """The outputs of a cell as nbformat dictionaries, the exception that ended it, and its updates of earlier cells."""

    outputs: tuple[dict[str, Any], ...]
    error: Raised | None = None
    seconds: float = 0.0
    updates: tuple[DisplayUpdate, ...] = ()


class ProcessEnded(Exception):
    """The student's process has ended. `reason` is timeout, memory, exit, signal, protocol or sandbox."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message
