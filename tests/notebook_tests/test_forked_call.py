"""A call in a forked process, which may use the sandbox of its parent by a session of its own."""

from __future__ import annotations

import math
import os
import socket
import struct
import time
from contextlib import suppress
from typing import Any

import pytest

from autograder.errors import SandboxError
from autograder.grading.json_subprocess import WorkerDied
from autograder.notebook_tests.forked_call import call_in_fork
from autograder.sandbox.host.sandbox import Sandbox
from tests.processes import process_tree, tree_reaches_size


def outputs_of(sandbox: Sandbox, source: str) -> dict[str, Any]:
    with sandbox.open() as process:
        return {"outputs": [output.get("text") for output in process.run_cell(source).outputs]}


def test_the_sandbox_works_in_the_fork_and_afterwards(sandbox: Sandbox) -> None:
    for _ in range(3):
        reply = call_in_fork(sandbox, lambda: outputs_of(sandbox, "print(1)"), 30)

        assert reply == {"outputs": ["1\n"]}
    assert outputs_of(sandbox, "print(2)") == {"outputs": ["2\n"]}


def test_what_the_call_changes_is_gone(sandbox: Sandbox) -> None:
    def change() -> dict[str, Any]:
        math.tau = 0
        os.environ["SEEN"] = "1"
        return {"tau": math.tau}

    assert call_in_fork(sandbox, change, 30) == {"tau": 0}
    assert math.tau > 6
    assert "SEEN" not in os.environ


def end_process() -> dict[str, Any]:
    os._exit(3)


def raise_error() -> dict[str, Any]:
    raise ZeroDivisionError


def raise_sandbox_error() -> dict[str, Any]:
    raise SandboxError("no sandbox")


def wait() -> dict[str, Any]:
    time.sleep(60)
    return {}


def write_half_a_reply() -> dict[str, Any]:
    for descriptor in range(3, 256):
        try:
            os.write(descriptor, b'{"outputs": [')
        except OSError:
            continue
    os._exit(0)


LOST = [end_process, raise_error, raise_sandbox_error, wait, write_half_a_reply]


@pytest.mark.parametrize("function", LOST)
def test_a_process_that_is_lost_leaves_a_working_sandbox(function: Any, sandbox: Sandbox) -> None:
    with pytest.raises(WorkerDied):
        call_in_fork(sandbox, function, 2)

    assert outputs_of(sandbox, "print(3)") == {"outputs": ["3\n"]}


def test_a_student_process_that_is_left_open_is_ended(sandbox: Sandbox) -> None:
    outputs_of(sandbox, "print(4)")
    sandbox.open_session().close()  # waits for the process that is forked ahead
    size = len(process_tree(os.getpid()))

    assert call_in_fork(sandbox, lambda: {"alive": sandbox.open().alive}, 30) == {"alive": True}
    assert tree_reaches_size(size, os.getpid())
    assert outputs_of(sandbox, "print(4)") == {"outputs": ["4\n"]}


FORGED = {
    "no JSON": b"\0\0\0\4{{{{",
    "no command": b"\0\0\0\2{}",
    "half a message": b"\0\0",
    "an impossible length": b"\xff" * 8,
    "another's process": struct.pack("!I", 30) + b'{"command": "kill", "pid": 1 }',
    "a fork without a socket": struct.pack("!I", 19) + b'{"command": "fork"}',
    "a session of a session": struct.pack("!I", 27) + b'{"command": "open_session"}',
}


@pytest.mark.parametrize("message", FORGED.values(), ids=FORGED)
def test_a_forged_command_ends_its_own_session_only(message: bytes, sandbox: Sandbox) -> None:
    with sandbox.open() as process:
        with sandbox.open_session() as session, suppress(ConnectionResetError):
            session.sendall(message)
            session.shutdown(socket.SHUT_WR)
            session.settimeout(20)
            while session.recv(1000):
                pass

        assert process.run_cell("print(5)").outputs[0]["text"] == "5\n"
    assert outputs_of(sandbox, "print(6)") == {"outputs": ["6\n"]}
