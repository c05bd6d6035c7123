"""A caller that also records where an exception was raised in the student's code, and what the code printed."""

from __future__ import annotations

import builtins
import contextlib
import io
import linecache
from collections.abc import Callable, Iterator, Mapping
from types import TracebackType
from typing import Any

from lab.checking.calls import Reply
from lab.checking.local_caller import LocalCaller

MAX_PRINTED = 2_000


class TracingCaller(LocalCaller):
    """A `LocalCaller` that records in `location` the line of the last exception, in `printed` all printed text.

    `function` is the name of the function with that line, `printed_lines` how many lines were printed.
    """

    records_all_warnings = False  # the student's own filters count

    def __init__(self, names: Mapping[str, Any], module: str) -> None:
        super().__init__(names)
        self.forget()
        self.module = module

    def forget(self) -> None:
        """Begin anew, for another check."""
        self.location, self.function, self.printed, self.printed_lines = "", "", "", 0

    def _reply(self, action: Callable[[], Any], arguments: tuple[Any, ...]) -> Reply:
        self.location = self.function = ""
        printed = _Recorder()

        def traced() -> Any:
            try:
                with contextlib.redirect_stdout(printed), _no_input():
                    return action()
            except Exception as error:
                self.location = error_location(error.__traceback__, self.module)
                self.function = self.location.partition("`")[2].partition("`")[0]
                raise

        try:
            return super()._reply(traced, arguments)
        finally:
            self.printed_lines += printed.lines
            if len(self.printed) < MAX_PRINTED:
                self.printed += printed.text


class _Recorder(io.TextIOBase):
    """Takes what is printed: keeps the beginning, and counts all lines."""

    def __init__(self) -> None:
        self.text, self.lines = "", 0

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        self.text += text[: max(MAX_PRINTED - len(self.text), 0)]
        self.lines += text.count("\n")
        return len(text)


@contextlib.contextmanager
def _no_input() -> Iterator[None]:
    """Let `input` fail at once: nobody is asked during a check."""

    def refuse(prompt: object = "") -> str:
        raise RuntimeError("a check asks nobody: take `input()` out, every value is an argument")

    own_input, builtins.input = builtins.input, refuse
    try:
        yield
    finally:
        builtins.input = own_input


def error_location(traceback: TracebackType | None, module: str) -> str:
    """Return function, line and code of a traceback's innermost frame in a module; a notebook's is `__main__`."""
    location = ""
    while traceback is not None:
        frame = traceback.tb_frame
        if frame.f_globals.get("__name__") == module:
            name, number = frame.f_code.co_name, traceback.tb_lineno
            code = linecache.getline(frame.f_code.co_filename, number).strip()
            line = f"`{name}`, line {number}" if name.isidentifier() else f"line {number}"
            location = f"{line}: `{code}`" if code and "`" not in code else line
        traceback = traceback.tb_next
    return location
