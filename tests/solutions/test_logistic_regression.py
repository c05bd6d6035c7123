"""The reference of `logistic-regression` against theory and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss

from solutions.logistic_regression import (
    accuracy,
    calibration_table,
    cross_entropy,
    cross_entropy_grad,
    fit_logistic,
    logistic_c,
    predict_class,
    sigmoid,
)
from tests.solutions.array_layouts import array_layouts

EXAMS = data.exams()
HOURS = (EXAMS.X - EXAMS.X.mean(axis=0)) / EXAMS.X.std(axis=0)
A = np.column_stack([np.ones(len(HOURS)), HOURS])
FUNCTIONS: list[Callable[..., Any]] = [
    lambda A, y: cross_entropy(A, y, np.arange(A.shape[1])),
    lambda A, y: cross_entropy_grad(A, y, np.arange(A.shape[1])),
    lambda A, y: fit_logistic(A, y, 0.1, 7, 0.2)[0],
]
NAMES = ["cross_entropy", "cross_entropy_grad", "fit_logistic"]


def test_scores_of_any_size_are_probabilities_without_a_warning() -> None:
    z = np.array([-1e300, -1000.0, -40.0, 0.0, 40.0, 1000.0])

    assert sigmoid(z).tolist() == [0.0, 0.0, pytest.approx(np.exp(-40.0), rel=1e-15), 0.5, 1.0, 1.0]
    assert sigmoid(2) == pytest.approx(1 / (1 + np.exp(-2)))


def test_the_loss_agrees_with_scikit_learn() -> None:
    theta = np.array([0.3, -0.8, 0.5])

    assert cross_entropy(A, EXAMS.y, theta) == pytest.approx(log_loss(EXAMS.y, sigmoid(A @ theta)), rel=1e-13)


def test_the_gradient_agrees_with_the_complex_step() -> None:
    theta = np.array([0.3, -0.8, 0.5])
    points = theta + 1e-30j * np.eye(3)
    z = A @ points.T
    slopes = np.mean(np.log(1 + np.exp(z)) - EXAMS.y[:, None] * z, axis=0).imag / 1e-30

    np.testing.assert_allclose(cross_entropy_grad(A, EXAMS.y, theta), slopes, rtol=1e-12)


@pytest.mark.parametrize("lam", [0.01, 0.3])
def test_scikit_learn_finds_the_same_parameters_with_the_converted_strength(lam: float) -> None:
    model = LogisticRegression(C=logistic_c(lam, len(A)), solver="newton-cholesky", tol=1e-12).fit(HOURS, EXAMS.y)
    theta = fit_logistic(A, EXAMS.y, 1.0, 3000, lam)[0][-1]

    np.testing.assert_allclose(theta, [*model.intercept_, *model.coef_[0]], atol=1e-9)


def test_without_a_penalty_on_the_intercept_the_mean_probability_is_the_share_of_ones() -> None:
    theta = fit_logistic(A, EXAMS.y, 1.0, 2000, 0.5)[0][-1]

    assert np.mean(sigmoid(A @ theta)) == pytest.approx(EXAMS.y.mean(), abs=1e-12)


def test_the_losses_are_those_of_the_states() -> None:
    thetas, losses = fit_logistic(A, EXAMS.y, 0.7, 5, 0.2)
    own = [cross_entropy(A, EXAMS.y, theta) + 0.2 * theta[1:] @ theta[1:] for theta in thetas]

    np.testing.assert_allclose(losses, own, rtol=1e-14)
    assert fit_logistic(A, EXAMS.y, 0.7, 0)[0].tolist() == [[0.0, 0.0, 0.0]]


@pytest.mark.parametrize("threshold", [0.1, 0.5, 0.8])
def test_a_threshold_is_a_probability(threshold: float) -> None:
    theta = np.array([0.1, 1.5, -0.4])
    scores = np.log(threshold / (1 - threshold))

    assert np.array_equal(predict_class(A, theta, threshold), (A @ theta >= scores) * 1.0)


def test_accuracy_agrees_with_scikit_learn() -> None:
    classes = predict_class(A, np.array([0.1, 1.5, -0.4]))

    assert accuracy(EXAMS.y, classes) == accuracy_score(EXAMS.y, classes)


def test_the_filled_bins_are_those_of_scikit_learn() -> None:
    p = sigmoid(A @ np.array([0.2, 4.0, 0.4]))
    table = calibration_table(EXAMS.y, p, 7)
    observed, predicted = calibration_curve(EXAMS.y, p, n_bins=7)
    filled = table["count"] > 0

    np.testing.assert_allclose(table["observed"][filled], observed)
    np.testing.assert_allclose(table["predicted"][filled], predicted)
    assert table["count"].sum() == len(p)


def test_an_empty_bin_is_nan_and_a_one_belongs_to_the_last() -> None:
    table = calibration_table(np.array([1, 0]), np.array([1.0, 0.25]), 4)

    assert table["count"].tolist() == [0, 1, 0, 1]
    assert np.isnan(table["predicted"]).tolist() == np.isnan(table["observed"]).tolist() == [True, False, True, False]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed(
    function: Callable[..., Any],
) -> None:
    rows = np.array([[1, -2, 3], [1, 5, 0], [1, 1, 1], [1, 4, -2], [1, -1, 2]])
    labels = np.array([1, 0, 1, 0, 0])
    expected = function(rows.astype(float), labels.astype(float))

    for arrays in array_layouts(rows, labels):
        np.testing.assert_allclose(function(*arrays), expected, rtol=1e-13)
    assert labels.tolist() == [1, 0, 1, 0, 0]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_labels_with_a_second_dimension_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="shapes"):
        function(np.ones((4, 2)), np.ones((4, 1)))
