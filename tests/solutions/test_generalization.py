"""Cross-validation of the reference against scikit-learn, and its choices against numbers worked out on paper."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Ridge
from sklearn.model_selection import validation_curve as sklearn_validation_curve
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from solutions.generalization import choose_lam, kfold, one_standard_error, validation_curve
from tests.solutions.array_layouts import array_layouts

RNG = np.random.default_rng(77)
X = RNG.normal(size=(40, 3)) * np.array([1.0, 50.0, 0.01]) + 4.0
Y = 2.0 + X @ np.array([1.0, 0.02, 30.0]) + RNG.normal(size=40)


@pytest.mark.parametrize(("n", "k"), [(7, 3), (12, 4), (5, 5), (11, 2)])
def test_every_row_is_validated_once(n: int, k: int) -> None:
    folds = kfold(n, k, np.random.default_rng(n))

    assert len(folds) == k
    assert sorted(np.concatenate([validation for _, validation in folds]).tolist()) == list(range(n))
    assert all(sorted([*train, *validation]) == list(range(n)) for train, validation in folds)
    assert np.ptp([len(validation) for _, validation in folds]) <= 1


def test_folds_depend_on_the_generator_only() -> None:
    orders = [[v.tolist() for _, v in kfold(20, 4, rng)] for rng in map(np.random.default_rng, (3, 3, 4))]

    assert orders[0] == orders[1] != orders[2]


def test_a_validation_curve_is_that_of_scikit_learn() -> None:
    folds = kfold(40, 4, np.random.default_rng(0))
    lams = np.array([0.5, 0.01, 3.0])
    training, unseen = sklearn_validation_curve(
        make_pipeline(StandardScaler(), Ridge(solver="svd")),
        X,
        Y,
        param_name="ridge__alpha",
        param_range=30 * lams,
        cv=folds,
        scoring="neg_mean_squared_error",
    )

    np.testing.assert_allclose(validation_curve(X, Y, folds, lams), (-training, -unseen), rtol=1e-9)


def test_the_choice_looks_at_validation_errors_only() -> None:
    training, validation = np.array([[0.0, 0.0], [9.0, 9.0]]), np.array([[3.0, 4.0], [2.0, 4.0]])

    assert choose_lam(np.array([0.1, 2.0]), training, validation) == 2.0


def test_one_standard_error_on_paper() -> None:
    # Means 6, 4, 4.9 and 5.1; the standard error of the second is sqrt(2) / sqrt(2) = 1.
    validation = np.array([[5.0, 7.0], [3.0, 5.0], [4.0, 5.8], [5.0, 5.2]])

    assert one_standard_error(np.array([0.01, 0.1, 1.0, 10.0]), validation) == 1.0
    assert one_standard_error(np.array([10.0, 1.0, 0.1, 0.01]), validation) == 1.0


def test_a_validation_curve_takes_every_layout_of_an_array() -> None:
    whole, folds = (
        (np.array([[1, 5], [2, -3], [4, 0], [-2, 7], [0, 1]]), np.array([3, 1, -2, 6, 4])),
        [(np.array([0, 1, 3]), np.array([2, 4]))],
    )
    expected = validation_curve(whole[0].astype(float), whole[1].astype(float), folds, [0.3, 1.0])
    for features, targets in array_layouts(*whole):
        np.testing.assert_allclose(validation_curve(features, targets, folds, [0.3, 1.0]), expected, rtol=1e-12)
