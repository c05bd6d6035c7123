"""How a check ends unless it passes, and the two statements that end it."""

from __future__ import annotations


class CheckFailed(AssertionError):
    """A property does not hold: the student's mistake. Carries a message and perhaps a hint.

    `public_message` is the message for feedback: student code can put hidden inputs into whatever text it raises or
    names its classes by, so this one quotes none of it.
    """

    def __init__(self, message: str, hint: str | None = None, *, public_message: str | None = None) -> None:
        self.message, self.hint = message, hint
        self.public_message = message if public_message is None else public_message
        super().__init__(message)


class CheckSkipped(AssertionError):
    """The check cannot run, because an earlier exercise does not provide what it needs."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class NotAttempted(CheckFailed):
    """The function still raises NotImplementedError."""


def expect(holds: object, message: str, *, hint: str | None = None, public_message: str | None = None) -> None:
    """Fail the check with `message`, which states the property, unless it holds."""
    if not holds:
        raise CheckFailed(message, hint, public_message=public_message)


def require(holds: object, reason: str) -> None:
    """Skip the check with `reason`, a sentence about an earlier exercise, unless it holds."""
    if not holds:
        raise CheckSkipped(reason)
