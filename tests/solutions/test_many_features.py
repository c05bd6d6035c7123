"""The reference of `many-features` against theory, NumPy's own solver and the figures the course quotes."""

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


def test_both_gradients_agree_with_a_complex_step() -> None:
    steps = THETA + 1e-30j * np.eye(3)
    wanted = np.mean((A @ steps.T - Y[:, None]) ** 2, axis=0).imag / 1e-30

    assert grad_theta(A, Y, THETA) == pytest.approx(wanted, rel=1e-14)
    assert grad_elementwise(A, Y, THETA) == pytest.approx(wanted, rel=1e-14)


def test_three_hundred_steps_end_where_the_course_says() -> None:
    thetas, losses = fit_gd(A, Y, 0.1, 300)

    assert thetas[-1] == pytest.approx([0.95677508, 1.91392321, 3.17911964], abs=1e-8)
    assert (losses[0], losses[-1]) == pytest.approx((39.8849, 0.2364), abs=5e-5)


def test_a_run_follows_the_closed_trajectory() -> None:
    thetas, losses = fit_gd(A, Y, 0.25, 40, THETA)
    values, basis = np.linalg.eigh(2 / len(Y) * A.T @ A)
    best = lstsq_fit(A, Y)
    exact = best + ((1 - 0.25 * values) ** np.arange(41)[:, None] * (basis.T @ (THETA - best))) @ basis.T

    np.testing.assert_allclose(thetas, exact, atol=1e-13)
    np.testing.assert_allclose(losses, [mse_theta(A, Y, theta) for theta in thetas], rtol=1e-14)


def test_no_steps_leave_the_start_and_the_start_is_not_moved() -> None:
    start = THETA.copy()
    thetas, losses = fit_gd(A, Y, 0.1, 0, start)

    assert (thetas.shape, losses.shape) == ((1, 3), (1,))
    assert np.array_equal(thetas[0], THETA)
    assert np.array_equal(start, THETA)


def test_both_direct_ways_find_the_optimum_the_course_quotes() -> None:
    for solve in (normal_equation, lstsq_fit):
        assert solve(A, Y) == pytest.approx([0.955305, 1.914569, 3.179828], abs=1e-6)


def test_descent_is_done_and_the_rest_is_noise() -> None:
    thetas, _ = fit_gd(A, Y, 0.1, 300)
    best, truth = lstsq_fit(A, Y), np.array([PLANE.true_b, *PLANE.true_w])

    assert np.abs(thetas[-1] - best).max() == pytest.approx(0.0015, abs=5e-5)
    assert best - truth == pytest.approx([-0.045, -0.085, 0.180], abs=5e-4)


def test_least_squares_keeps_the_digits_that_the_normal_equation_loses() -> None:
    powers = np.vander(np.linspace(0, 1, 40), 12, increasing=True)
    off = {solve: np.abs(solve(powers, powers.sum(axis=1)) - 1).max() for solve in (normal_equation, lstsq_fit)}

    assert off[lstsq_fit] < 1e-6 < 1e-3 < off[normal_equation]


def test_dependent_columns_share_and_are_refused_by_the_normal_equation() -> None:
    twice = np.column_stack([A, A[:, 2]])

    assert lstsq_fit(twice, Y)[2:] == pytest.approx([lstsq_fit(A, Y)[2] / 2] * 2, rel=1e-12)
    with pytest.raises(np.linalg.LinAlgError):
        normal_equation(np.array([[1, 2, 2], [1, 3, 3], [1, 5, 5]]), np.arange(3))


def test_a_split_deals_each_row_once_and_keeps_pairs() -> None:
    X, y = np.arange(20.0).reshape(10, 2), np.arange(0.0, 20.0, 2.0)
    X_train, X_test, y_train, y_test = train_test_split(X, y, 0.3, np.random.default_rng(3))

    assert (len(y_train), len(y_test)) == (7, 3)
    assert sorted([*y_train, *y_test]) == y.tolist()
    assert np.array_equal(X_train[:, 0], y_train)
    assert np.array_equal(X_test[:, 0], y_test)


def test_r2_of_the_mean_is_zero_and_a_shift_is_seen() -> None:
    assert r2(Y, np.full_like(Y, Y.mean())) == pytest.approx(0.0, abs=1e-14)
    assert r2(Y, Y) == 1.0
    assert r2(Y, Y + 100) < -1000


def test_least_squares_r2_on_its_own_rows_is_the_squared_correlation() -> None:
    fitted = A @ lstsq_fit(A, Y)

    assert r2(Y, fitted) == pytest.approx(np.corrcoef(Y, fitted)[0, 1] ** 2, rel=1e-12)


def test_constant_targets_have_no_r2() -> None:
    with pytest.raises(ValueError, match="no variance"):
        r2(np.ones(3), np.arange(3.0))


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_arguments_of_any_layout_give_the_same_and_stay_the_same(function: Callable[..., Any]) -> None:
    X, y = np.array([[1, -2], [1, 5], [1, 1], [1, 4], [1, -1]]), np.array([7, -3, 4, -2, 5])
    strided = np.repeat(X, 2, axis=1)[:, ::2], np.repeat(y, 2)[::2]
    locked = X.copy(), y.copy()
    for array in locked:
        array.flags.writeable = False
    wanted = function(X.astype(float), y.astype(float))

    for given in ((X, y), strided, locked):
        np.testing.assert_allclose(function(*given), wanted, rtol=1e-13)
    assert X[:, 1].tolist() == [-2, 5, 1, 4, -1]


@pytest.mark.parametrize("function", FUNCTIONS[1:], ids=NAMES[1:])
def test_a_column_of_targets_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match=r"shape|rows"):
        function(np.ones((4, 2)), np.arange(4.0).reshape(4, 1))


def test_features_without_columns_and_parameters_of_another_length_are_refused() -> None:
    with pytest.raises(ValueError, match="X needs the shape"):
        add_intercept(np.arange(3.0))
    with pytest.raises(ValueError, match="theta needs the shape"):
        mse_theta(A, Y, np.zeros(2))
