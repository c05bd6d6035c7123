"""A trusted function that the student's code calls may not use more than the student's code itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from autograder.sandbox.host.results import ProcessEnded, Returned
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess

RunNotebook = Callable[..., StudentProcess]


def test_a_callback_that_takes_too_long_ends_the_process(run_notebook: RunNotebook) -> None:
    process = run_notebook("def use(f): return f(10**15)")

    def count(n: int) -> int:
        return sum(1 for _ in range(n))

    with pytest.raises(ProcessEnded, match="asked for more work than fits into 1 seconds"):
        process.call("use", [count])
    assert not process.alive


def test_a_callback_that_needs_too_much_memory_fails(run_notebook: RunNotebook) -> None:
    process = run_notebook(
        "def use(f):\n    try: f(10**11)\n    except RuntimeError: return 'nothing'\ndef g(): return 1"
    )
    result = process.call("use", [bytes])

    assert isinstance(result, Returned)
    assert result.value == "nothing"
    assert process.alive


def test_the_callbacks_of_a_call_count_against_its_time(sandbox: Sandbox) -> None:
    process = sandbox.open()
    process.run_cell("def f(g):\n    while True: g()")
    with pytest.raises(ProcessEnded, match="did not finish"):
        process.call("f", [lambda: None])
