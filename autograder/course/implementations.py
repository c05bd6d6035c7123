"""Implementations of an exercise, right or wrong: the text of their cell, and what that cell defines."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import CodeType
from typing import Any, Protocol

from autograder.course.solution_changes import rename_definition


class Implementation(Protocol):
    """One way to write an exercise."""

    @property
    def name(self) -> str:
        """The implementation's name in words."""

    @property
    def cell(self) -> str:
        """The text of a solution cell that holds the implementation under the exercise's name."""

    @property
    def value(self) -> Any:
        """The function or class that the cell defines."""


@dataclass(frozen=True)
class WholeImplementation:
    """An implementation that is written out as a function or class."""

    exercise: str
    value: Callable[..., Any]

    @property
    def name(self) -> str:
        """The implementation's name in words: that of its function."""
        return self.value.__name__

    @cached_property
    def cell(self) -> str:
        """The function's source without its decorators, under the exercise's name."""
        return rename_definition(textwrap.dedent(inspect.getsource(self.value)), self.exercise)


@dataclass(frozen=True)
class ChangedImplementation:
    """An implementation made by changes of some code; `names` is what its code finds in the notebook."""

    exercise: str
    name: str
    cell: str
    names: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def value(self) -> Any:
        """The function or class that the changed code defines."""
        return define(self.exercise, self.cell, self.names, self.name)


def define(exercise: str, cell: str, names: Mapping[str, Any], title: str = "solution") -> Any:
    """Run a solution cell of the course's own, which finds `names`; return the function or class that it defines."""
    namespace = {"__name__": "__main__", **names}
    exec(_compiled(cell, title), namespace)  # noqa: S102 - the course's own code
    return namespace[exercise]


@lru_cache(maxsize=1024)
def _compiled(cell: str, title: str) -> CodeType:
    return compile(cell, f"<{title}>", "exec")
