"""How long `lab.check` waits for a function that does not come back."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Callable

SECONDS = 10.0  # a check takes milliseconds


class OutOfPatience(Exception):
    """The time is up. Its traceback leads to the line that was running."""


class _Bell:
    """Interrupts the main thread when the time is up, and every second after that until it is switched off."""

    def __init__(self, seconds: float) -> None:
        self.rung = False
        self._off, self._lock = threading.Event(), threading.Lock()
        self._thread = threading.Thread(target=self._wait, args=(seconds,), daemon=True)

    def switch_on(self) -> None:
        self._thread.start()

    def _wait(self, seconds: float) -> None:
        while not self._off.wait(seconds):
            with self._lock:
                if not self._off.is_set():
                    self.rung, seconds = True, 1.0
                    _thread.interrupt_main()

    def switch_off(self) -> None:
        """After this it rings no more; an interrupt that is still on its way arrives in here."""
        with self._lock:
            self._off.set()
        if self.rung:
            time.sleep(0.1)


def wait_for(act: Callable[[], None], seconds: float = SECONDS) -> None:
    """Do it; OutOfPatience after `seconds`, on every platform.

    Without a limit where an interrupt would not arrive as KeyboardInterrupt: outside the main thread, or where
    somebody else handles it, or where no thread can be started.
    """
    if not _interruptible():
        act()
        return
    bell = _Bell(seconds)
    try:
        bell.switch_on()
    except RuntimeError:  # "can't start new thread": Python in a browser, or a limit on processes
        act()
        return
    try:
        try:
            act()
        finally:
            bell.switch_off()
    except KeyboardInterrupt as interrupt:
        if not bell.rung:
            raise
        raise OutOfPatience().with_traceback(interrupt.__traceback__) from None


def _interruptible() -> bool:
    return (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
