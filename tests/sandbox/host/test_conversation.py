"""Questions that a process gets in one go are answered as if they came one after another, or the process ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.sandbox.host.conversation import Message
from autograder.sandbox.host.results import ProcessEnded, Returned
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from autograder.sandbox.host.submission_budget import SubmissionBudget

RunNotebook = Callable[..., StudentProcess]
COUNTING = "calls = []\ndef count(x, *others):\n    calls.append(x)\n    return [x, len(calls)]"


@pytest.fixture
def requests(run_notebook: RunNotebook) -> Callable[..., list[Message]]:
    """`requests(1, 2)` returns the requests that call `count` with these arguments, one after another."""

    def record(*arguments: Any) -> list[Message]:
        process = run_notebook(COUNTING)
        process.client.record([], 0)
        for argument in arguments:
            process.call("count", [argument])
        steps = process.client.stop_recording()
        assert steps is not None
        return [step.message for step in steps]

    return record


Requests = Callable[..., list[Message]]


def values(process: StudentProcess, *arguments: Any) -> list[Any]:
    """Return what `count` returns for each argument."""
    results = [process.call("count", [argument]) for argument in arguments]
    return [result.value if isinstance(result, Returned) else result for result in results]


def test_answers_are_given_in_the_order_of_the_questions(run_notebook: RunNotebook, requests: Requests) -> None:
    process = run_notebook(COUNTING)
    process.client.ask_ahead(requests(1, 2, 1, 3))

    assert values(process, 1, 2, 1, 3) == [[1, 1], [2, 2], [1, 3], [3, 4]]


def test_an_answer_is_given_once(run_notebook: RunNotebook, requests: Requests) -> None:
    process = run_notebook(COUNTING)
    process.client.ask_ahead(requests(1, 2))

    assert values(process, 1, 1) == [[1, 1], [1, 3]]


def test_other_questions_are_asked_in_between(run_notebook: RunNotebook, requests: Requests) -> None:
    process = run_notebook(COUNTING)
    process.client.ask_ahead(requests(1, 2))

    assert values(process, 5, 2) == [[5, 3], [2, 2]]


@pytest.mark.parametrize("change", [lambda p: p.run_cell("pass"), lambda p: p.select_names("last", "count")])
def test_no_answer_is_kept_when_names_may_have_changed(
    run_notebook: RunNotebook, requests: Requests, change: Callable[[StudentProcess], object]
) -> None:
    process = run_notebook(COUNTING)
    process.client.ask_ahead(requests(1, 2))
    change(process)

    assert values(process, 2) == [[2, 3]]


def test_an_exception_is_an_answer(run_notebook: RunNotebook, requests: Requests) -> None:
    process = run_notebook("def count(x):\n    return [1 / x]")
    process.client.ask_ahead(requests(0, 2))

    assert not isinstance(process.call("count", [0]), Returned)
    assert values(process, 2) == [[0.5]]


@pytest.mark.parametrize(
    "cell",
    [
        "import numpy as np\ndef count(x): return [x, np.full(50_000, x)]",
        "import time\ndef count(x):\n    time.sleep(0.01)\n    return [x, x]",
    ],
    ids=["long", "slow"],
)
def test_long_and_slow_answers_arrive(run_notebook: RunNotebook, requests: Requests, cell: str) -> None:
    process = run_notebook(cell)
    process.client.ask_ahead(requests(*range(12)))

    assert [np.max(pair[1]) for pair in values(process, *range(12))] == list(range(12))


# It depends on which is noticed first, what should not have been sent or the end of the process.
DISTURBANCES = {
    "an endless loop": ("while True: pass", "timeout"),
    "an exit": ("os._exit(0)", "exit"),
    "a callback": ("kept[0](1)", "protocol or exit"),
    "bytes that nobody has requested": (
        "for fd in range(3, 64):\n    try: os.write(fd, b'x' * 99)\n    except OSError: pass",
        "protocol or exit",
    ),
}


@pytest.mark.parametrize(("code", "reason"), DISTURBANCES.values(), ids=DISTURBANCES)
def test_what_ends_or_disturbs_it_ends_the_process(
    run_notebook: RunNotebook, requests: Requests, code: str, reason: str
) -> None:
    process = run_notebook(
        f"import os\nkept = []\ndef keep(f): kept.append(f)\nCODE = {code!r}",
        "def count(x):\n    if x == 2: exec(CODE)\n    return [x, x]",
    )
    process.call("keep", [lambda x: x])
    with pytest.raises(ProcessEnded) as caught:
        process.client.ask_ahead(requests(1, 2, 3))

    assert caught.value.reason in reason.split(" or ")
    assert not process.alive


def test_questions_ahead_count_towards_the_time_of_the_submission(sandbox: Sandbox, requests: Requests) -> None:
    budget = SubmissionBudget(sandbox.limits)
    process = sandbox.open(budget=budget)
    process.run_cell(COUNTING)
    budget.end = 0.0
    with pytest.raises(ProcessEnded, match="on the clock"):
        process.client.ask_ahead(requests(1, 2))
