"""The globals of a test cell: names of the test, then builtins, then names of the student, requested when used."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from autograder.notebook_tests.notebook_names import NotebookNames
from autograder.notebook_tests.rpc_client import StudentConnection, handle_of

STATEFUL_MODULES = ("matplotlib.pyplot", "matplotlib.pylab", "pylab")
"""Modules with a current state. It is in the student's process, where the notebook has drawn its figures."""


class CellNamespace(dict[str, Any]):
    """The globals of all test cells of a notebook.

    A name that the course's own code reads is also set or deleted in the student's process, whatever the student's
    code reads; a function or a class of a test never is.
    """

    def __init__(self, names: NotebookNames) -> None:
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.connection: StudentConnection | None = None
        self.names = names
        self.is_shared = True
        """Whether names that are set here are set in the notebook, too: not while a locked cell of the course runs."""
        self._cache: dict[str, Any] = {}
        self._deleted: set[str] = set()
        self._stateful_modules: dict[str, str] = {}

    @property
    def remote_names(self) -> frozenset[str]:
        """The names whose values are the student's objects or modules with a state."""
        return self.names.student | self.names.shared | self.stateful_names

    @property
    def stateful_names(self) -> frozenset[str]:
        """The names of modules with a state."""
        return frozenset(self._stateful_modules)

    def forget(self, names: Iterable[str]) -> None:
        """Remove names here only: their values are those of the student's notebook."""
        for name in names:
            super().pop(name, None)

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
        if self.connection is None or (hasattr(builtins, name) and name not in self.names.student):
            raise KeyError(name)
        if reason := self.names.refusal(name):
            raise self.connection.refuse(reason)
        if name in self._cache:
            return self._cache[name]
        if self.names.is_missing(name) or not self.connection.request("has", name):
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
        is_back = name in self._deleted and handle_of(value) is not None
        if self.connection is None or not self.is_shared or not (is_back or name in self.names.read):
            return
        self._deleted.discard(name)
        self._cache.pop(name, None)
        origin = _library_origin(value)
        if origin is not None:
            self.connection.try_to_send("import", name, *origin)
        elif handle_of(value) is None and callable(value) and not hasattr(builtins, name):
            return
        elif self.connection.try_to_send("set", name, value) and self._is_the_students(name, value):
            super().__delitem__(name)  # the student's process has the value, and may change it

    def _is_the_students(self, name: str, value: Any) -> bool:
        return handle_of(value) is not None or name in self.names.global_

    def __delitem__(self, name: str) -> None:
        is_local = dict.__contains__(self, name)
        if is_local:
            super().__delitem__(name)
        self._cache.pop(name, None)
        if self.connection is not None and self.connection.request("has", name):
            self.connection.request("delete", name)
            self._deleted.add(name)
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


def _library_origin(value: Any) -> tuple[str, str] | None:
    """Return the module and the attribute from which the other process can import the value, if there are any."""
    if handle_of(value) is not None:
        return None
    if type(value) is ModuleType:
        return value.__name__, ""
    if not callable(value):
        return None
    module, name = getattr(value, "__module__", None), getattr(value, "__name__", None)
    if not isinstance(module, str) or not isinstance(name, str) or module == "__main__":
        return None
    return (module, name) if getattr(sys.modules.get(module), name, None) is value else None


def _is_stateful(value: Any) -> bool:
    return type(value) is ModuleType and value.__name__ in STATEFUL_MODULES
