"""Limits for trusted functions that work on a student's arguments: they may use no more than the student's code."""

from __future__ import annotations

import contextlib
import resource
import signal
import threading
from collections.abc import Iterator
from types import FrameType

from autograder.errors import TimeLimitExceeded

STATM = "/proc/self/statm"


class CallbackTimeout(TimeLimitExceeded):
    """A trusted function, called by the student's process, ran longer than a call may."""


class CallbackLimits:
    """Limits the memory of the grader while a student's process may call its functions, and the time of each call.

    `fit_line(x, y, lr, 10**12)` is one line for a student and would keep the grader busy for hours. Signal handlers
    run in the main thread only, so other threads have no time limit; systems without /proc have no memory limit.
    """

    def __init__(self, seconds: float, memory_bytes: int) -> None:
        self._seconds, self._memory_bytes = seconds, memory_bytes
        self._has_timer = threading.current_thread() is threading.main_thread()

    @contextlib.contextmanager
    def memory_limit(self) -> Iterator[None]:
        """Context manager: to allocate more than `memory_bytes` inside it is a MemoryError. Surrounds `time_limit`."""
        handler = signal.signal(signal.SIGALRM, _raise_timeout) if self._has_timer else None
        try:
            with _limit_address_space(self._memory_bytes):
                yield
        finally:
            if self._has_timer:
                signal.signal(signal.SIGALRM, handler)

    @contextlib.contextmanager
    def time_limit(self) -> Iterator[None]:
        """Context manager: raises CallbackTimeout inside it after `seconds`."""
        if not self._has_timer:
            yield
            return
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)


def _raise_timeout(_number: int, _frame: FrameType | None) -> None:
    raise CallbackTimeout


@contextlib.contextmanager
def _limit_address_space(extra_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    try:
        with open(STATM, "rb") as file:
            current_bytes = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        yield
        return
    limits = [current_bytes + extra_bytes, *(limit for limit in (soft, hard) if limit != resource.RLIM_INFINITY)]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
