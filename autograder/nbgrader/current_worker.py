"""The worker in use: another one takes its place as soon as something that it has loaded changes.

The formgrader grades in JupyterLab's server, which runs for weeks: a corrected check must count at the next click, and
no process may be left behind for it.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar


class Closable(Protocol):
    """A worker with a process."""

    def close(self) -> None:
        """End the process."""


W = TypeVar("W", bound=Closable)


class CurrentWorker(Generic[W]):
    """Holds one worker, ended when another one is needed or this process exits."""

    def __init__(self) -> None:
        self._key: Any = None
        self._worker: W | None = None
        atexit.register(self.close)

    def get(self, key: Any, make: Callable[[], W]) -> W:
        """Return the worker that was made for an equal key, or a new one."""
        if self._worker is None or self._key != key:
            self.close()
            self._key, self._worker = key, make()
        return self._worker

    def close(self) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()
            self._worker = None
