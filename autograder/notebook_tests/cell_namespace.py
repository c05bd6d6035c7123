"""The globals of a test cell: names of the test, then builtins, then names of the student, requested when used."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from autograder.notebook_tests.rpc_client import StudentConnection, handle_of

STATEFUL_MODULES = ("matplotlib.pyplot", "matplotlib.pylab", "pylab")
"""Modules with a current state. It is in the student's process, where the notebook has drawn its figures."""


class CellNamespace(dict[str, Any]):
    """The globals of all test cells of a notebook. A name that the notebook mentions is also set or deleted there."""

    def __init__(
        self, solution_names: frozenset[str] = frozenset(), global_names: frozenset[str] = frozenset()
    ) -> None:
        """Create the namespace.

        `solution_names` are the student's even where a builtin has the same name. `global_names` are set by both sides
        in turn.
        """
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.connection: StudentConnection | None = None
        self.mentioned_names: frozenset[str] = frozenset()
        self.solution_names, self.global_names = solution_names, global_names
        self._cache: dict[str, Any] = {}
        self._stateful_modules: dict[str, str] = {}

    def connect(self, connection: StudentConnection) -> None:
        """Use this student's process from now on."""
        self.connection, self._cache = connection, {}
        for name, value in list(super().items()):
            if _is_stateful(value):
                self._stateful_modules[name] = value.__name__
        for name, module in self._stateful_modules.items():
            super().__setitem__(name, connection.request("module", module))

    def clear_cache(self) -> None:
        """Forget the values of the student's names: the student's code has run since."""
        self._cache.clear()

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name) and name not in self.solution_names:
            raise KeyError(name)
        if name in self._cache:
            return self._cache[name]
        if self.connection is None or not self.connection.request("has", name):
            raise KeyError(name)
        value = self.connection.request("get", name)
        self._cache[name] = value
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self._stateful_modules.pop(name, None)
        if self.connection is not None and _is_stateful(value):
            self._stateful_modules[name] = value.__name__
            value = self.connection.request("module", value.__name__)
        super().__setitem__(name, value)
        if self.connection is None or name not in self.mentioned_names or type(value) is ModuleType:
            return
        self._cache.pop(name, None)
        is_set = self.connection.try_to_set(name, value)
        if is_set and (handle_of(value) is not None or name in self.global_names):
            super().__delitem__(name)  # the student's process has the value, and may change it

    def __delitem__(self, name: str) -> None:
        is_local = dict.__contains__(self, name)
        if is_local:
            super().__delitem__(name)
        self._cache.pop(name, None)
        if self.connection is not None and self.connection.request("has", name):
            self.connection.request("delete", name)
        elif not is_local:
            raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        return type(name) is str and self.connection is not None and bool(self.connection.request("has", name))

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value of the test or the student, or the default."""
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self) -> Any:
        """Return the names of the test and the student."""
        return dict.fromkeys(self).keys()

    def __iter__(self) -> Iterator[str]:
        yield from list(super().__iter__())
        if self.connection is not None:
            names = self.connection.request("names")
            yield from (name for name in names if not super(CellNamespace, self).__contains__(name))


def _is_stateful(value: Any) -> bool:
    return type(value) is ModuleType and value.__name__ in STATEFUL_MODULES
