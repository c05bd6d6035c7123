"""An argument is ignored where the student's answer never changes with it, and the right one does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.checking.ignored_arguments import ignored_argument
from autograder.checking.relations import Sample

QUESTIONS = ({"w": 1.5, "slope": 3.0, "lr": 0.1}, {"w": -2.0, "slope": 0.7, "lr": 0.03})


def step(w: float, slope: float, lr: float) -> float:
    return w - lr * slope


def sample(student: Callable[..., Any], question: Mapping[str, float]) -> Sample:
    return Sample(question, student(**question), step(**question))


def pairs(student: Callable[..., Any]) -> dict[str, Sequence[tuple[Sample, Sample]]]:
    """Return for each parameter the samples before and after that argument is changed."""
    return {
        name: [
            (sample(student, question), sample(student, {**question, name: question[name] + 1.0}))
            for question in QUESTIONS
        ]
        for name in QUESTIONS[0]
    }


def test_the_argument_that_never_matters_is_reported() -> None:
    relation = ignored_argument(pairs(lambda w, slope, lr: w - 0.01 * slope))

    assert relation is not None
    assert relation.id == "ignores-lr"


def test_nothing_is_reported_where_no_argument_matters() -> None:
    assert ignored_argument(pairs(lambda w, slope, lr: 0.0)) is None


def test_nothing_is_reported_of_a_right_function() -> None:
    assert ignored_argument(pairs(step)) is None


def test_answers_that_run_away_are_no_evidence() -> None:
    assert ignored_argument(pairs(lambda w, slope, lr: 1e300 * (w + slope))) is None
