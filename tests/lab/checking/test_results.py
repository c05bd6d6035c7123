"""Points and outcome of an exercise follow from its visible checks."""

from __future__ import annotations

import pytest
from lab.checking.results import CheckResult, ExerciseResult, Outcome


def result(*outcomes: Outcome) -> ExerciseResult:
    """Return the result of an exercise worth 10 points, with 2 points for each visible check."""
    return ExerciseResult("f", 10, tuple(CheckResult("a title", outcome, 2) for outcome in outcomes))


@pytest.mark.parametrize(
    ("outcomes", "outcome"),
    [
        (("passed", "passed"), "passed"),
        (("passed", "failed"), "failed"),
        (("passed", "not started"), "failed"),
        (("stopped", "stopped"), "failed"),
        (("not started", "not started"), "not started"),
    ],
)
def test_the_outcome_is_that_of_all_checks(outcomes: tuple[Outcome, ...], outcome: str) -> None:
    assert result(*outcomes).outcome == outcome


def test_points_are_those_of_the_visible_checks_that_passed() -> None:
    partial = result("passed", "failed", "passed")

    assert (partial.earned_points, partial.visible_points, partial.hidden_points) == (4, 6, 4)
