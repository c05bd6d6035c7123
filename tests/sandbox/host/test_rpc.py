"""Whatever a student's code does to its process: the grader hears of it in plain words, and goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from autograder.limits import Limits
from autograder.sandbox import ProcessEnded, Sandbox, StudentProcess

Notebook = Callable[..., StudentProcess]

PLENTY = 20
"""Seconds for a cell that is not about time."""

LOOPS = {
    "an endless loop": "while True: pass",
    "a loop that swallows every exception": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "a loop deaf to signals": (
        "import signal\nfor s in range(1, 32):\n    try: signal.signal(s, signal.SIG_IGN)\n"
        "    except OSError: pass\nwhile True: pass"
    ),
    "a regular expression in C": "import re; re.match('(a+)+$', 'a' * 60 + 'b')",
    "a gigantic power": "10 ** (10 ** 8)",
    "endless printing": "while True: print('x' * 1000)",
    "a fork in a loop": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
}

DEATHS = {
    "os._exit(0)": ("import os; os._exit(0)", "exit", "exit status 0"),
    "os._exit(3)": ("import os; os._exit(3)", "exit", "exit status 3"),
    "a segmentation fault": ("import ctypes; ctypes.string_at(0)", "signal", "segmentation fault"),
    "an abort": ("import os; os.abort()", "signal", "crashed Python"),
    "closing every file": ("import os; os.closerange(0, 100)\nimport time; time.sleep(60)", None, ""),
    "garbage on the connection": (("import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'x' * 4096)\n"
                                  "    except OSError: pass\nwhile True: pass"), "protocol", "disturbed"),
    "a lying length": (("import os\nfor fd in range(3, 64):\n    try: os.write(fd, b'\\xff' * 8)\n"
                       "    except OSError: pass\nwhile True: pass"), "protocol", "disturbed"),
}  # fmt: skip


@pytest.fixture(scope="module")
def impatient() -> Iterator[Sandbox]:
    """Waits no longer on the clock than the budget says: for what uses no processor time."""
    limits = Limits(
        cell_seconds=0.3,
        call_seconds=0.3,
        cpu_seconds=20,
        patience=1,
        memory_mb=1024,
        scratch_mb=8,
        file_mb=4,
    )
    with Sandbox(limits) as running:
        yield running


def run(sandbox: Sandbox, source: str) -> ProcessEnded:
    child = sandbox.open()
    with pytest.raises(ProcessEnded) as caught:
        child.run_cell(source)

    assert not child.alive
    return caught.value


def assert_next_is_well(sandbox: Sandbox) -> None:
    with sandbox.open() as child:
        assert child.run_cell("1 + 1").outputs[0]["data"]["text/plain"] == "2"


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS.keys())
def test_what_never_ends_is_ended(sandbox: Sandbox, source: str) -> None:
    stopped = run(sandbox, source)

    assert (stopped.reason, stopped.message) == ("timeout", "the cell did not finish within 1 seconds")
    assert_next_is_well(sandbox)


def test_what_sleeps_is_ended_too(impatient: Sandbox) -> None:
    assert run(impatient, "import time; time.sleep(1000)").reason == "timeout"


def test_a_function_that_never_ends_is_called_by_its_name(impatient: Sandbox) -> None:
    child = impatient.open()
    child.run_cell("def mse(): \n    while True: pass")
    with pytest.raises(ProcessEnded, match=r"`mse` did not finish within 0\.3 seconds"):
        child.call("mse")


@pytest.mark.parametrize(("source", "reason", "words"), DEATHS.values(), ids=DEATHS.keys())
def test_a_death_is_told_in_plain_words(impatient: Sandbox, source: str, reason: str | None, words: str) -> None:
    stopped = run(impatient, source)

    assert words in stopped.message
    assert reason is None or stopped.reason == reason
    assert_next_is_well(impatient)


def test_a_thread_that_spins_on_dies_with_its_child(impatient: Sandbox) -> None:
    child = impatient.open()
    child.run_cell("import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin).start()")
    child.close()

    assert_next_is_well(impatient)


@pytest.mark.parametrize("signal", ["SIGSTOP", "SIGKILL", "SIGTERM", "SIGSEGV"])
def test_a_process_that_signals_itself_is_ended_at_the_latest_by_the_clock(impatient: Sandbox, signal: str) -> None:
    run(impatient, f"import os, signal\nos.kill(os.getpid(), signal.{signal})\nwhile True: pass")

    assert_next_is_well(impatient)


def test_a_reply_forged_in_advance_ends_the_child(impatient: Sandbox) -> None:
    child = impatient.open()
    child.run_cell(
        "import os, json, struct, threading\n"
        "body = json.dumps({'reply': 2, 'value': 42}).encode()\n"
        "def forge():\n"
        "    for fd in range(3, 64):\n"
        "        try: os.write(fd, struct.pack('!II', len(body), 0) + body)\n"
        "        except OSError: pass\n"
        "def f():\n    forge(); return 1"
    )
    with pytest.raises(ProcessEnded):
        child.call("f")

    assert not child.alive


def test_a_failure_of_the_walls_cannot_be_claimed_after_the_start(impatient: Sandbox) -> None:
    child = impatient.open()
    child.run_cell(
        "import os, json, struct\n"
        "body = json.dumps({'start_error': '\\ud800'}).encode()\n"
        "def f():\n"
        "    for fd in range(3, 64):\n"
        "        try: os.write(fd, struct.pack('!II', len(body), 0) + body)\n"
        "        except OSError: pass\n"
    )
    with pytest.raises(ProcessEnded) as caught:
        child.call("f")

    # Whether the lie is read or the process is gone before it is: the walls are not blamed.
    assert caught.value.reason in ("protocol", "exit")


def test_the_notebook_as_a_whole_has_a_budget() -> None:
    with Sandbox(Limits(cell_seconds=2, notebook_seconds=0.2, cpu_seconds=20, patience=20)) as sandbox:
        child = sandbox.open()
        cells = (child.run_cell("for _ in range(10**6): pass") for _ in range(100))
        with pytest.raises(ProcessEnded, match="the notebook did not finish"):
            list(cells)


def test_the_processor_limit_holds_across_cells() -> None:
    with Sandbox(Limits(cell_seconds=30, cpu_seconds=1)) as sandbox:
        stopped = run(sandbox, "while True: pass")

        assert stopped.reason == "timeout"
        assert "1 seconds of computing" in stopped.message


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np; np.ones(10**9)",
        "x = []\nwhile True: x.append(bytearray(10**8))",
        "import mmap; mmap.mmap(-1, 8 << 30)",
    ],
    ids=["one large array", "growing", "mapped"],
)
def test_memory_ends_with_an_error_not_with_the_machine(sandbox: Sandbox, source: str) -> None:
    child = sandbox.open()
    ran = child.run_cell(source, seconds=20)

    assert ran.error is not None
    assert ran.error.type_name in (
        "MemoryError",
        "_ArrayMemoryError",
        "OSError",
        "ValueError",
    )
    child.close()


def test_files_threads_and_descriptors_are_limited(impatient: Sandbox) -> None:
    child = impatient.open()
    large = child.run_cell("open('large', 'wb').write(b'x' * (5 << 20))", PLENTY)
    many = child.run_cell("for n in range(10):\n    open(f'f{n}', 'wb').write(b'x' * (3 << 20))", PLENTY)
    opened = child.run_cell("files = [open('/dev/null') for _ in range(100)]", PLENTY)
    child.close()
    threads = impatient.open()
    child = threads
    started = child.run_cell(
        "import threading\nstop = threading.Event()\n"
        "for _ in range(200): threading.Thread(target=stop.wait, daemon=True).start()",
        PLENTY,
    )
    child.close()

    assert large.error is not None
    assert "too large" in large.error.message
    assert many.error is not None
    assert "No space left" in many.error.message
    assert opened.error is not None
    assert "Too many open files" in opened.error.message
    assert started.error is not None
    assert "can't start new thread" in started.error.message


def test_callbacks_count_against_the_time_of_the_call(sandbox: Sandbox) -> None:
    child = sandbox.open()
    child.run_cell("def f(g):\n    while True: g()")
    with pytest.raises(ProcessEnded, match="did not finish"):
        child.call("f", [lambda: None])
