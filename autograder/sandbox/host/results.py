"""What comes back from a child: values, never live objects of the student's."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from autograder.sandbox.protocol.framing import Handle

Value: TypeAlias = Any
"""Plain data (None, bool, int, float, complex, str, bytes, list, tuple, dict, ndarray) or a `Handle`."""


@dataclass(frozen=True)
class Returned:
    """A call that came back; `arguments` and `keywords` are what was passed, as the call left it."""

    value: Value
    arguments: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Raised:
    """An exception of the student's code: names and text only, cleaned and capped.

    `bases` are the names of all its classes, most special first; `line` and `source_line` point into the
    student's own cell; `traceback` has one line for each of the student's own frames.
    """

    type_name: str
    message: str
    line: int | None = None
    source_line: str = ""
    traceback: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    seconds: float = 0.0

    def is_a(self, name: str) -> bool:
        """Whether an `except <name>:` of the student's would have caught it."""
        return name == self.type_name or name in self.bases


@dataclass(frozen=True)
class Unreadable(Raised):
    """The call came back with something that cannot cross the wire: endless, too deep, too large."""


@dataclass(frozen=True)
class Update:
    """A later `update_display` of a picture that an earlier cell showed."""

    cell: int
    output: int
    data: dict[str, Any]
    metadata: dict[str, Any]


@dataclass(frozen=True)
class CellRun:
    """One executed cell: its outputs as nbformat dictionaries, and how it ended."""

    outputs: tuple[dict[str, Any], ...]
    error: Raised | None = None
    seconds: float = 0.0
    updates: tuple[Update, ...] = ()


class Stopped(Exception):
    """The child is gone. `reason` is one of timeout, memory, exit, signal, protocol, sandbox."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(reason, message)
        self.reason = reason
        self.message = message

    def __str__(self) -> str:
        return self.message


__all__ = ["CellRun", "Handle", "Raised", "Returned", "Stopped", "Unreadable", "Update", "Value"]
