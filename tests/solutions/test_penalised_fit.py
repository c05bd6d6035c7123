"""Features, penalised fits and their errors against scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.model_selection import learning_curve as sklearn_learning_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

from solutions.penalised_fit import fit_penalised, learning_curve, polynomial_features, split_errors
from solutions.regularization import ridge_closed_form
from tests.solutions.array_layouts import array_layouts

RNG = np.random.default_rng(77)
X = RNG.normal(size=(40, 3)) * np.array([1.0, 50.0, 0.01]) + 4.0
Y = 2.0 + X @ np.array([1.0, 0.02, 30.0]) + RNG.normal(size=40)
TRAIN, VALIDATION = np.arange(28), np.arange(28, 40)
WHOLE_X, WHOLE_Y = np.array([[1, 5], [2, -3], [4, 0], [-2, 7], [0, 1]]), np.array([3, 1, -2, 6, 4])
FUNCTIONS: list[Callable[..., Any]] = [
    lambda X, y: polynomial_features(y, 4),
    lambda X, y: fit_penalised(X, y, 0.3),
    lambda X, y: split_errors(X, y, np.array([0, 1, 3]), np.array([2, 4]), 0.3),
    lambda X, y: learning_curve(X, y, np.array([0, 1, 3, 4]), np.array([2]), [3, 4], 0.3)[1],
]
NAMES = ["polynomial_features", "fit_penalised", "split_errors", "learning_curve"]


def model(lam: float, rows: int) -> Any:
    return make_pipeline(StandardScaler(), Ridge(alpha=rows * lam, solver="svd"))


def test_powers_are_those_of_scikit_learn() -> None:
    x = np.linspace(-2, 3, 9)
    expected = PolynomialFeatures(7, include_bias=False).fit_transform(x[:, None])

    np.testing.assert_allclose(polynomial_features(x, 7), expected, rtol=1e-13)


def test_additional_rows_give_the_ridge_weights() -> None:
    A = np.column_stack([np.ones(40), X / X.std(axis=0)])
    for lam in (0.0, 0.02, 5.0):
        np.testing.assert_allclose(fit_penalised(A, Y, lam), ridge_closed_form(A, Y, lam), rtol=1e-8)


def test_errors_are_those_of_a_pipeline_that_scales_inside() -> None:
    fitted = model(0.2, len(TRAIN)).fit(X[TRAIN], Y[TRAIN])
    expected = [np.mean((fitted.predict(X[rows]) - Y[rows]) ** 2) for rows in (TRAIN, VALIDATION)]

    np.testing.assert_allclose(split_errors(X, Y, TRAIN, VALIDATION, 0.2), expected, rtol=1e-10)


def test_scaled_by_other_rows_is_the_same_only_without_a_penalty() -> None:
    for lam, same in ((0.0, True), (0.5, False)):
        honest, leaking = (split_errors(X, Y, TRAIN, VALIDATION, lam, rows)[1] for rows in (None, np.arange(40)))
        assert (honest == pytest.approx(leaking, rel=1e-9)) == same


def test_a_learning_curve_is_that_of_scikit_learn() -> None:
    sizes = [10, 14, 28]
    _, training, unseen = sklearn_learning_curve(
        make_pipeline(StandardScaler(), Ridge(alpha=1e-12, solver="svd")),
        X,
        Y,
        train_sizes=sizes,
        cv=[(TRAIN, VALIDATION)],
        scoring="neg_mean_squared_error",
    )
    curves = learning_curve(X, Y, TRAIN, VALIDATION, sizes, 0.0)

    np.testing.assert_allclose(curves, (-training[:, 0], -unseen[:, 0]), rtol=1e-8)


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_every_layout_of_an_array_is_taken(function: Callable[..., Any]) -> None:
    expected = function(WHOLE_X.astype(float), WHOLE_Y.astype(float))
    for arrays in array_layouts(WHOLE_X, WHOLE_Y):
        np.testing.assert_allclose(function(*arrays), expected, rtol=1e-12)
