"""Checks that are run again with the reference in place of earlier exercises: for which, and what student code gets."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.course.unit_content import UnitContent
from autograder.grading.reference_rerun import ReferenceRerun
from tests.conftest import Grade

BROKEN_STEP = "def train_step(x, y, w, b, lr):\n    return None"
EXERCISES = ("train_step", "fit_line", "closed_form_line", "gap_report", "fit_until")


@pytest.fixture
def rerun(content: UnitContent) -> ReferenceRerun:
    """A rerun of `training-loop` without a process."""
    unused: Any = None
    return ReferenceRerun(content, unused, unused, unused, unused)


@pytest.mark.parametrize(
    ("exercise", "names"),
    [
        pytest.param("fit_line", ["train_step"], id="an earlier exercise that the solution calls"),
        pytest.param("closed_form_line", [], id="earlier ones that it does not call"),
        pytest.param("train_step", [], id="its own name, and later ones"),
    ],
)
def test_the_reference_takes_the_place_only_of(rerun: ReferenceRerun, exercise: str, names: list[str]) -> None:
    assert rerun.names_for(exercise, EXERCISES) == names


def test_only_the_exercise_that_needs_it_meets_the_reference(grade: Grade) -> None:
    """The function that stands for the reference is kept where it is met, and called wherever it is there."""
    keep = "stub = globals().setdefault('stub', train_step)"
    fit = f"def fit_line(x, y, lr, n_steps, w0=0.0, b0=0.0):\n    {keep}\n    return None"
    answer = "globals().get('stub', train_step)(x, y, 0.0, 0.0, 1.0)"
    later = f"def closed_form_line(x, y):\n    raise ValueError(repr({answer}))"
    report = grade({"train_step": BROKEN_STEP, "fit_line": fit, "closed_form_line": later})
    messages = [
        c.message for e in report.exercises if e.id == "closed_form_line" for c in e.checks if c.outcome == "failed"
    ]

    assert messages
    assert {message.rpartition("raised ")[2] for message in messages} == {"ValueError: None"}


def test_an_endless_earlier_function_costs_its_time_once(grade: Grade) -> None:
    endless = "def train_step(x, y, w, b, lr):\n    while True:\n        pass"
    report = grade({"train_step": endless})

    assert [report.points_of(name) for name in EXERCISES[1:]] == [(10, 10), (6, 6), (4, 4), (6, 6)]
    assert "checked with the reference's `train_step` in place of yours" in [e.note for e in report.exercises]


def test_a_known_mistake_beside_a_missing_earlier_function_is_still_named(grade: Grade, content: UnitContent) -> None:
    fit = content.solutions["fit_line"].replace("w, b = w0, b0", "w, b = 0.0, 0.0")
    report = grade({"train_step": BROKEN_STEP, "fit_line": fit})
    checks = next(e for e in report.exercises if e.id == "fit_line").checks

    assert {check.mistake for check in checks if check.outcome == "failed"} == {"start-ignored"}
