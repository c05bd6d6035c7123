"""A trusted function that works on a student's arguments: it may use no more than the student's own code may."""

from __future__ import annotations

import contextlib
import resource
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from autograder.errors import TimeLimitExceeded

PAGES = "/proc/self/statm"


class CallbackTimeout(TimeLimitExceeded):
    """A trusted function that the child called ran longer than a call may."""


class Leash:
    """Holds the grader back while a child may ask for its functions; `call` goes around each of them.

    `fit_line(x, y, lr, 10**12)` is one line for a student and would be a night for the grader. Signals reach the main
    thread alone, so elsewhere only the memory is looked after; a system without /proc has the clock alone.
    """

    def __init__(self, seconds: float, memory: int) -> None:
        self._seconds, self._memory = seconds, memory
        self._timed = threading.current_thread() is threading.main_thread()

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """`MemoryError` in here where more than `memory` further bytes are asked for."""
        before = signal.signal(signal.SIGALRM, _ring) if self._timed else None
        try:
            with _ceiling(self._memory):
                yield
        finally:
            if self._timed:
                signal.signal(signal.SIGALRM, before)

    @contextlib.contextmanager
    def call(self) -> Iterator[None]:
        """`CallbackTimeout` in here after `seconds`."""
        if not self._timed:
            yield
            return
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise CallbackTimeout


@contextlib.contextmanager
def _ceiling(memory: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        with open(PAGES, "rb") as file:
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        yield
        return
    allowed = [used + memory, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(allowed), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
