"""Notices, while a test runs, that it is about to run what a student may have written, and stops it.

The reading of a test (`cell_analysis`) sees only what the test's own text says. This sees what it does, also inside
libraries: Python reports its own dangerous operations to audit hooks before it carries them out.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

TEST_FILE = "<test "
"""How the file names of tests begin."""

PROGRAM_EVENTS = frozenset({
    "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.forkpty", "pty.spawn",
})  # fmt: skip

TEXT_RUNNERS = frozenset({"bdb", "code", "codeop", "doctest", "pdb", "profile", "cProfile", "runpy", "trace"})
"""Modules that run any text they are given. Others run texts of their own, as `dataclasses` does."""

TIMEIT_LINES = frozenset({"pass", "_stmt()", "_setup()"})
"""What `timeit` itself puts in place of a function, and of no set-up."""

TEXT_RUNNING_PACKAGES = frozenset({"sympy", "yaml"})


@dataclass
class ExecutionWatch:
    """The test that runs: its text, its folder, and what to call with the reason why it must stop."""

    source: str
    folder: Path
    refuse: Callable[[str], BaseException]

    def reason(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> str:
        """Return why the test must not do this; empty where it may."""
        if event == "pickle.find_class":
            return "the test unpickles, which would run what a student wrote"
        if event in PROGRAM_EVENTS:
            return "the test starts a program"
        if event in ("compile", "exec"):
            return self._reason_against_text(event, arguments, frame)
        if event == "ctypes.dlopen" and self._is_file(arguments[0]):
            return "the test loads a library from a file, perhaps a student's"
        return ""

    def _reason_against_text(self, event: str, arguments: tuple[Any, ...], frame: FrameType) -> str:
        code = arguments[0] if event == "exec" else None
        if isinstance(code, CodeType) and self._is_file(code.co_filename):
            return "the test runs a file, perhaps a student's"
        if event == "exec":
            return ""
        module = str(frame.f_globals.get("__name__"))
        is_of_test = frame.f_code.co_filename.startswith(TEST_FILE)
        runs_any_text = module in TEXT_RUNNERS or module.partition(".")[0] in TEXT_RUNNING_PACKAGES
        texts: tuple[Any, ...] = (arguments[0],) if is_of_test or runs_any_text else ()
        if module == "timeit":
            values = [frame.f_locals.get(name) for name in ("stmt", "setup")]
            lines = [line.strip() for value in values if isinstance(value, str) for line in value.splitlines()]
            texts = tuple(line for line in lines if line not in TIMEIT_LINES)
        if all(self._is_own(text) for text in texts):
            return ""
        return "the test would run text, perhaps a student's"

    def _is_own(self, text: Any) -> bool:
        """Return whether a text stands in the test itself."""
        if isinstance(text, bytes):
            text = text.decode(errors="replace")
        return not isinstance(text, str) or text.strip() in self.source

    def _is_file(self, name: Any) -> bool:
        if not isinstance(name, str) or name.startswith("<"):
            return False
        path = (self.folder / name).resolve()
        return path.is_relative_to(self.folder.resolve()) and path.exists()


class _Hook:
    """The audit hook of this process, which cannot be removed: it does nothing unless a test runs."""

    def __init__(self) -> None:
        self.watch: ExecutionWatch | None = None
        self.is_installed = False

    def install(self) -> None:
        """Add the hook to this process, once."""
        if not self.is_installed:
            self.is_installed = True
            sys.addaudithook(self)

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise what `refuse` returns, before the operation, where the running test must not do this."""
        watch = self.watch
        if watch is None or event not in WATCHED_EVENTS:
            return
        self.watch = None  # the hook's own operations are not the test's
        try:
            reason = watch.reason(event, arguments, sys._getframe(1))
        finally:
            self.watch = watch
        if reason:
            raise watch.refuse(reason)


WATCHED_EVENTS = PROGRAM_EVENTS | {"pickle.find_class", "compile", "exec", "ctypes.dlopen"}
_HOOK = _Hook()


@contextmanager
def watch_execution(source: str, refuse: Callable[[str], BaseException]) -> Iterator[None]:
    """Context manager: inside it, a test with this text in the current folder is stopped by what `refuse` returns."""
    _HOOK.install()
    _HOOK.watch = ExecutionWatch(source, Path.cwd(), refuse)
    try:
        yield
    finally:
        _HOOK.watch = None
