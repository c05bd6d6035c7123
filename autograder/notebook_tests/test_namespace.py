"""The globals of a test cell: the test's own names first, builtins, and behind them the student's, asked when used."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from autograder.notebook_tests.rpc_client import Link, handle_of

STATEFUL = ("matplotlib.pyplot", "matplotlib.pylab", "pylab")
"""Modules with a current state, which is the student's: figures drawn in the notebook are there, not here."""


class Namespace(dict[str, Any]):
    """A test assigns, deletes and looks up names; where the notebook mentions the name, it happens there as well."""

    def __init__(self, exercises: frozenset[str] = frozenset(), shared: frozenset[str] = frozenset()) -> None:
        """`exercises` are the student's even where a builtin has the name; `shared` are set by both sides in turn."""
        super().__init__(__name__="__main__", __builtins__=builtins)
        self.link: Link | None = None
        self.mentioned: frozenset[str] = frozenset()
        self.exercises, self.shared = exercises, shared
        self._seen: dict[str, Any] = {}
        self._stateful: dict[str, str] = {}

    def attach(self, link: Link) -> None:
        """Go on with this child, which has been told what the tests changed in the last one."""
        self.link, self._seen = link, {}
        for name, value in list(super().items()):
            if type(value) is ModuleType and value.__name__ in STATEFUL:
                self._stateful[name] = value.__name__
        for name, module in self._stateful.items():
            super().__setitem__(name, link.ask("module", module))

    def fresh(self) -> None:
        """Forget what was looked up: the student's code has run since."""
        self._seen.clear()

    def __missing__(self, name: str) -> Any:
        if hasattr(builtins, name) and name not in self.exercises:
            raise KeyError(name)
        if name in self._seen:
            return self._seen[name]
        if self.link is None or not self.link.ask("has", name):
            raise KeyError(name)
        value = self.link.ask("get", name)
        self._seen[name] = value
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self._stateful.pop(name, None)
        if self.link is not None and type(value) is ModuleType and value.__name__ in STATEFUL:
            self._stateful[name] = value.__name__
            value = self.link.ask("module", value.__name__)
        super().__setitem__(name, value)
        if self.link is None or name not in self.mentioned or type(value) is ModuleType:
            return
        self._seen.pop(name, None)
        if self.link.offer(name, value) and (handle_of(value) is not None or name in self.shared):
            super().__delitem__(name)  # it is the student's own again

    def __delitem__(self, name: str) -> None:
        mine = dict.__contains__(self, name)
        if mine:
            super().__delitem__(name)
        self._seen.pop(name, None)
        if self.link is not None and self.link.ask("has", name):
            self.link.ask("delete", name)
        elif not mine:
            raise KeyError(name)

    def __contains__(self, name: object) -> bool:
        if super().__contains__(name):
            return True
        return type(name) is str and self.link is not None and bool(self.link.ask("has", name))

    def get(self, name: str, default: Any = None) -> Any:
        """As of a dictionary, the student's names included."""
        try:
            return self[name]
        except KeyError:
            return default

    def keys(self) -> Any:
        """The names of both sides."""
        return dict.fromkeys(self).keys()

    def __iter__(self) -> Iterator[str]:
        yield from list(super().__iter__())
        if self.link is not None:
            yield from (name for name in self.link.ask("names") if not super(Namespace, self).__contains__(name))
