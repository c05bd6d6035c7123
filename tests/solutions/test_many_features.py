"""The reference of `many-features` against theory, NumPy's solver and the numbers that the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.many_features import (
    add_intercept,
    fit_gd,
    grad_elementwise,
    grad_theta,
    lstsq_fit,
    mse_theta,
    normal_equation,
    r2,
    train_test_split,
)
from tests.solutions.array_layouts import array_layouts

PLANE = data.plane()
A, Y = add_intercept(PLANE.X), PLANE.y
THETA = np.array([0.5, -1.0, 2.0])
FUNCTIONS: list[Callable[..., Any]] = [
    lambda X, y: add_intercept(X),
    lambda X, y: mse_theta(X, y, np.array([1, -2])),
    lambda X, y: grad_elementwise(X, y, np.array([1, -2])),
    lambda X, y: grad_theta(X, y, np.array([1, -2])),
    lambda X, y: fit_gd(X, y, 0.01, 5, np.array([1, -2]))[0],
    normal_equation,
    lstsq_fit,
    lambda X, y: train_test_split(X, y, 0.4, np.random.default_rng(1))[0],
    lambda X, y: r2(y, X[:, 0]),
]
NAMES = "add_intercept mse_theta grad_elementwise grad_theta fit_gd normal_equation lstsq_fit split r2".split()


def test_the_loss_and_gradient_at_zero_are_those_the_course_quotes() -> None:
    assert mse_theta(A, Y, np.zeros(3)) == pytest.approx(39.88492509371896, rel=1e-14)
    assert grad_theta(A, Y, np.zeros(3)) == pytest.approx([-11.84346003, -12.40435694, -13.91078585], abs=1e-8)


def test_both_gradients_agree_with_the_complex_step() -> None:
    steps = THETA + 1e-30j * np.eye(3)
    expected = np.mean((A @ steps.T - Y[:, None]) ** 2, axis=0).imag / 1e-30

    assert grad_theta(A, Y, THETA) == pytest.approx(expected, rel=1e-14)
    assert grad_elementwise(A, Y, THETA) == pytest.approx(expected, rel=1e-14)


def test_three_hundred_steps_end_where_the_course_says() -> None:
    thetas, losses = fit_gd(A, Y, 0.1, 300)

    assert thetas[-1] == pytest.approx([0.95677508, 1.91392321, 3.17911964], abs=1e-8)
    assert (losses[0], losses[-1]) == pytest.approx((39.8849, 0.2364), abs=5e-5)


def test_a_run_follows_the_formula_for_its_states() -> None:
    thetas, losses = fit_gd(A, Y, 0.25, 40, THETA)
    values, basis = np.linalg.eigh(2 / len(Y) * A.T @ A)
    best = lstsq_fit(A, Y)
    exact = best + ((1 - 0.25 * values) ** np.arange(41)[:, None] * (basis.T @ (THETA - best))) @ basis.T

    np.testing.assert_allclose(thetas, exact, atol=1e-13)
    np.testing.assert_allclose(losses, [mse_theta(A, Y, theta) for theta in thetas], rtol=1e-14)


def test_a_run_of_no_steps_has_only_the_start_and_does_not_change_it() -> None:
    start = THETA.copy()
    thetas, losses = fit_gd(A, Y, 0.1, 0, start)

    assert (thetas.shape, losses.shape) == ((1, 3), (1,))
    assert np.array_equal(thetas[0], THETA)
    assert np.array_equal(start, THETA)


def test_both_direct_solutions_are_the_one_the_course_quotes() -> None:
    for solve in (normal_equation, lstsq_fit):
        assert solve(A, Y) == pytest.approx([0.955305, 1.914569, 3.179828], abs=1e-6)


def test_gradient_descent_has_converged_and_the_remaining_error_is_noise() -> None:
    thetas, _ = fit_gd(A, Y, 0.1, 300)
    best, truth = lstsq_fit(A, Y), np.array([PLANE.true_b, *PLANE.true_w])

    assert np.abs(thetas[-1] - best).max() == pytest.approx(0.0015, abs=5e-5)
    assert best - truth == pytest.approx([-0.045, -0.085, 0.180], abs=5e-4)


def test_lstsq_is_exact_where_the_normal_equation_loses_digits() -> None:
    powers = np.vander(np.linspace(0, 1, 40), 12, increasing=True)
    errors = {solve: np.abs(solve(powers, powers.sum(axis=1)) - 1).max() for solve in (normal_equation, lstsq_fit)}

    assert errors[lstsq_fit] < 1e-6 < 1e-3 < errors[normal_equation]


def test_equal_columns_get_equal_weights_and_are_refused_by_the_normal_equation() -> None:
    twice = np.column_stack([A, A[:, 2]])

    assert lstsq_fit(twice, Y)[2:] == pytest.approx([lstsq_fit(A, Y)[2] / 2] * 2, rel=1e-12)
    with pytest.raises(np.linalg.LinAlgError):
        normal_equation(np.array([[1, 2, 2], [1, 3, 3], [1, 5, 5]]), np.arange(3))


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed(
    function: Callable[..., Any],
) -> None:
    X, y = np.array([[1, -2], [1, 5], [1, 1], [1, 4], [1, -1]]), np.array([7, -3, 4, -2, 5])
    expected = function(X.astype(float), y.astype(float))

    for arrays in array_layouts(X, y):
        np.testing.assert_allclose(function(*arrays), expected, rtol=1e-13)
    assert X[:, 1].tolist() == [-2, 5, 1, 4, -1]


@pytest.mark.parametrize("function", FUNCTIONS[1:], ids=NAMES[1:])
def test_targets_with_a_second_dimension_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"shape|rows"):
        function(np.ones((4, 2)), np.arange(4.0).reshape(4, 1))


def test_features_of_one_dimension_and_parameters_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="X needs the shape"):
        add_intercept(np.arange(3.0))
    with pytest.raises(ValueError, match="theta needs the shape"):
        mse_theta(A, Y, np.zeros(2))
