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

MAX_ARGUMENT_BYTES = 8 << 20
"""For the arguments of one callback. Linear algebra on a square matrix of this size takes a few seconds."""

KILL_FACTOR = 2.0


class CallbackTimeout(TimeLimitExceeded):
    """A trusted function, called by the student's process, ran longer than a call may."""


class CallbackLimits:
    """Limits what a submission may use of the grader by calling its functions.

    `fit_line(x, y, lr, 10**12)` is one line for a student and would keep the grader busy for hours. Memory is limited
    in sum over all requests, because objects of the reference are kept between them. Signal handlers run in the main
    thread only, so other threads have no time limit; systems without /proc have no memory limit.
    """

    def __init__(self, seconds: float, memory_bytes: int) -> None:
        self._seconds = seconds
        self._has_timer = threading.current_thread() is threading.main_thread()
        bytes_before = _address_space_bytes()
        self._max_address_space = bytes_before + memory_bytes if bytes_before else resource.RLIM_INFINITY

    @contextlib.contextmanager
    def memory_limit(self) -> Iterator[None]:
        """Context manager: to hold much more than when this object was created is a MemoryError.

        Surrounds `time_limit`.
        """
        if not self._has_timer:
            with _limited_address_space(self._max_address_space):
                yield
            return
        on_alarm = signal.signal(signal.SIGALRM, _raise_timeout)
        on_cpu_time = signal.signal(signal.SIGVTALRM, signal.SIG_DFL)
        try:
            with _limited_address_space(self._max_address_space):
                yield
        finally:
            signal.signal(signal.SIGALRM, on_alarm)
            signal.signal(signal.SIGVTALRM, on_cpu_time)

    @contextlib.contextmanager
    def time_limit(self) -> Iterator[None]:
        """Context manager: raises CallbackTimeout inside it after `seconds`.

        Python hears a signal only between two of its own instructions, not inside a routine of LAPACK. So the kernel
        ends this process, which another one replaces, after `KILL_FACTOR` times as many seconds of CPU time.
        """
        if not self._has_timer:
            yield
            return
        signal.setitimer(signal.ITIMER_REAL, self._seconds)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds * KILL_FACTOR)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def resident_bytes() -> int:
    """Return how much memory this process holds; 0 if there is no /proc."""
    return _statm(1)


def _address_space_bytes() -> int:
    return _statm(0)


def _statm(column: int) -> int:
    try:
        with open(STATM, "rb") as file:
            return int(file.read().split()[column]) * resource.getpagesize()
    except OSError:
        return 0


def _raise_timeout(_number: int, _frame: FrameType | None) -> None:
    raise CallbackTimeout


@contextlib.contextmanager
def _limited_address_space(max_bytes: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in (max_bytes, soft, hard) if limit != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits, default=resource.RLIM_INFINITY), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
