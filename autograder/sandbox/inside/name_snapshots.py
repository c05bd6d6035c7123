"""The names of the notebook at its check cells, after its last cell, and as the student set them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

_MISSING = object()


class NotebookNames:
    """Keeps copies of the notebook's namespace while its cells are run, and puts one of them back.

    The functions of the notebook see the names that are put back, because the dictionary stays the same.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._at_checks: dict[str, dict[str, Any]] = {}
        self._after_last_cell: dict[str, Any] | None = None
        self._before_cell: dict[str, Any] = {}
        self._student_names: set[str] = set()
        self._replaced: dict[str, Any] = {}

    def start_cell(self, checks: Iterable[str]) -> None:
        """Keep the names before a cell, under each of the checks that stand directly above it."""
        self._before_cell = dict(self._namespace)
        self._at_checks |= dict.fromkeys(checks, self._before_cell)

    def end_cell(self, is_given: bool) -> None:
        """Remember which names the student's cells set, and their values that a given cell has replaced."""
        before = self._before_cell
        changed = {name for name, value in self._namespace.items() if before.get(name, _MISSING) is not value}
        if not is_given:
            self._student_names |= changed
            return
        for name in changed & self._student_names & before.keys():
            self._replaced.setdefault(name, before[name])

    def select(self, version: str, check: str) -> tuple[bool, bool]:
        """Put back a version of the names: "check", "last" or "own".

        Returns whether the check's own name has another value after the last cell, and whether a given cell has
        replaced the value of a name of the student's.
        """
        if self._after_last_cell is None:
            self._after_last_cell = dict(self._namespace)
        last = self._after_last_cell
        at_check = self._at_checks.get(check, last)
        names = last if version == "last" else at_check | self._replaced if version == "own" else at_check
        self._namespace.clear()
        self._namespace.update(names)
        return at_check.get(check, _MISSING) is not last.get(check, _MISSING), bool(self._replaced)
