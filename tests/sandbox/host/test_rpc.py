"""Whatever a student's code does to its process, the grader reports it in plain words and goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.limits import Limits
from autograder.sandbox.host.results import ProcessEnded
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess
from tests.preparations import WITHOUT_MATPLOTLIB

LOOPS = {
    "an endless loop": "while True: pass",
    "a loop that catches every exception": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "a loop that ignores signals": (
        "import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n"
        "    except OSError: pass\nwhile True: pass"
    ),
    "a regular expression in C": "import re; re.match('(a+)+$', 'a' * 60 + 'b')",
    "a gigantic power": "10 ** (10 ** 8)",
    "endless printing": "while True: print('x' * 1000)",
    "a fork in a loop": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
}


def send_forever(data: bytes) -> str:
    """Return a cell that sends data to the grader and does not end."""
    write = f"for fd in range(3, 64):\n    try: os.write(fd, {data!r})\n    except OSError: pass"
    return f"import os\n{write}\nwhile True: pass"


ENDINGS = {
    "os._exit(0)": ("import os; os._exit(0)", "exit", "ended the notebook's process, as `exit` does"),
    "os._exit(3)": ("import os; os._exit(3)", "exit", "ended the notebook's process, as `exit` does"),
    "a segmentation fault": ("import ctypes; ctypes.string_at(0)", "signal", "segmentation fault"),
    "an abort": ("import os; os.abort()", "signal", "crashed Python"),
    "all files closed": ("import os; os.closerange(0, 100)\nimport time; time.sleep(60)", None, ""),
    "random bytes on the connection": (send_forever(b"x" * 4096), "protocol", "disturbed"),
    "a false length on the connection": (send_forever(b"\xff" * 20), "protocol", "disturbed"),
}


@pytest.fixture(scope="module")
def impatient_sandbox() -> Iterator[Sandbox]:
    """A sandbox that gives processes no extra wall-clock time, for code that uses no CPU time."""
    limits = Limits(
        cell_seconds=0.3, call_seconds=0.3, cpu_seconds=20, patience=1, memory_mb=1024, scratch_mb=8, file_mb=4
    )
    with Sandbox(limits, WITHOUT_MATPLOTLIB) as sandbox:
        yield sandbox


def run_until_ended(sandbox: Sandbox, source: str) -> ProcessEnded:
    """Run a cell that ends its process; return the reason."""
    process = sandbox.open()
    with pytest.raises(ProcessEnded) as caught:
        process.run_cell(source)

    assert not process.alive
    return caught.value


def assert_next_process_works(sandbox: Sandbox) -> None:
    with sandbox.open() as process:
        assert process.run_cell("1 + 1").outputs[0]["data"]["text/plain"] == "2"


def define_forger(process: StudentProcess, message: str, number: int) -> None:
    """Define a function `forge()` in the process that sends a message over its connection to the grader.

    `number` is the request that it claims to answer: the start is 1, this cell 2, the call of `forge` 3.
    """
    process.run_cell(
        "import os, json, struct\n"
        f"body = json.dumps({message}).encode()\n"
        "def forge():\n"
        "    for fd in range(3, 64):\n"
        f"        try: os.write(fd, struct.pack('!IIId', len(body), 0, {number}, 0.0) + body)\n"
        "        except OSError: pass\n"
        "    return 1"
    )


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS.keys())
def test_a_cell_that_never_ends_is_ended(sandbox: Sandbox, source: str) -> None:
    ended = run_until_ended(sandbox, source)

    assert (ended.reason, ended.message) == ("timeout", "the cell did not finish within 1 seconds")
    assert_next_process_works(sandbox)


def test_a_cell_that_sleeps_is_ended(impatient_sandbox: Sandbox) -> None:
    assert run_until_ended(impatient_sandbox, "import time; time.sleep(1000)").reason == "timeout"


def test_a_timeout_of_a_function_names_it(impatient_sandbox: Sandbox) -> None:
    process = impatient_sandbox.open()
    process.run_cell("def mse(): \n    while True: pass")
    with pytest.raises(ProcessEnded, match=r"`mse` did not finish within 0\.3 seconds"):
        process.call("mse")


@pytest.mark.parametrize(("source", "reason", "words"), ENDINGS.values(), ids=ENDINGS.keys())
def test_an_ended_process_is_explained(impatient_sandbox: Sandbox, source: str, reason: str | None, words: str) -> None:
    ended = run_until_ended(impatient_sandbox, source)

    assert words in ended.message
    assert reason is None or ended.reason == reason
    assert_next_process_works(impatient_sandbox)


def test_a_busy_thread_ends_with_its_process(impatient_sandbox: Sandbox) -> None:
    process = impatient_sandbox.open()
    process.run_cell("import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin).start()")
    process.close()

    assert_next_process_works(impatient_sandbox)


@pytest.mark.parametrize("signal", ["SIGSTOP", "SIGKILL", "SIGTERM", "SIGSEGV"])
def test_a_process_that_signals_itself_ends_by_its_deadline(impatient_sandbox: Sandbox, signal: str) -> None:
    run_until_ended(impatient_sandbox, f"import os, signal\nos.kill(os.getpid(), signal.{signal})\nwhile True: pass")

    assert_next_process_works(impatient_sandbox)


def test_a_reply_forged_ahead_ends_the_process(impatient_sandbox: Sandbox) -> None:
    process = impatient_sandbox.open()
    define_forger(process, "{'value': 42}", number=4)
    with pytest.raises(ProcessEnded):
        process.call("forge")

    assert not process.alive


def test_a_failed_start_cannot_be_claimed_after_the_start(impatient_sandbox: Sandbox) -> None:
    process = impatient_sandbox.open()
    define_forger(process, "{'start_error': '\\ud800'}", number=3)
    with pytest.raises(ProcessEnded) as caught:
        process.call("forge")

    # It depends on which is noticed first, the forged message or the end of the process.
    assert caught.value.reason in ("protocol", "exit")


def test_the_notebook_as_a_whole_has_a_time_limit() -> None:
    limits = Limits(cell_seconds=2, notebook_seconds=0.2, cpu_seconds=20, patience=20)
    with Sandbox(limits, WITHOUT_MATPLOTLIB) as sandbox:
        process = sandbox.open()
        cells = (process.run_cell("for _ in range(10**6): pass") for _ in range(100))
        with pytest.raises(ProcessEnded, match="the notebook did not finish"):
            list(cells)


def test_the_limit_of_cpu_time_applies_to_all_cells_together() -> None:
    with Sandbox(Limits(cell_seconds=30, cpu_seconds=1), WITHOUT_MATPLOTLIB) as sandbox:
        ended = run_until_ended(sandbox, "while True: pass")

        assert ended.reason == "timeout"
        assert "1 seconds of computing" in ended.message


def test_a_closed_process_takes_no_more_requests(sandbox: Sandbox) -> None:
    process = sandbox.open()
    process.close()

    assert not process.alive
    with pytest.raises(ProcessEnded):
        process.call("f")
