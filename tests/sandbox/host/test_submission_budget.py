"""Calls that each stay below their limits add up: a submission has one budget of time and of the grader's memory."""

from __future__ import annotations

import contextlib
import gc
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np
import pytest

from autograder.limits import Limits
from autograder.sandbox.host.callback_limits import MAX_ARGUMENT_BYTES, CallbackLimits, CallbackTimeout
from autograder.sandbox.host.results import ProcessEnded, Returned
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget

SLEEP = "import time\ndef wait(seconds): time.sleep(seconds)"
GROW = "import numpy as np\ndef grow(x): x.resize(4 << 20, refcheck=False); x[:] = 1.0"


@pytest.fixture
def _no_garbage_of_earlier_tests() -> None:
    """Free the arrays of earlier tests now: freed during a test, they would be memory beyond its limit."""
    gc.collect()


def budget_of(sandbox: Sandbox, **limits: float) -> SubmissionBudget:
    return SubmissionBudget(sandbox.limits.model_copy(update=limits))


def call_often(
    process: StudentProcess, name: str, argument: Callable[[], object], answers: list[object] | None = None
) -> None:
    for _ in range(20):
        answer = process.call(name, [argument()])
        if answers is not None:
            answers.append(answer)


def test_the_time_is_that_of_a_notebook_on_a_busy_machine_unless_it_is_set() -> None:
    assert Limits(notebook_seconds=60, patience=3).total_seconds == 180
    assert Limits(submission_seconds=20).total_seconds == 20


def test_calls_that_wait_add_up(sandbox: Sandbox) -> None:
    budget, answers = budget_of(sandbox, submission_seconds=1.5), list[object]()
    with sandbox.open(budget=budget) as process:
        process.run_cell(SLEEP)
        with pytest.raises(ProcessEnded, match=r"took all the 1\.5 seconds that it may take on the clock"):
            call_often(process, "wait", lambda: 0.4, answers)

    assert len(answers) <= 3
    assert budget.is_out_of_time


@pytest.mark.timeout(60)
def test_a_call_is_stopped_in_the_middle(sandbox: Sandbox) -> None:
    with sandbox.open(budget=budget_of(sandbox, submission_seconds=1)) as process:
        process.run_cell(SLEEP)
        with pytest.raises(ProcessEnded, match="on the clock"):
            process.call("wait", [3600])


@pytest.mark.timeout(60)
def test_callbacks_do_not_extend_the_time(sandbox: Sandbox) -> None:
    with sandbox.open(budget=budget_of(sandbox, submission_seconds=1)) as process:
        process.run_cell("def use(f):\n    while True: f(0.1)")
        with pytest.raises(ProcessEnded, match="on the clock"):
            process.call("use", [time.sleep])


def test_processes_of_a_submission_share_the_time(sandbox: Sandbox) -> None:
    budget = budget_of(sandbox, submission_seconds=0.5)
    with sandbox.open(budget=budget) as process:
        process.run_cell(SLEEP)
        with pytest.raises(ProcessEnded):
            process.call("wait", [0.9])
    with pytest.raises(ProcessEnded, match="on the clock"):
        sandbox.open(budget=budget)

    sandbox.open().close()  # another submission has a budget of its own


@pytest.mark.usefixtures("_no_garbage_of_earlier_tests")
def test_arguments_that_grow_in_place_add_up(sandbox: Sandbox) -> None:
    budget, answers = budget_of(sandbox, memory_mb=256), list[object]()
    with sandbox.open(budget=budget) as process:
        process.run_cell(GROW)
        with pytest.raises(ProcessEnded, match="answers and objects together take more than 256 MB"):
            call_often(process, "grow", lambda: np.zeros(1), answers)  # 32 MB each, which a transcript keeps

    assert 4 <= len(answers) <= 12  # 8, and what memory of earlier tests was free to use


@pytest.mark.usefixtures("_no_garbage_of_earlier_tests")
def test_answers_that_are_not_kept_do_not_add_up(sandbox: Sandbox) -> None:
    with sandbox.open(budget=budget_of(sandbox, memory_mb=256)) as process:
        process.run_cell(GROW)
        for _ in range(20):
            assert isinstance(process.call("grow", [np.zeros(1)]), Returned)


@pytest.mark.usefixtures("_no_garbage_of_earlier_tests")
def test_objects_that_the_grader_keeps_for_student_code_add_up(sandbox: Sandbox) -> None:
    arrays: list[np.ndarray] = []
    with sandbox.open(budget=budget_of(sandbox, memory_mb=256)) as process:
        process.run_cell("def use(f):\n    try: f(0.0)\n    except RuntimeError: return 'refused'\n    return 'kept'")
        with contextlib.suppress(ProcessEnded):  # whichever limit comes first
            call_often(process, "use", lambda: lambda x: arrays.append(np.ones(4 << 20)))

    assert 4 <= len(arrays) <= 12  # 8, and what memory of earlier tests was free to use


def test_a_callback_with_huge_arguments_is_refused(run_notebook: Callable[..., StudentProcess]) -> None:
    process = run_notebook(
        "import numpy as np\ndef use(f, n):\n    try: return f(np.zeros(n))\n    except RuntimeError: return 'refused'"
    )
    values = [process.call("use", [len, size // 8]) for size in (MAX_ARGUMENT_BYTES, MAX_ARGUMENT_BYTES + 8)]

    assert [value.value for value in values if isinstance(value, Returned)] == [MAX_ARGUMENT_BYTES // 8, "refused"]


DEAF = """
import numpy
from autograder.sandbox.host.callback_limits import CallbackLimits
matrix = numpy.ones((3000, 3000)) + numpy.eye(3000)
limits = CallbackLimits(0.2, 1 << 30)
with limits.memory_limit(), limits.time_limit():
    numpy.linalg.svd(matrix)  # half a minute in one routine
"""


def test_a_routine_that_hears_no_signal_ends_with_its_process() -> None:
    ended = subprocess.run([sys.executable, "-c", DEAF], check=False, capture_output=True, timeout=60)

    assert ended.returncode == -signal.SIGVTALRM


def test_an_ordinary_callback_that_is_too_slow_is_an_exception() -> None:
    limits = CallbackLimits(0.2, 1 << 30)
    with pytest.raises(CallbackTimeout), limits.memory_limit(), limits.time_limit():
        time.sleep(5)
