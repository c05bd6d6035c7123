"""A check whose questions were answered the same way before ends as it did then, and is asked nothing twice."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import pytest
from lab.checking.api import CheckFailed, Student

from autograder.checking.pytest_session import Check, Checker, CheckOutcome
from autograder.checking.remote_caller import RemoteCaller
from autograder.checking.single_check import RunResult, run_check
from autograder.limits import Limits
from autograder.sandbox.host.sandbox import Sandbox
from tests.checking.student_callers import StudentCallers
from tests.preparations import WITHOUT_MATPLOTLIB

RIGHT = "def double(x, *others):\n    return 2 * x"
WRONG_AT_THREE = "def double(x, *others):\n    return 2 * x if x < 3 else 7"
COUNTING = (
    "seen = []\ndef double(x, *others):\n    seen.append(x)\n    return 2 * x\ndef count():\n    return len(seen)"
)
CALLING_BACK = "def double(x, function):\n    return function(x) + function(x)"
KEEPING = "kept = []\ndef double(x, function):\n    kept.append(function)\n    return kept[0](x) + kept[0](x)"


def make_check(name: str = "test_double", *, visible: bool = True) -> Check:
    """Return a check of `double`."""
    return Check("double", name, "It doubles.", visible, 1, cast("Any", None), is_plain=True)


@dataclass
class CountingChecker:
    """A checker of one function, which counts its runs."""

    function: Callable[[Student], None]
    runs: int = 0
    checks: tuple[Check, ...] = ()

    def run(self, check: Check, student: Student) -> CheckOutcome:
        self.runs += 1
        try:
            self.function(student)
        except CheckFailed as error:
            return CheckOutcome("failed", error.message)
        return CheckOutcome("passed")

    @property
    def returns(self) -> dict[str, tuple[str, ...]]:
        return {}


@dataclass
class Grading(StudentCallers):
    """Runs one check on the processes of several students, with the answers of all of them."""

    def run(self, checker: CountingChecker, caller: RemoteCaller, name: str = "test_double") -> RunResult:
        check = make_check(name)
        caller.ask_ahead([check])
        return run_check(check, cast("Checker", checker), caller)

    def outcomes(self, function: Callable[[Student], None], cells: list[str]) -> tuple[list[str], int]:
        """Return how the check ends for each student, and how often it was run."""
        checker = CountingChecker(function)
        return [self.run(checker, self.start(cell))[0].outcome for cell in cells], checker.runs


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(call_seconds=1), WITHOUT_MATPLOTLIB) as sandbox:
        yield sandbox


@pytest.fixture
def grading(sandbox: Sandbox) -> Iterator[Grading]:
    grading = Grading(sandbox)
    yield grading
    grading.close()


def ask_numbers(student: Student) -> None:
    for number in range(5):
        student.double(number, np.arange(100.0)).should_equal(2 * number)


def ask_with_function(student: Student) -> None:
    values = []

    def function(value: float) -> float:
        values.append(value)
        return value

    for number in range(3):
        student.double(number, function).should_equal(2 * number)
    if len(values) != 6:
        raise CheckFailed("each function should be called twice")


def test_a_check_is_run_until_a_second_run_has_confirmed_it(grading: Grading) -> None:
    assert grading.outcomes(ask_numbers, [RIGHT] * 5) == (["passed"] * 5, 2)


def test_another_answer_is_checked_and_fails(grading: Grading) -> None:
    outcomes, runs = grading.outcomes(
        ask_numbers, [RIGHT, RIGHT, WRONG_AT_THREE, RIGHT, WRONG_AT_THREE, WRONG_AT_THREE]
    )

    assert (outcomes, runs) == (["passed", "passed", "failed", "passed", "failed", "failed"], 4)


def test_a_failed_check_has_the_transcript_of_its_first_run(grading: Grading) -> None:
    checker = CountingChecker(ask_numbers)
    first, _, third = [grading.run(checker, grading.start(WRONG_AT_THREE)) for _ in range(3)]

    assert checker.runs == 2
    assert repr(third) == repr(first)


@pytest.mark.parametrize("cells", [[COUNTING] * 3, [RIGHT, WRONG_AT_THREE, COUNTING], [RIGHT, RIGHT, COUNTING]])
def test_each_question_reaches_the_process_once(grading: Grading, cells: list[str]) -> None:
    checker = CountingChecker(ask_numbers)
    for cell in cells:
        caller = grading.start(cell)
        grading.run(checker, caller)

    assert Student(caller).count().value == 5


def test_questions_that_are_known_are_asked_ahead(grading: Grading) -> None:
    counts = []
    for _ in range(3):
        caller = grading.start(COUNTING)
        caller.ask_ahead([make_check()])
        counts.append(Student(caller).count().value)
        grading.run(CountingChecker(ask_numbers), caller)

    assert counts == [0, 0, 5]


@pytest.mark.parametrize("ending", ["while True: pass", "import os; os._exit(0)"])
def test_what_would_not_have_been_asked_costs_nothing(grading: Grading, ending: str) -> None:
    cell = f"def double(x, *others):\n    if x == 4:\n        {ending}\n    return 2 * x if x < 3 else 7"
    callers = [grading.start(source) for source in (RIGHT, RIGHT, cell)]
    runs = [grading.run(CountingChecker(ask_numbers), caller) for caller in callers]
    last = grading.run(CountingChecker(lambda student: student.double(1).should_equal(2)), callers[-1], "test_last")

    assert [outcome.outcome for outcome, _ in (*runs, last)] == ["passed", "passed", "failed", "passed"]
    assert callers[-1].stop_reason == ""


@pytest.mark.parametrize("cell", [CALLING_BACK, KEEPING])
def test_a_question_with_a_function_is_asked_in_its_turn(grading: Grading, cell: str) -> None:
    for _ in range(3):
        caller = grading.start(cell)
        questions = grading.known_answers.usual_questions([make_check()], 0)
        grading.run(CountingChecker(ask_with_function), caller)

    assert questions == []


def test_a_question_about_an_object_of_the_process_is_asked_in_its_turn(grading: Grading) -> None:
    cell = "class Box:\n    def __init__(self, x): self.x = x\ndef double(x): return Box(2 * x)"

    def ask(student: Student) -> None:
        for number in range(3):
            student.double(number).x.should_equal(2 * number)

    for _ in range(3):
        questions = grading.known_answers.usual_questions([make_check()], 0)
        outcome, _ = grading.run(CountingChecker(ask), grading.start(cell))

    assert outcome.outcome == "passed"
    assert len(questions) == 1


def test_a_hidden_check_asks_in_its_turn(grading: Grading) -> None:
    for _ in range(3):
        grading.run(CountingChecker(ask_numbers), grading.start(RIGHT))

    assert len(grading.known_answers.usual_questions([make_check()], 0)) == 5
    assert grading.known_answers.usual_questions([make_check(visible=False)], 0) == []


def test_a_slow_answer_is_asked_for_in_its_turn(grading: Grading) -> None:
    cell = "import time\ndef double(x, *others):\n    time.sleep(0.2 * (x == 2))\n    return 2 * x"
    for _ in range(3):
        questions = grading.known_answers.usual_questions([make_check()], 0)
        grading.run(CountingChecker(ask_numbers), grading.start(cell))

    assert len(questions) == 2


@pytest.mark.parametrize("cell", [CALLING_BACK, KEEPING])
def test_functions_of_the_grader_work_with_known_answers_too(grading: Grading, cell: str) -> None:
    assert grading.outcomes(ask_with_function, [cell] * 4) == (["passed"] * 4, 2)


def test_a_function_that_was_kept_can_be_called_in_the_next_check(grading: Grading) -> None:
    for _ in range(3):
        caller = grading.start(KEEPING)
        first = grading.run(CountingChecker(lambda student: student.double(1, lambda x: x).should_equal(2)), caller)
        second = grading.run(
            CountingChecker(lambda student: student.double(3, lambda x: -x).should_equal(6)), caller, "test_kept"
        )

        assert (first[0].outcome, second[0].outcome) == ("passed", "passed")


def test_a_check_with_questions_of_chance_is_run_each_time(grading: Grading) -> None:
    numbers = itertools.count()
    outcomes, runs = grading.outcomes(lambda student: student.double(next(numbers)).should_return(), [RIGHT] * 5)

    assert (outcomes, runs) == (["passed"] * 5, 5)


def test_a_check_that_asks_something_else_after_known_answers_is_run_again_in_a_new_process(grading: Grading) -> None:
    changes = iter([0, 0, 0, 9, 9, 9])

    def ask(student: Student) -> None:
        student.double(1).should_equal(2)
        student.double(next(changes)).should_return()

    outcomes, _ = grading.outcomes(ask, [RIGHT, RIGHT, "def double(x):\n    return 3 * x - 1 if x else 5", RIGHT])

    assert outcomes == ["passed"] * 4


def test_a_call_that_is_stopped_is_not_remembered(grading: Grading) -> None:
    cell = "def double(x, *others):\n    while x == 3: pass\n    return 2 * x"
    outcomes, runs = grading.outcomes(ask_numbers, [RIGHT, RIGHT, cell, cell, RIGHT])

    assert (outcomes, runs) == (["passed", "passed", "failed", "failed", "passed"], 4)


def test_an_answer_with_other_bytes_is_another_one(grading: Grading) -> None:
    cell = "def double(x, *others):\n    return 2 * x if x else -0.0"
    _, runs = grading.outcomes(ask_numbers, [RIGHT, RIGHT, cell])

    assert runs == 3
