"""Calls of student functions in the sandbox, and the reference in place of some of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from lab.checking.calls import OpaqueValue, Reply, Target

from autograder.checking.reference_objects import ObjectServer
from autograder.checking.remote_caller import RemoteCaller
from autograder.limits import Limits
from autograder.sandbox.host.launcher import Preparation
from autograder.sandbox.host.sandbox import Sandbox
from autograder.sandbox.host.student_process import StudentProcess

LAB = Path(__file__).parents[2] / "student" / "lab"

Start = Callable[[str], RemoteCaller]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A sandbox that stops a call after one second."""
    with Sandbox(Limits(call_seconds=1), Preparation(("numpy", "lab.checking.remote_class"), (LAB,))) as sandbox:
        yield sandbox


@pytest.fixture
def start(sandbox: Sandbox) -> Iterator[Start]:
    """Return a function that makes a caller for the names that a cell defines."""
    callers: list[RemoteCaller] = []

    def start(cell: str) -> RemoteCaller:
        def open_process() -> StudentProcess:
            process = sandbox.open({})
            process.run_cell(cell)
            return process

        callers.append(RemoteCaller(open_process))
        return callers[-1]

    yield start
    for caller in callers:
        caller.close()


def call(caller: RemoteCaller, name: str, *arguments: Any) -> Reply:
    return caller.call(Target(name), arguments, {})


def test_a_value_comes_back_as_data(start: Start) -> None:
    assert call(start("def double(x):\n    return 2 * x"), "double", 21).value == 42


def test_an_object_comes_back_as_a_handle_with_methods(start: Start) -> None:
    caller = start(
        "class Counter:\n    def __init__(self, n):\n        self.n = n\n    def next(self):\n        return self.n + 1"
    )
    counter = call(caller, "Counter", 1).handle

    assert caller.fetch(Target("n", counter)).value == 1
    assert caller.call(Target("next", counter), (), {}).value == 2


def test_an_object_inside_data_comes_back_as_the_name_of_its_class(start: Start) -> None:
    assert call(start("def f():\n    return [1, object()]"), "f").value == [1, OpaqueValue("object")]


def test_an_exception_is_a_reply(start: Start) -> None:
    reply = call(start("def f():\n    raise ValueError('no root')"), "f")

    assert (reply.ending, reply.error, reply.message) == ("raised", "ValueError", "no root")


def test_a_missing_target_is_told_apart_from_a_missing_name_in_a_function(start: Start) -> None:
    caller = start("def f():\n    return helper()")

    assert call(caller, "g").ending == "missing"
    assert (call(caller, "f").ending, call(caller, "f").error) == ("raised", "NameError")


def test_missing_names_are_counted(start: Start) -> None:
    caller = start("def f():\n    return helper()\n\ndef h():\n    return 1")
    for name in ("f", "g", "h"):
        call(caller, name)

    assert caller.missing_name_count == 2


def test_after_an_endless_loop_the_next_call_uses_another_process(start: Start) -> None:
    caller = start("def endless():\n    while True:\n        pass\n\ndef one():\n    return 1")

    assert call(caller, "endless").ending == "stopped"
    assert "second" in caller.stop_reason
    assert call(caller, "one").value == 1


def test_a_served_function_is_used_by_student_code_in_every_process(start: Start) -> None:
    caller = start("def step():\n    return 'mine'\n\ndef fit():\n    return step()")
    caller.serve_function("step", lambda: "the reference's")
    assert caller.served_names_in_use == set()

    assert call(caller, "fit").value == "the reference's"
    caller.close()
    assert call(caller, "fit").value == "the reference's"
    assert caller.served_names_in_use == {"step"}


def test_a_served_class_has_its_instances_in_the_grader(start: Start) -> None:
    class Length:
        def __init__(self, metres: float) -> None:
            self.metres = metres

        def __add__(self, other: Length) -> Length:
            return Length(self.metres + other.metres)

    caller = start("class Length:\n    pass\n\ndef total():\n    return (Length(1.0) + Length(2.0)).metres")
    caller.serve_class("Length", ObjectServer(Length))

    assert call(caller, "total").value == 3.0
    assert caller.served_names_in_use == {"Length"}


def test_files_that_cells_wrote_can_be_read(start: Start) -> None:
    caller = start("open('notes.txt', 'w').write('hello')")

    assert caller.read_file("notes.txt", 100) == b"hello"
    assert caller.read_file("missing.txt", 100) is None
