"""A trusted function that works on a student's arguments: it may use no more than the student's own code may."""

from __future__ import annotations

import contextlib
import resource
import signal
import threading
from collections.abc import Iterator
from types import FrameType

PAGES = "/proc/self/statm"


class TooLong(Exception):
    """The function was stopped by the clock."""


@contextlib.contextmanager
def leash(seconds: float, memory: int) -> Iterator[None]:
    """Raise `TooLong` in here after `seconds`, and `MemoryError` where more than `memory` further bytes are asked for.

    `fit_line(x, y, lr, 10**12)` is one line for a student and would be a night for the grader. Signals reach the main
    thread alone, so elsewhere only the memory is looked after; a system without /proc has the clock alone.
    """
    with _clock(seconds), _ceiling(memory):
        yield


@contextlib.contextmanager
def _clock(seconds: float) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise TooLong


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
