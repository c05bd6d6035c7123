"""The reference of `learning-rate` against theory, measured runs and the numbers that the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.learning_rate import (
    Standardizer,
    best_lr,
    classify_run,
    hessian,
    max_stable_lr,
    measured_rate,
    rate,
    rate_experiment,
    steps_needed,
    unscale_params,
)
from tests.solutions.array_layouts import array_layouts


def design(X: np.ndarray) -> np.ndarray:
    features = X.reshape(len(X), -1)
    return np.column_stack([np.ones(len(features)), features])


def standardised(X: np.ndarray) -> np.ndarray:
    features = X.reshape(len(X), -1)
    return Standardizer().fit(features).transform(features)


def kappa(A: np.ndarray) -> float:
    return float(np.linalg.cond(hessian(A)))


SURFACE, RENT = data.paris_rents().surface, data.paris_rents().rent
A, Y = design(data.plane().X), data.plane().y
BEST = np.linalg.lstsq(A, Y)[0]
SMALLEST = float(np.mean((A @ BEST - Y) ** 2))
SPECTRA = [
    (SURFACE, 46115, 2.12252e-4, 2.12247e-4),
    (SURFACE - SURFACE.mean(), 481.3, 2.07751e-3, 2.07320e-3),
    (SURFACE / SURFACE.std(), 114.3, 0.093523, 0.092712),
    (standardised(SURFACE), 1.0, 1.0, 0.5),
    (data.line().x, 8.963, 0.112845, 0.101519),
    (data.three_features().X, 1.541, 0.853916, 0.517800),
    (data.plane().X, 28.865, 0.322427, 0.311631),
    (standardised(data.plane().X), 1.0705, 0.967088, 0.5),
]
NAMES = "raw,centred,divided,standardised,line,three features,plane,plane standardised".split(",")


@pytest.mark.parametrize(("X", "condition", "limit", "best"), SPECTRA, ids=NAMES)
def test_condition_and_learning_rates_are_those_the_course_quotes(
    X: np.ndarray, condition: float, limit: float, best: float
) -> None:
    matrix = design(X)

    assert kappa(matrix) == pytest.approx(condition, rel=5e-4)
    assert max_stable_lr(matrix) == pytest.approx(limit, rel=1e-5)
    assert best_lr(matrix) == pytest.approx(best, rel=1e-5)


def test_no_learning_rate_is_better_than_the_best_one() -> None:
    lrs = np.linspace(0.01, 0.33, 200)

    assert rate(A, best_lr(A)) <= min(rate(A, lr) for lr in lrs) + 1e-12


def test_a_large_stable_learning_rate_never_raises_the_loss() -> None:
    losses = rate_experiment(A, Y, np.array([0.3]), 300)[0]

    assert not np.any(np.diff(losses) > 1e-12 * losses[:-1])
    assert losses[[10, 50]] - SMALLEST == pytest.approx([2.005, 2.1e-4], rel=0.03)


def test_an_unstable_learning_rate_leads_to_inf_and_later_to_nan() -> None:
    losses = rate_experiment(A, Y, np.array([0.8]), 600)[0]

    assert losses[1] == pytest.approx(617, abs=0.5)
    assert np.argmax(np.isinf(losses)) == 255
    assert np.argmax(np.isnan(losses)) > 500


def test_the_runs_of_an_experiment_are_independent() -> None:
    lrs = np.array([0.1, 0.5, 0.005])
    together = rate_experiment(A, Y, lrs, 40)
    single_runs = [rate_experiment(A, Y, lrs[i : i + 1], 40)[0] for i in range(3)]

    np.testing.assert_allclose(together, single_runs, rtol=1e-13)


def test_the_measured_rate_is_the_square_of_the_theoretical_one() -> None:
    losses = rate_experiment(A, Y, np.array([0.1]), 200)[0]

    assert measured_rate(losses, SMALLEST) == pytest.approx(0.957483149891, abs=1e-9)
    assert measured_rate(losses, SMALLEST) == pytest.approx(rate(A, 0.1) ** 2, abs=1e-9)


@pytest.mark.parametrize(("table", "target", "steps"), [(data.line().x, data.line().y, 62), (data.plane().X, Y, 200)])
def test_steps_needed_agrees_with_a_run(table: np.ndarray, target: np.ndarray, steps: int) -> None:
    matrix = design(table)
    best, lr = np.linalg.lstsq(matrix, target)[0], best_lr(matrix)
    theta, count = np.zeros(len(best)), 0
    while np.linalg.norm(theta - best) > 1e-6 * np.linalg.norm(best):
        theta = theta - lr * 2 / len(target) * matrix.T @ (matrix @ theta - target)
        count += 1

    assert count == steps
    assert abs(steps_needed(kappa(matrix), 1e-6) - steps) <= 2


def test_the_rents_need_three_hundred_thousand_steps_and_one_step_when_standardised() -> None:
    assert steps_needed(kappa(design(SURFACE)), 1e-6) == pytest.approx(318_500, rel=1e-3)
    assert steps_needed(1.0, 1e-6) == 1


@pytest.mark.parametrize(("condition", "eps"), [(0.5, 0.1), (np.inf, 0.1), (np.nan, 0.1), (2.0, 0.0), (2.0, 1.0)])
def test_impossible_conditions_and_accuracies_are_refused(condition: float, eps: float) -> None:
    with pytest.raises(ValueError, match="kappa must be at least 1"):
        steps_needed(condition, eps)


@pytest.mark.parametrize(
    ("losses", "word"),
    [
        ([5.0, 7.0, 3.0], "converging"),
        ([5.0, 1.0, 5.1], "diverging"),
        ([5.0, np.nan, 1.0], "diverging"),
        ([5.0, np.inf], "diverging"),
        ([5.0, 5.0 + 1e-8], "stalled"),
    ],
    ids=["higher in between", "higher at the end", "nan in between", "inf", "hardly changed"],
)
def test_a_run_is_classified_by_its_first_and_last_loss(losses: list[float], word: str) -> None:
    assert classify_run(np.array(losses)) == word


@pytest.mark.parametrize("function", [hessian, max_stable_lr, best_lr, lambda M: rate(M, 0.01)])
def test_integers_views_and_read_only_arrays_give_the_same_result(function: Callable[..., Any]) -> None:
    matrix = np.array([[1, -2], [1, 5], [1, 1], [1, 4]])
    expected = function(matrix.astype(float))

    for (argument,) in array_layouts(matrix):
        np.testing.assert_allclose(function(argument), expected, rtol=1e-14)


@pytest.mark.parametrize(
    "call",
    [
        lambda: hessian(np.arange(3.0)),
        lambda: rate_experiment(A, Y[:, None], np.array([0.1]), 3),
        lambda: rate_experiment(A, Y, 0.1, 3),
        lambda: Standardizer().fit(np.arange(3.0)),
        lambda: unscale_params(np.ones(2), 0.0, np.ones(3), np.ones(2), 0.0, 1.0),
    ],
    ids=["hessian", "targets", "rates", "features", "means"],
)
def test_shapes_that_do_not_fit_are_refused(call: Callable[[], Any]) -> None:
    with pytest.raises(ValueError, match="shape"):
        call()
