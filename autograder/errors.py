"""Exceptions for people who can fix something: each says what is wrong, where, and what to do next.

A student's wrong answer is never an exception here; it is a value in the report.

    AutograderError
    ├── BrokenCheckError   exit 1   a hidden check crashed: the report is not publishable
    ├── UsageError         exit 2   a path, a unit or an option that does not exist
    ├── CourseError        exit 3   course.yml, or a part of the course that it names
    ├── NotebookError      exit 4   a source notebook, or a file that should be a notebook
    ├── LeakError          exit 5   a release would have shown a solution or a hidden check
    └── SandboxError       exit 6   the isolation of student code could not be set up

`TimeLimitExceeded` stands beside the tree: it stops code that runs too long and is always caught.
"""

from __future__ import annotations

from typing import ClassVar


class AutograderError(Exception):
    """Base class of the tree; `exit_code` is the exit code of the command line."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, where: str = "", fix: str = "") -> None:
        self.message, self.where, self.fix = message, where, fix
        super().__init__(message)

    def __str__(self) -> str:
        """Format the error as one line: message (where). Fix."""
        place = f" ({self.where})" if self.where else ""
        advice = f". {self.fix[0].upper()}{self.fix[1:]}" if self.fix else ""
        return f"{self.message}{place}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        """Support pickling: by default it would lose the keyword-only arguments."""
        return _rebuild, (type(self), self.message, self.where, self.fix)


class BrokenCheckError(AutograderError):
    """A check that crashed: the instructor's problem, never the student's."""

    exit_code = 1


class UsageError(AutograderError):
    """A path, a unit or an option that cannot be used as given."""

    exit_code = 2


class CourseError(AutograderError):
    """A problem in course.yml, or a part of the course that is missing."""

    exit_code = 3


class NotebookError(AutograderError):
    """A notebook that cannot be read, or an instructor's notebook that breaks a rule."""

    exit_code = 4


class LeakError(AutograderError):
    """A release that would have shown students a solution or a hidden check."""

    exit_code = 5


class SandboxError(AutograderError):
    """Student code could not be isolated as required."""

    exit_code = 6


class TimeLimitExceeded(BaseException):
    """Code in this process ran longer than it may; raised by a signal handler.

    Not an `Exception`, so that no `except Exception` of the code that is stopped catches it. Student code in the
    sandbox has its own limits, and `lab`, which cannot import the engine, its own `lab.checking.timeout`.
    """


def _rebuild(error_type: type[AutograderError], message: str, where: str, fix: str) -> AutograderError:
    return error_type(message, where=where, fix=fix)
