"""How a check ends unless it passes, and the two statements that end it."""

from __future__ import annotations


class CheckFailed(AssertionError):
    """A property does not hold: the student's mistake. Carries a message and perhaps a hint."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        self.message, self.hint = message, hint
        super().__init__(message)


class CheckSkipped(AssertionError):
    """The check cannot run, because an earlier exercise does not provide what it needs."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotAttempted(CheckFailed):
    """The function still raises NotImplementedError."""


def expect(holds: object, message: str, *, hint: str | None = None) -> None:
    """Fail the check with `message`, which states the property, unless it holds."""
    if not holds:
        raise CheckFailed(message, hint)


def require(holds: object, reason: str) -> None:
    """Skip the check with `reason`, a sentence about an earlier exercise, unless it holds."""
    if not holds:
        raise CheckSkipped(reason)
