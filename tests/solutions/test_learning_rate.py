"""The reference of `learning-rate` against theory, counted runs and the spectra the course quotes."""

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
def test_the_rates_are_those_the_course_quotes(X: np.ndarray, condition: float, limit: float, best: float) -> None:
    matrix = design(X)

    assert kappa(matrix) == pytest.approx(condition, rel=5e-4)
    assert max_stable_lr(matrix) == pytest.approx(limit, rel=1e-5)
    assert best_lr(matrix) == pytest.approx(best, rel=1e-5)


def test_no_rate_beats_the_best_one() -> None:
    others = np.linspace(0.01, 0.33, 200)

    assert rate(A, best_lr(A)) <= min(rate(A, lr) for lr in others) + 1e-12


def test_a_brisk_rate_never_raises_the_loss() -> None:
    losses = rate_experiment(A, Y, np.array([0.3]), 300)[0]

    assert not np.any(np.diff(losses) > 1e-12 * losses[:-1])
    assert losses[[10, 50]] - SMALLEST == pytest.approx([2.005, 2.1e-4], rel=0.03)


def test_a_wild_rate_ends_in_inf_and_only_later_in_nan() -> None:
    losses = rate_experiment(A, Y, np.array([0.8]), 600)[0]

    assert losses[1] == pytest.approx(617, abs=0.5)
    assert np.argmax(np.isinf(losses)) == 255
    assert np.argmax(np.isnan(losses)) > 500


def test_each_row_of_an_experiment_is_a_run_of_its_own() -> None:
    lrs = np.array([0.1, 0.5, 0.005])
    together = rate_experiment(A, Y, lrs, 40)
    alone = [rate_experiment(A, Y, lrs[i : i + 1], 40)[0] for i in range(3)]

    np.testing.assert_allclose(together, alone, rtol=1e-13)


def test_what_is_measured_is_the_square_of_theory() -> None:
    losses = rate_experiment(A, Y, np.array([0.1]), 200)[0]

    assert measured_rate(losses, SMALLEST) == pytest.approx(0.957483149891, abs=1e-9)
    assert measured_rate(losses, SMALLEST) == pytest.approx(rate(A, 0.1) ** 2, abs=1e-9)


@pytest.mark.parametrize(("table", "target", "steps"), [(data.line().x, data.line().y, 62), (data.plane().X, Y, 200)])
def test_the_number_of_steps_is_the_one_that_is_counted(table: np.ndarray, target: np.ndarray, steps: int) -> None:
    matrix = design(table)
    best, lr = np.linalg.lstsq(matrix, target)[0], best_lr(matrix)
    theta, made = np.zeros(len(best)), 0
    while np.linalg.norm(theta - best) > 1e-6 * np.linalg.norm(best):
        theta = theta - lr * 2 / len(target) * matrix.T @ (matrix @ theta - target)
        made += 1

    assert made == steps
    assert abs(steps_needed(kappa(matrix), 1e-6) - steps) <= 2


def test_paris_needs_three_hundred_thousand_steps_and_standardised_one() -> None:
    assert steps_needed(kappa(design(SURFACE)), 1e-6) == pytest.approx(318_500, rel=1e-3)
    assert steps_needed(1.0, 1e-6) == 1


@pytest.mark.parametrize(("condition", "eps"), [(0.5, 0.1), (np.inf, 0.1), (np.nan, 0.1), (2.0, 0.0), (2.0, 1.0)])
def test_impossible_questions_about_steps_are_refused(condition: float, eps: float) -> None:
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
    ids=["a rise on the way", "higher in the end", "nan on the way", "inf", "hardly moved"],
)
def test_a_run_is_called_by_its_end(losses: list[float], word: str) -> None:
    assert classify_run(np.array(losses)) == word


def test_training_rows_get_mean_0_and_spread_1_and_others_their_yardstick() -> None:
    train, later = data.plane().X[:60], data.plane().X[60:]
    scaler = Standardizer().fit(train)

    assert scaler.transform(train).mean(axis=0) == pytest.approx([0, 0], abs=1e-14)
    assert scaler.transform(train).std(axis=0) == pytest.approx([1, 1], rel=1e-14)
    np.testing.assert_allclose(scaler.transform(later), (later - train.mean(axis=0)) / train.std(axis=0), rtol=1e-14)
    np.testing.assert_allclose(scaler.inverse_transform(scaler.transform(later)), later, rtol=1e-14)


def test_a_constant_column_becomes_zeros_and_comes_back() -> None:
    X = np.column_stack([np.arange(5.0), np.full(5, 3.0)])
    scaler = Standardizer().fit(X)

    assert scaler.transform(X)[:, 1].tolist() == [0.0] * 5
    assert scaler.inverse_transform(scaler.transform(X))[:, 1].tolist() == [3.0] * 5


def test_parameters_come_home_to_those_of_the_raw_data() -> None:
    X, spread = data.plane().X, data.plane().X.std(axis=0)
    b_s, *w_s = np.linalg.lstsq(design(standardised(X)), (Y - Y.mean()) / Y.std())[0]
    w, b = unscale_params(np.array(w_s), b_s, X.mean(axis=0), spread, Y.mean(), Y.std())

    assert [b, *w] == pytest.approx(BEST, rel=1e-12)


def test_the_other_standard_deviation_leads_home_as_well() -> None:
    z = (SURFACE - SURFACE.mean()) / SURFACE.std(ddof=1)
    b_s, w_s = np.linalg.lstsq(design(z), RENT)[0]
    w, b = unscale_params(np.array([w_s]), b_s, [SURFACE.mean()], [SURFACE.std(ddof=1)], 0.0, 1.0)

    assert sorted(np.linalg.eigvalsh(hessian(design(z)))) == pytest.approx([1.96, 2.0])
    assert (w[0], b) == pytest.approx((32.564704, 173.599742), abs=1e-6)


@pytest.mark.parametrize("function", [hessian, max_stable_lr, best_lr, lambda M: rate(M, 0.01)])
def test_arguments_of_any_layout_give_the_same_and_stay_the_same(function: Callable[..., Any]) -> None:
    whole = np.array([[1, -2], [1, 5], [1, 1], [1, 4]])
    locked = whole.copy()
    locked.flags.writeable = False
    wanted = function(whole.astype(float))

    for given in (whole, locked, np.repeat(whole, 2, axis=1)[:, ::2]):
        np.testing.assert_allclose(function(given), wanted, rtol=1e-14)


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
