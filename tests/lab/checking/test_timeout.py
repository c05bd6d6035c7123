"""A function that runs for too long is stopped, wherever interrupts arrive."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Iterator

import pytest
from lab.checking.timeout import CheckTimeout, run_with_timeout


def endless() -> None:
    while True:
        pass


def test_an_endless_function_is_stopped_and_the_traceback_leads_to_it(interruptible: None) -> None:
    with pytest.raises(CheckTimeout) as stop:
        run_with_timeout(endless, 0.05)

    assert "endless" in {frame.name for frame in traceback.extract_tb(stop.value.__traceback__)}


def test_a_function_that_is_fast_enough_keeps_its_own_exception(interruptible: None) -> None:
    with pytest.raises(ZeroDivisionError):
        run_with_timeout(lambda: 1 / 0, 60)  # type: ignore[arg-type, return-value]


@pytest.fixture
def ignored_interrupts() -> Iterator[None]:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    yield
    signal.signal(signal.SIGINT, before)


def test_there_is_no_limit_where_an_interrupt_would_not_arrive(ignored_interrupts: None) -> None:
    calls: list[int] = []
    run_with_timeout(lambda: calls.append(1), 0.0)

    assert calls == [1]
