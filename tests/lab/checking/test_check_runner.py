"""Whatever a student's function does when it is checked becomes a result."""

from __future__ import annotations

import _thread
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lab.checking import exercises, results
from lab.checking.api import Student
from lab.checking.check_runner import check_exercise, run_checks
from lab.checking.results import CheckResult


def run(name: str, function: object, seconds: float = 10.0) -> list[CheckResult]:
    exercise = exercises.find(name)
    assert exercise
    return run_checks(exercise, function, seconds)


def messages(checks: list[CheckResult]) -> str:
    return " ".join(check.message for check in checks)


def right(x: Any, y: Any, w: float, b: float, lr: float) -> tuple[float, float, float]:
    r = w * x + b - y
    return w - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r), float(np.mean(r**2))


def endless(*args: Any) -> None:
    while True:
        pass


def endless_but_for_interrupts(*args: Any) -> float:
    while True:
        try:
            while True:
                pass
        except BaseException:  # noqa: BLE001 - as students write it
            return 0.0


def test_a_right_function_passes_every_check() -> None:
    assert {check.outcome for check in run("train_step", right)} == {"passed"}


def test_a_stub_is_not_started() -> None:
    def stub(*args: Any) -> None:
        raise NotImplementedError

    assert {check.outcome for check in run("train_step", stub)} == {"not started"}


def test_an_endless_function_is_stopped_and_the_other_checks_are_not_run(interruptible: None) -> None:
    first, *rest = run("fit_line", endless, seconds=0.05)

    assert first.outcome == "stopped"
    assert first.message == "your code was still running after 0.05 seconds, so it was stopped"
    assert first.location.startswith("`endless`, line")
    assert {(check.outcome, check.message) for check in rest} == {("stopped", "")}


def test_a_function_that_catches_the_interrupt_is_checked_by_what_it_returns(interruptible: None) -> None:
    checks = run("fit_line", endless_but_for_interrupts, seconds=0.05)

    assert "dictionary with the keys 'w', 'b', 'loss' should come back" in messages(checks)


def test_a_students_own_interrupt_stops_the_checks(interruptible: None) -> None:
    def interrupted(*args: Any) -> None:
        _thread.interrupt_main()
        endless()

    checks = run("fit_line", interrupted)

    assert {check.outcome for check in checks} == {"stopped"}
    assert all(check.interrupted for check in checks)
    assert checks[0].message == "you interrupted it while it was running"


class Hostile:
    """Something that raises whenever it is used."""

    def __getattr__(self, name: str) -> Any:
        raise RuntimeError("not with me")


@pytest.mark.parametrize(
    ("returned", "message"),
    [
        (None, "returned nothing (None)"),
        ((1.0, 2.0), "in this order: new_w, new_b, loss_before"),
        ({"w": 1}, "in this order: new_w, new_b, loss_before"),
        ("text", "in this order: new_w, new_b, loss_before"),
        (object(), "not an object of its own kind"),
        (Hostile(), "not an object of its own kind"),
    ],
    ids=["nothing", "two numbers", "a dictionary", "a text", "an object", "a hostile object"],
)
def test_whatever_is_returned_is_a_result(returned: Any, message: str) -> None:
    assert message in messages(run("train_step", lambda *args: returned))


@pytest.mark.parametrize("error", [SystemExit, RecursionError, MemoryError, AssertionError])
def test_whatever_is_raised_is_a_result(error: type[BaseException]) -> None:
    def raising(*args: Any) -> None:
        raise error

    checks = run("train_step", raising)

    assert {check.outcome for check in checks} == {"failed"}
    assert ("your code ends Python" in messages(checks)) == (error is SystemExit)


def test_a_check_that_crashes_on_an_answer_says_so_and_accuses_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise IndexError("3")

    monkeypatch.setattr(Student, "__getattr__", crash)

    assert "the check cannot read what came back (IndexError: 3)" in messages(run("train_step", right))


def test_the_result_of_the_notebooks_own_function_is_the_latest_of_its_exercise(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = exercises.find("train_step")
    assert exercise
    check_exercise(exercise, right)
    before = dict(results.latest)
    monkeypatch.setattr(sys.modules["__main__"], "train_step", right, raising=False)
    result = check_exercise(exercise, right)

    assert before == {}
    assert results.latest == {"train_step": result}


CLASS = """
class Value:
    def __init__(self, data, parents=(), slopes=()):
        self.data, self.grad, self.parents, self.slopes = data, 0.0, parents, slopes
"""
OPERATORS = """
    def __add__(self, other):
        return Value(self.data + other.data, (self, other), (1.0, 1.0))
    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))
"""
STUB = "\ndef backward(self):\n    raise NotImplementedError()\n"
ONE_STEP = "\ndef backward(self):\n    for p, s in zip(self.parents, self.slopes):\n        p.grad = s\n"


class TestMethods:
    """Methods that are written in a cell of their own, beside the class they belong to."""

    @pytest.fixture
    def run_cells(self) -> Callable[..., list[CheckResult]]:
        """Run cells, then the checks of a name they define."""

        def run_cells(cells: str, name: str) -> list[CheckResult]:
            names: dict[str, Any] = {"__name__": "__main__"}
            exec(cells, names)
            return run(name, names[name])

        return run_cells

    def test_are_checked_on_objects_of_their_class(self, run_cells: Callable[..., list[CheckResult]]) -> None:
        checks = run_cells(CLASS + OPERATORS + ONE_STEP, "backward")

        assert {check.outcome for check in checks} == {"failed"}

    def test_are_not_started_while_they_are_stubs(self, run_cells: Callable[..., list[CheckResult]]) -> None:
        checks = run_cells(CLASS + OPERATORS + STUB, "backward")

        assert {check.outcome for check in checks} == {"not started"}

    def test_say_that_they_need_their_class(self, run_cells: Callable[..., list[CheckResult]]) -> None:
        assert "does not add and multiply yet" in messages(run_cells(CLASS + STUB, "backward"))


def test_a_check_without_points_can_fail() -> None:
    checks = run("find_bug", lambda name: "a typo")

    assert {(check.points, check.outcome) for check in checks} == {(0, "failed")}
