"""The lasso against scikit-learn, its optimality conditions and the numbers that the course quotes."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data
from sklearn.linear_model import Lasso

from solutions.lasso import ista, l1_subgradient, lambda_max, lasso_path, soft_threshold
from tests.solutions.sample_data import standardised_diabetes

TABLE = data.three_features()
ONES = np.column_stack([np.ones(len(TABLE.y)), TABLE.X])


def test_the_soft_threshold_and_the_clipped_value_add_up_to_the_value() -> None:
    v = np.linspace(-2, 2, 41)

    np.testing.assert_allclose(soft_threshold(v, 0.7) + np.clip(v, -0.7, 0.7), v, atol=1e-15)
    assert soft_threshold(3, 1) == 2.0
    assert isinstance(soft_threshold(0.5, 1.0), float)


def test_the_subgradient_at_zero_is_zero() -> None:
    assert l1_subgradient(np.array([-3, 0, 5])).tolist() == [-1.0, 0.0, 1.0]


def test_bmi_gets_the_first_weight_below_lambda_max() -> None:
    A, y = standardised_diabetes()
    highest = lambda_max(A, y)
    just_below = ista(A, y, 0.999 * highest, 300)[0]

    assert highest == pytest.approx(90.32, abs=0.005)
    assert np.all(ista(A, y, highest, 300)[0][1:] == 0.0)
    assert np.flatnonzero(just_below[1:]).tolist() == [data.diabetes().names.index("bmi")]


def test_ista_is_close_after_a_hundred_steps_and_exact_after_a_thousand() -> None:
    A, y = standardised_diabetes()
    lam = 0.1 * lambda_max(A, y)
    exact = Lasso(alpha=lam / 2, tol=1e-15, max_iter=100_000).fit(A[:, 1:], y).coef_
    errors = [np.max(np.abs(ista(A, y, lam, n_steps)[0][1:] - exact)) for n_steps in (100, 1000)]

    assert errors[0] == pytest.approx(8e-5, rel=0.1)
    assert errors[1] < 1e-12


def test_the_objective_never_increases_and_the_result_meets_the_optimality_conditions() -> None:
    A, y = standardised_diabetes()
    theta, losses = ista(A, y, 40.0, 300)
    slopes = -2 / len(y) * A.T @ (A @ theta - y)
    in_use = theta[1:] != 0

    assert np.all(np.diff(losses) <= 1e-12 * losses[0])
    np.testing.assert_allclose(slopes[1:][in_use], 40 * np.sign(theta[1:][in_use]), rtol=1e-11)
    assert np.all(np.abs(slopes[1:][~in_use]) < 40)
    assert np.sum(~in_use) == 7


def test_a_weaker_penalty_may_use_fewer_weights() -> None:
    A, y = standardised_diabetes()
    counts = [int(np.sum(ista(A, y, lam, 5000)[0][1:] != 0)) for lam in (0.5, 0.3, 0.16, 0.06)]

    assert counts == [9, 10, 9, 10]


def test_a_path_has_one_row_for_each_penalty_in_their_order() -> None:
    path = lasso_path(ONES, TABLE.y, [6.0, 0.1, 20.0])

    assert path.shape == (3, 4)
    np.testing.assert_array_equal(path[1], ista(ONES, TABLE.y, 0.1, 300)[0])
