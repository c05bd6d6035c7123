"""No answer breaks a check: whatever a function gives back, it fails, and the report can be published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from lab.checking.calls import OpaqueValue, Reply, Target

from autograder.checking.pytest_session import Check, Checker, CheckOutcome, run_session
from autograder.course.unit_content import UnitContent
from autograder.grading.check_runs import FORM_HINT, NOT_COMPARABLE, run_checks
from autograder.grading.mistake_naming import MistakeNaming
from autograder.limits import DAY, Limits
from autograder.sandbox.host.submission_budget import SubmissionBudget
from tests.real_course import COURSE, content_of

ROOT = Path(__file__).parents[2]

THING = OpaqueValue("Thing")
RAGGED = [[1.0], [1.0, [2.0]], 3.0]
ANSWERS: Mapping[str, Any] = {
    "nothing": None,
    "a text": "sum-not-mean",
    "a text in an array": np.array(["a", "b"]),
    "a truth": True,
    "a complex number": 1j,
    "nan": float("nan"),
    "a huge float": 1e308,
    "a huge int": 10**5000,
    "an empty list": [],
    "a ragged list": RAGGED,
    "a list of ragged lists": [RAGGED] * 4,
    "a list of objects": [THING, THING],
    "a list of arrays and objects": [np.ones(2), THING, np.ones(2), THING],
    "a pair of huge ints": (10**400, 10**400),
    "a pair of huge arrays": (np.full((4, 2), 1e308), np.full(4, -1e308)),
    "two and an object": (1.0, 2.0, THING),
    "a dictionary of objects": {"w": THING, "b": [THING], "loss": RAGGED},
    "a dictionary of huge ints": {"mse": 10**400, "rmse": 10**400, "mae": 10**400},
    "an array": np.array([1.0, 2.0]),
    "an array without entries": np.zeros((0, 3)),
    "an array of huge numbers": np.array([1e308, -1e308]),
    "an array of tiny dtype": np.array([1, 2], dtype=np.int8),
    "an array of truths": np.array([True, False]),
    "an array of complex numbers": np.array([1j, 2.0]),
    "an array of long doubles": np.array(["1e400", "1"], dtype="g"),
    "an array without axes": np.array(1e308),
    "deep arrays": np.ones((2,) * 12),
}


class Hostile:
    """A caller that gives one answer to every question, or an object whose every attribute it is."""

    stop_reason = ""
    known_answers = None
    budget = SubmissionBudget(Limits(submission_seconds=DAY))

    def __init__(self, value: Any, *, behind_an_object: bool) -> None:
        self._value, self._behind_an_object = value, behind_an_object

    def ask_ahead(self, checks: Sequence[Check]) -> None:
        """Ask nothing: no answers are known."""

    def call(self, target: Target, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """Give the answer; with an object, a name gives the object."""
        if self._behind_an_object and target.owner is None:
            return Reply("returned", OpaqueValue("Thing"), handle=object(), arguments=(*args, *kwargs.values()))
        return Reply("returned", self._value, arguments=(*args, *kwargs.values()))

    def fetch(self, target: Target) -> Reply:
        """Give the answer."""
        return self.call(target, (), {})


def broken_checks(content: UnitContent, *, behind_an_object: bool) -> list[str]:
    """Return which answers break which checks of a unit."""

    def work(checker: Checker) -> list[str]:
        naming = MistakeNaming(content, checker)
        broken: list[str] = []
        for title, value in ANSWERS.items():
            caller: Any = Hostile(value, behind_an_object=behind_an_object)
            for name in content.exercises:
                run = run_checks(checker.checks_of(name), checker, naming, caller)
                broken += [
                    f"{title}: {check}" for check, outcome in run.outcomes.items() if outcome.outcome == "broken"
                ]
        return broken

    return run_session(content.unit.visible_checks, content.unit.hidden_checks, work)


@pytest.mark.parametrize("behind_an_object", [False, True], ids=["values", "objects"])
@pytest.mark.parametrize("unit", [unit.id for unit in COURSE.units if unit.id != "pytorch"])
def test_no_answer_breaks_a_check(unit: str, behind_an_object: bool) -> None:
    assert not broken_checks(content_of(unit), behind_an_object=behind_an_object)


FAILED = CheckOutcome("failed", NOT_COMPARABLE.format("f"), FORM_HINT)
CRASHED = CheckOutcome("broken", "test_it: ValueError: 42 (test_f.py, line 1)")
ENGINE_CRASHED = CheckOutcome("broken", "no process", is_engine_error=True)


@pytest.mark.parametrize(
    ("of_student", "of_reference", "expected"),
    [
        pytest.param(CRASHED, CheckOutcome("passed"), FAILED, id="the reference passes: the answer failed"),
        pytest.param(CRASHED, CRASHED, CRASHED, id="the reference crashes it, too"),
        pytest.param(ENGINE_CRASHED, CheckOutcome("passed"), ENGINE_CRASHED, id="the engine crashed"),
    ],
)
def test_a_crash_is_the_answers_only_where_the_reference_passes(
    of_student: CheckOutcome, of_reference: CheckOutcome, expected: CheckOutcome
) -> None:
    content: Any = SimpleNamespace(reference={})
    check: Any = SimpleNamespace(name="test_it", exercise="f", is_plain=True)
    endings = iter((of_student, of_reference))
    checker: Any = SimpleNamespace(returns={}, run=lambda _check, _student: next(endings))
    caller: Any = Hostile(1.0, behind_an_object=False)

    run = run_checks([check], checker, MistakeNaming(content, checker), caller)
    assert run.outcomes == {"test_it": expected}
