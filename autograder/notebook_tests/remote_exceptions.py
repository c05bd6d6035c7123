"""Exceptions in a test: those of the student's code, raised again here, and two that end the test."""

from __future__ import annotations

import builtins
from typing import Any, TypeGuard


class NeedsManualGrading(BaseException):
    """The test does what is impossible with another process. No `except Exception` of a test catches this."""


class ConnectionClosed(BaseException):
    """The student's process has ended."""


class StudentError(Exception):
    """An exception of a student's own class, or a reply that cannot be read."""


class RemoteExceptions:
    """Builds the exceptions of one student's process; the same name is always the same class."""

    def __init__(self) -> None:
        self._classes: dict[str, type[BaseException]] = {}

    def exception(self, result: Any) -> BaseException:
        """Return the exception that a reply describes by names, text and frames."""
        if type(result) is not tuple or result[0] != "raised":
            return StudentError("the student's code failed in a way that cannot be read")
        names, text, frames = result[1]
        error_class = self._classes.get(names[0]) or self.error_class(names[0], names)
        try:
            error = error_class(text)
        except TypeError:  # UnicodeDecodeError and some others need more arguments
            error = StudentError(f"{names[0]}: {text}")
        error.__notes__ = [f"in the student's {frame}" for frame in frames if type(frame) is str]
        return error

    def error_class(self, name: str, names: list[str]) -> type[BaseException]:
        """Return the builtin exception of this name, or else a class derived from the first builtin one in `names`."""
        builtin = (getattr(builtins, base, None) for base in names)
        base_class: type[BaseException] = next((kind for kind in builtin if _is_exception(kind)), StudentError)
        if base_class.__name__ == name:
            return base_class
        new_class = type(name if name.isidentifier() else "StudentError", (base_class,), {})
        return self._classes.setdefault(name, new_class)


def _is_exception(kind: Any) -> TypeGuard[type[BaseException]]:
    return isinstance(kind, type) and issubclass(kind, BaseException)
