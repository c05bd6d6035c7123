"""The reference of `regularization` against theory, scikit-learn and the numbers that the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from solutions.regularization import (
    ista,
    lambda_max,
    lasso_path,
    ridge_closed_form,
    ridge_grad,
    ridge_loss,
    sklearn_alpha,
)
from tests.solutions.array_layouts import array_layouts
from tests.solutions.sample_data import standardised_diabetes

TABLE = data.three_features()
ONES = np.column_stack([np.ones(len(TABLE.y)), TABLE.X])
FUNCTIONS: list[Callable[..., Any]] = [
    lambda A, y: ridge_loss(A, y, np.arange(A.shape[1]), 0.5),
    lambda A, y: ridge_grad(A, y, np.arange(A.shape[1]), 0.5),
    lambda A, y: ridge_closed_form(A, y, 0.5),
    lambda A, y: ista(A, y, 0.5, 7)[1],
    lambda A, y: lasso_path(A, y, [0.5]),
    lambda_max,
]
NAMES = ["ridge_loss", "ridge_grad", "ridge_closed_form", "ista", "lasso_path", "lambda_max"]


def test_the_ridge_gradient_agrees_with_the_complex_step() -> None:
    theta, lam = np.array([0.7, -1.0, 2.0, 0.3]), 0.4
    slopes = []
    for axis in np.eye(4):
        point = theta + 1e-30j * axis
        slopes.append((np.mean((ONES @ point - TABLE.y) ** 2) + lam * np.sum(point[1:] ** 2)).imag / 1e-30)

    np.testing.assert_allclose(ridge_grad(ONES, TABLE.y, theta, lam), slopes, rtol=1e-14)
    assert ridge_loss(ONES, TABLE.y, theta, 0.0) == pytest.approx(np.mean((ONES @ theta - TABLE.y) ** 2), rel=1e-15)


def test_adding_a_constant_to_every_target_changes_only_the_bias() -> None:
    before, after = ridge_closed_form(ONES, TABLE.y, 0.3), ridge_closed_form(ONES, TABLE.y + 1000, 0.3)

    np.testing.assert_allclose(after - before, [1000, 0, 0, 0], atol=1e-10)


@pytest.mark.parametrize("lam", [0.1, 2.0])
def test_scikit_learn_gives_the_same_fits_with_the_converted_alpha(lam: float) -> None:
    n = len(TABLE.y)
    ridge = Ridge(alpha=sklearn_alpha("ridge", lam, n)).fit(TABLE.X, TABLE.y)
    lasso = Lasso(alpha=sklearn_alpha("lasso", lam, n), tol=1e-14).fit(TABLE.X, TABLE.y)

    np.testing.assert_allclose(ridge_closed_form(ONES, TABLE.y, lam)[1:], ridge.coef_, rtol=1e-12)
    np.testing.assert_allclose(ista(ONES, TABLE.y, lam, 500)[0], [lasso.intercept_, *lasso.coef_], atol=1e-12)


def test_the_numbers_of_the_source_text_belong_to_half_the_mean() -> None:
    assert sklearn_alpha("ridge", 0.1, 100) == pytest.approx(10.0)
    np.testing.assert_allclose(ridge_closed_form(ONES, TABLE.y, 0.2)[1:], [1.719082, -2.509288, 0.866131], atol=1e-6)


def test_without_a_penalty_the_weights_are_those_of_least_squares() -> None:
    plain = LinearRegression().fit(TABLE.X, TABLE.y)

    np.testing.assert_allclose(ridge_closed_form(ONES, TABLE.y, 0.0), [plain.intercept_, *plain.coef_], rtol=1e-12)
    np.testing.assert_allclose(plain.coef_, [1.99579429, -3.00505965, 1.00414443], atol=1e-8)


def test_ridge_shrinks_along_eigenvectors_but_may_enlarge_a_weight() -> None:
    A, y = standardised_diabetes()
    curvatures, axes = np.linalg.eigh(2 / len(y) * A[:, 1:].T @ A[:, 1:])
    free, penalised = (axes.T @ ridge_closed_form(A, y, lam)[1:] for lam in (0.0, 0.1))

    np.testing.assert_allclose(penalised / free, curvatures / (curvatures + 0.2), rtol=1e-9)
    assert ridge_closed_form(A, y, 0.1)[7] / ridge_closed_form(A, y, 0.0)[7] == pytest.approx(-1.87, abs=0.01)


def test_an_unknown_kind_of_penalty_is_refused() -> None:
    with pytest.raises(ValueError, match="'ridge' or 'lasso'"):
        sklearn_alpha("elastic", 0.1, 10)


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed(
    function: Callable[..., Any],
) -> None:
    A = np.array([[1, -2, 3], [1, 5, 0], [1, 1, 1], [1, 4, -2], [1, -1, 2]])
    y = np.array([7, -3, 4, -2, 5])
    expected = function(A.astype(float), y.astype(float))

    for arrays in array_layouts(A, y):
        np.testing.assert_allclose(function(*arrays), expected, rtol=1e-13)
    assert y.tolist() == [7, -3, 4, -2, 5]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_targets_with_a_second_dimension_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="shapes"):
        function(np.ones((4, 2)), np.arange(4.0).reshape(4, 1))
