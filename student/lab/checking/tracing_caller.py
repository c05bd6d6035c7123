"""What `lab.check` needs to know beyond an answer: where a student's own line went wrong, and what it printed."""

from __future__ import annotations

import contextlib
import io
import linecache
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

from lab.checking.api import Reply
from lab.checking.local_caller import LocalCaller

MOST_PRINTED = 2_000


class Witness(LocalCaller):
    """Calls as `LocalCaller` does, and keeps the place of the last exception and the text of every print."""

    def __init__(self, names: Mapping[str, Any], module: str) -> None:
        super().__init__(names)
        self.place, self.printed = "", ""
        self.module = module

    def _watch(self, act: Callable[[], Any], given: tuple[Any, ...]) -> Reply:
        self.place = ""
        heard = io.StringIO()

        def seen() -> Any:
            try:
                with contextlib.redirect_stdout(heard):
                    return act()
            except Exception as error:
                self.place = place(error.__traceback__, self.module)
                raise

        try:
            return super()._watch(seen, given)
        finally:
            if len(self.printed) < MOST_PRINTED:
                self.printed += heard.getvalue()[:MOST_PRINTED]


def place(trail: TracebackType | None, module: str) -> str:
    """The innermost line of a module (a notebook's is `__main__`) on the way to an error: function, line, code."""
    found = ""
    while trail is not None:
        frame = trail.tb_frame
        if frame.f_globals.get("__name__") == module:
            name, number = frame.f_code.co_name, trail.tb_lineno
            line = linecache.getline(frame.f_code.co_filename, number).strip()
            where = f"`{name}`, line {number}" if name.isidentifier() else f"line {number}"
            found = f"{where}: `{line}`" if line and "`" not in line else where
        trail = trail.tb_next
    return found
