"""Stops a function that runs for too long, on every platform."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
import time
from collections.abc import Callable

DEFAULT_SECONDS = 10.0  # a check takes milliseconds
TOOL = 4
"""A number of `sys.monitoring` that no debugger, profiler or coverage tool has been given."""


class TimeLimitExceeded(BaseException):
    """Code ran longer than it may. Not an `Exception`, so that no `except Exception` of a student's catches it."""


class CheckTimeout(TimeLimitExceeded):
    """A check ran longer than it may. The traceback leads to the line that was running.

    A class of its own, because a check runs inside the limit of a whole cell and must not catch that one.
    """


class _InterruptTimer:
    """Interrupts the main thread when the time is up, then once a second until it is stopped."""

    def __init__(self, seconds: float) -> None:
        self.has_fired = False
        self._stopped, self._lock = threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._run, args=(seconds,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def _run(self, seconds: float) -> None:
        while not self._stopped.wait(seconds):
            with self._lock:
                if not self._stopped.is_set():
                    self.has_fired, seconds = True, 1.0
                    _thread.interrupt_main()

    def stop(self) -> None:
        """Send no more interrupts, and wait for one that is still on its way."""
        with self._lock:
            self._stopped.set()
        if self.has_fired:
            time.sleep(0.1)


def run_with_timeout(function: Callable[[], None], seconds: float = DEFAULT_SECONDS) -> None:
    """Call the function; raise CheckTimeout after `seconds`.

    There is no limit where an interrupt would not arrive as KeyboardInterrupt: outside the main thread, or with another
    handler of SIGINT. Where no thread can be started, the interpreter itself looks at the clock.
    """
    if sys.platform == "emscripten":  # Python in a browser: neither threads nor interrupts
        _run_with_clock(function, seconds)
        return
    if not _is_interruptible():
        function()
        return
    timer = _InterruptTimer(seconds)
    try:
        timer.start()
    except RuntimeError:  # "can't start new thread": a limit on processes
        _run_with_clock(function, seconds)
        return
    try:
        try:
            function()
        finally:
            timer.stop()
    except KeyboardInterrupt as interrupt:
        if not timer.has_fired:
            raise
        raise CheckTimeout().with_traceback(interrupt.__traceback__) from None


def _run_with_clock(function: Callable[[], None], seconds: float) -> None:
    """Call the function with a look at the clock at every jump and call; raise CheckTimeout after `seconds`.

    A computation inside NumPy is not stopped before it returns. Python 3.11 cannot do this, and no browser runs it.
    """
    if sys.version_info < (3, 12) or sys.monitoring.get_tool(TOOL) is not None:  # another limit holds already
        function()
        return
    monitoring, deadline = sys.monitoring, time.monotonic() + seconds

    def look_at_the_clock(*_: object) -> None:
        nonlocal deadline
        if time.monotonic() > deadline:
            deadline += 1.0  # again in a second, for a loop that catches every exception
            raise CheckTimeout

    monitoring.use_tool_id(TOOL, __name__)
    try:
        for event in (monitoring.events.JUMP, monitoring.events.PY_START):
            monitoring.register_callback(TOOL, event, look_at_the_clock)
        monitoring.set_events(TOOL, monitoring.events.JUMP | monitoring.events.PY_START)
        function()
    finally:
        monitoring.set_events(TOOL, 0)
        monitoring.free_tool_id(TOOL)


def _is_interruptible() -> bool:
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
