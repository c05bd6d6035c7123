"""The reference of `regularization` against theory, scikit-learn and the figures the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from solutions.regularization import (
    ista,
    l1_subgradient,
    lambda_max,
    lasso_path,
    ridge_closed_form,
    ridge_grad,
    ridge_loss,
    sklearn_alpha,
    soft_threshold,
)

MADE = data.three_features()
ONES = np.column_stack([np.ones(len(MADE.y)), MADE.X])
FUNCTIONS: list[Callable[..., Any]] = [
    lambda A, y: ridge_loss(A, y, np.arange(A.shape[1]), 0.5),
    lambda A, y: ridge_grad(A, y, np.arange(A.shape[1]), 0.5),
    lambda A, y: ridge_closed_form(A, y, 0.5),
    lambda A, y: ista(A, y, 0.5, 7)[1],
    lambda A, y: lasso_path(A, y, [0.5]),
    lambda_max,
]
NAMES = ["ridge_loss", "ridge_grad", "ridge_closed_form", "ista", "lasso_path", "lambda_max"]


def patients() -> tuple[np.ndarray, np.ndarray]:
    """The standardised diabetes data, with its column of ones."""
    table = data.diabetes()
    features = (table.X - table.X.mean(axis=0)) / table.X.std(axis=0)
    return np.column_stack([np.ones(len(features)), features]), table.y


def test_the_ridge_gradient_is_the_slope_of_the_objective() -> None:
    theta, lam = np.array([0.7, -1.0, 2.0, 0.3]), 0.4
    slopes = []
    for axis in np.eye(4):
        moved = theta + 1e-30j * axis
        slopes.append((np.mean((ONES @ moved - MADE.y) ** 2) + lam * np.sum(moved[1:] ** 2)).imag / 1e-30)

    np.testing.assert_allclose(ridge_grad(ONES, MADE.y, theta, lam), slopes, rtol=1e-14)
    assert ridge_loss(ONES, MADE.y, theta, 0.0) == pytest.approx(np.mean((ONES @ theta - MADE.y) ** 2), rel=1e-15)


def test_raising_every_target_moves_only_the_bias() -> None:
    before, after = ridge_closed_form(ONES, MADE.y, 0.3), ridge_closed_form(ONES, MADE.y + 1000, 0.3)

    np.testing.assert_allclose(after - before, [1000, 0, 0, 0], atol=1e-10)


@pytest.mark.parametrize("lam", [0.1, 2.0])
def test_scikit_learn_finds_the_same_with_the_price_translated(lam: float) -> None:
    n = len(MADE.y)
    ridge = Ridge(alpha=sklearn_alpha("ridge", lam, n)).fit(MADE.X, MADE.y)
    lasso = Lasso(alpha=sklearn_alpha("lasso", lam, n), tol=1e-14).fit(MADE.X, MADE.y)

    np.testing.assert_allclose(ridge_closed_form(ONES, MADE.y, lam)[1:], ridge.coef_, rtol=1e-12)
    np.testing.assert_allclose(ista(ONES, MADE.y, lam, 500)[0], [lasso.intercept_, *lasso.coef_], atol=1e-12)


def test_the_figures_of_the_source_text_belong_to_half_the_mean() -> None:
    assert sklearn_alpha("ridge", 0.1, 100) == pytest.approx(10.0)
    np.testing.assert_allclose(ridge_closed_form(ONES, MADE.y, 0.2)[1:], [1.719082, -2.509288, 0.866131], atol=1e-6)


def test_without_a_price_the_weights_are_those_of_least_squares() -> None:
    plain = LinearRegression().fit(MADE.X, MADE.y)

    np.testing.assert_allclose(ridge_closed_form(ONES, MADE.y, 0.0), [plain.intercept_, *plain.coef_], rtol=1e-12)
    np.testing.assert_allclose(plain.coef_, [1.99579429, -3.00505965, 1.00414443], atol=1e-8)


def test_a_price_shrinks_directions_evenly_and_weights_not_at_all_so() -> None:
    A, y = patients()
    bends, axes = np.linalg.eigh(2 / len(y) * A[:, 1:].T @ A[:, 1:])
    free, priced = (axes.T @ ridge_closed_form(A, y, lam)[1:] for lam in (0.0, 0.1))

    np.testing.assert_allclose(priced / free, bends / (bends + 0.2), rtol=1e-9)
    assert ridge_closed_form(A, y, 0.1)[7] / ridge_closed_form(A, y, 0.0)[7] == pytest.approx(-1.87, abs=0.01)


def test_a_threshold_and_its_clip_make_the_whole() -> None:
    v = np.linspace(-2, 2, 41)

    np.testing.assert_allclose(soft_threshold(v, 0.7) + np.clip(v, -0.7, 0.7), v, atol=1e-15)
    assert soft_threshold(3, 1) == 2.0
    assert isinstance(soft_threshold(0.5, 1.0), float)


def test_the_slope_at_zero_is_the_one_in_the_middle() -> None:
    assert l1_subgradient(np.array([-3, 0, 5])).tolist() == [-1.0, 0.0, 1.0]


def test_bmi_is_the_first_to_come_along() -> None:
    A, y = patients()
    highest = lambda_max(A, y)
    just_below = ista(A, y, 0.999 * highest, 300)[0]

    assert highest == pytest.approx(90.32, abs=0.005)
    assert np.all(ista(A, y, highest, 300)[0][1:] == 0.0)
    assert np.flatnonzero(just_below[1:]).tolist() == [data.diabetes().names.index("bmi")]


def test_ista_is_close_after_a_hundred_steps_and_there_after_a_thousand() -> None:
    A, y = patients()
    lam = 0.1 * lambda_max(A, y)
    exact = Lasso(alpha=lam / 2, tol=1e-15, max_iter=100_000).fit(A[:, 1:], y).coef_
    errors = [np.max(np.abs(ista(A, y, lam, n_steps)[0][1:] - exact)) for n_steps in (100, 1000)]

    assert errors[0] == pytest.approx(8e-5, rel=0.1)
    assert errors[1] < 1e-12


def test_the_objective_never_rises_and_ends_where_every_weight_earns_its_price() -> None:
    A, y = patients()
    theta, losses = ista(A, y, 40.0, 300)
    gains = -2 / len(y) * A.T @ (A @ theta - y)
    in_use = theta[1:] != 0

    assert np.all(np.diff(losses) <= 1e-12 * losses[0])
    np.testing.assert_allclose(gains[1:][in_use], 40 * np.sign(theta[1:][in_use]), rtol=1e-11)
    assert np.all(np.abs(gains[1:][~in_use]) < 40)
    assert np.sum(~in_use) == 7


def test_the_number_of_weights_in_use_can_fall_with_the_price() -> None:
    A, y = patients()
    counts = [int(np.sum(ista(A, y, price, 5000)[0][1:] != 0)) for price in (0.5, 0.3, 0.16, 0.06)]

    assert counts == [9, 10, 9, 10]


def test_a_path_has_one_row_for_each_price_in_their_order() -> None:
    path = lasso_path(ONES, MADE.y, [6.0, 0.1, 20.0])

    assert path.shape == (3, 4)
    np.testing.assert_array_equal(path[1], ista(ONES, MADE.y, 0.1, 300)[0])


def test_another_kind_of_penalty_is_refused() -> None:
    with pytest.raises(ValueError, match="'ridge' or 'lasso'"):
        sklearn_alpha("elastic", 0.1, 10)


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_arguments_of_any_layout_give_the_same_and_stay_the_same(function: Callable[..., Any]) -> None:
    A = np.array([[1, -2, 3], [1, 5, 0], [1, 1, 1], [1, 4, -2], [1, -1, 2]])
    y = np.array([7, -3, 4, -2, 5])
    strided = np.repeat(A, 2, axis=0)[::2], np.repeat(y, 2)[::2]
    locked = A.copy(), y.copy()
    for array in locked:
        array.flags.writeable = False
    wanted = function(A.astype(float), y.astype(float))

    for given in ((A, y), strided, locked):
        np.testing.assert_allclose(function(*given), wanted, rtol=1e-13)
    assert y.tolist() == [7, -3, 4, -2, 5]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_a_column_of_targets_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="shapes"):
        function(np.ones((4, 2)), np.arange(4.0).reshape(4, 1))
