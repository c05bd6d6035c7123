"""The layers of isolation that were active while a submission was graded."""

from __future__ import annotations

from autograder.provenance import Record


class Isolation(Record):
    """The active isolation layers of the student's process; `landlock` is the version of its ABI, 0 without it.

    `grader` says whether the grading process is confined, too, by all its layers.
    """

    process: bool = True
    bubblewrap: bool = False
    namespaces: bool = False
    landlock: int = 0
    seccomp: bool = False
    limits: bool = False
    grader: bool = False

    @property
    def complete(self) -> bool:
        """Whether every layer of the student's process is active."""
        return all(self.model_dump(exclude={"grader"}).values())
