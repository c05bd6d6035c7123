"""The errors of this kit: each is for a person who can mend something, and says what, where and what to do next.

A student's wrong answer is never an exception here; it is a value in the report.

    AutograderError
    ├── BrokenCheckError   exit 1   a hidden check crashed: the report is not publishable
    ├── UsageError         exit 2   a path, a unit or an option that does not exist
    ├── CourseError        exit 3   course.yml
    ├── NotebookError      exit 4   a source notebook or a file that should be a notebook
    ├── LeakError          exit 5   a release would have shown a solution or a hidden check
    └── SandboxError       exit 6   the walls around student code could not be put up
"""

from __future__ import annotations

from typing import ClassVar


class AutograderError(Exception):
    """Base of the tree; `exit_code` is what the command line ends with."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str = "", fix: str = "") -> None:
        self.what, self.where, self.fix = what, where, fix
        super().__init__(what)

    def __str__(self) -> str:
        """Everything on one line: what (where). Fix."""
        place = f" ({self.where})" if self.where else ""
        advice = f". {self.fix[0].upper()}{self.fix[1:]}" if self.fix else ""
        return f"{self.what}{place}{advice}"

    def __reduce__(self) -> tuple[object, ...]:
        """Keyword-only fields need a hand to survive pickling."""
        return _rebuild, (type(self), self.what, self.where, self.fix)


class BrokenCheckError(AutograderError):
    """A check itself crashed: the instructor's business, never the student's."""

    exit_code = 1


class UsageError(AutograderError):
    """A path, a unit or an option that cannot be used as given."""

    exit_code = 2


class CourseError(AutograderError):
    """course.yml cannot be used as it stands."""

    exit_code = 3


class NotebookError(AutograderError):
    """A notebook that cannot be read, or an instructor's notebook that breaks a rule."""

    exit_code = 4


class LeakError(AutograderError):
    """Something secret would have reached the students."""

    exit_code = 5


class SandboxError(AutograderError):
    """Student code could not be isolated as demanded."""

    exit_code = 6


def _rebuild(kind: type[AutograderError], what: str, where: str, fix: str) -> AutograderError:
    return kind(what, where=where, fix=fix)
