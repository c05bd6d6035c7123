"""The reference of `gradient` against theory and the numbers that the course quotes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import data

from autograder.authoring import sample_submissions
from autograder.course.configuration import Course
from autograder.grading.worker import Worker
from solutions.gradient import complex_step_gradient, fd_error_curve, grad_line, numerical_gradient, relative_error
from tests.real_course import content_of

LINE, PLANE = data.line(), data.plane()
A = np.random.default_rng(0).normal(size=(40, 3))
THETA = np.array([0.4, -1.1, 0.7])


def mean_exponential(theta: Any) -> Any:
    return np.mean(np.exp(0.3 * (A @ theta)))


def mean_exponential_gradient(theta: Any) -> Any:
    return 0.3 * A.T @ np.exp(0.3 * (A @ theta)) / len(A)


def error(gradient: Any) -> float:
    return float(np.max(np.abs(gradient - mean_exponential_gradient(THETA))))


def test_the_first_slope_of_the_plane_data_is_negative() -> None:
    dw, db = grad_line(PLANE.X[:, 0], PLANE.y, 0.0, 0.0)

    assert (dw, db) == pytest.approx((-12.4044, -11.8435), abs=1e-4)


def test_adding_ten_to_every_target_lowers_db_by_twenty() -> None:
    before, after = (grad_line(LINE.x, y, 0.5, 1.0)[1] for y in (LINE.y, LINE.y + 10.0))

    assert after - before == pytest.approx(-20.0, abs=1e-9)


@pytest.mark.parametrize(("w", "b"), [(0.0, 0.0), (0.7, 0.3), (-2.0, 5.0)])
def test_both_derivatives_agree_with_the_complex_step(w: float, b: float) -> None:
    dw, db = grad_line(LINE.x, LINE.y, w, b)
    slopes = complex_step_gradient(lambda theta: np.mean((theta[1] * LINE.x + theta[0] - LINE.y) ** 2), [b, w])

    assert (db, dw) == pytest.approx(tuple(slopes), rel=1e-13)


def test_both_derivatives_are_zero_at_the_least_squares_line() -> None:
    w, b = np.polyfit(LINE.x, LINE.y, 1)

    assert grad_line(LINE.x, LINE.y, w, b) == pytest.approx((0.0, 0.0), abs=1e-12)


def test_targets_with_a_second_dimension_are_refused() -> None:
    with pytest.raises(ValueError, match="same shape"):
        grad_line(np.arange(4.0), np.arange(4.0).reshape(4, 1), 0.0, 0.0)


def test_central_differences_are_exact_on_a_quadratic() -> None:
    H = np.array([[2.0, 0.5, 0.0], [0.5, 3.0, -1.0], [0.0, -1.0, 4.0]])
    gradient = numerical_gradient(lambda theta: theta @ H @ theta / 2, THETA, h=0.1)

    assert np.max(np.abs(gradient - H @ THETA)) < 5e-15


def test_central_differences_call_the_function_twice_per_parameter_and_do_not_change_theta() -> None:
    points: list[Any] = []
    theta = THETA.copy()
    theta.flags.writeable = False
    numerical_gradient(lambda point: points.append(point.copy()) or 0.0, theta, h=0.5)

    assert len(points) == 6
    assert np.array_equal(np.sort(np.abs(np.array(points) - THETA), axis=1)[:, :2], np.zeros((6, 2)))


@pytest.mark.parametrize(("h", "low", "high"), [(1e-3, 1e-9, 2e-8), (1e-5, 1e-13, 5e-11), (1e-13, 1e-5, 1e-2)])
def test_errors_of_central_differences_are_those_the_course_quotes(h: float, low: float, high: float) -> None:
    assert low < error(numerical_gradient(mean_exponential, THETA, h)) < high


@pytest.mark.parametrize("h", [1e-9, 1e-20, 1e-100])
def test_complex_steps_are_exact_up_to_the_last_digit(h: float) -> None:
    assert error(complex_step_gradient(mean_exponential, THETA, h)) < 2e-16


def test_a_very_small_step_has_a_larger_error() -> None:
    small, very_small = (error(numerical_gradient(mean_exponential, THETA, h)) for h in (1e-6, 1e-12))

    assert very_small > 1e3 * small


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (1.0, 3.0, 0.5),
        (3.0, 1.0, 0.5),
        (0.0, 0.0, 0.0),
        (-2.0, 6.0, 1.0),
        (2e-13, 1e-13, 0.1),
        (np.array([1.0, 0.0, 5.0]), np.array([1.0, 0.0, 4.0]), 1 / 9),
    ],
)
def test_relative_errors_agree_with_a_calculation_by_hand(a: Any, b: Any, expected: float) -> None:
    assert relative_error(a, b) == pytest.approx(expected, rel=1e-12)


def test_error_curves_have_the_theoretical_slopes_for_large_steps_and_rise_for_small_ones() -> None:
    curves = fd_error_curve(mean_exponential, mean_exponential_gradient, THETA, np.array([1e-2, 1e-3, 1e-8, 1e-12]))
    forward, central = (np.log10(curves[name]) for name in ("forward", "central"))

    assert forward[0] - forward[1] == pytest.approx(1.0, abs=0.02)
    assert central[0] - central[1] == pytest.approx(2.0, abs=0.02)
    assert forward[3] > forward[2] + 2
    assert np.all(curves["complex"][2:] < 1e-15)


@pytest.mark.parametrize("function", [numerical_gradient, complex_step_gradient])
def test_integers_views_and_lists_give_the_same_result(function: Any) -> None:
    theta = np.array([1, -2, 3])
    expected = function(mean_exponential, theta.astype(float))

    for argument in (theta, np.repeat(theta, 2)[::2], [1, -2, 3]):
        np.testing.assert_allclose(function(mean_exponential, argument), expected, rtol=1e-14)


def test_a_wrong_numerical_gradient_costs_no_points_in_the_curve_that_calls_it(course: Course) -> None:
    content = content_of("gradient")
    one_sided = "def numerical_gradient(f, theta, h=1e-5):\n    return 0 * theta + (f(theta + h) - f(theta)) / h"
    notebook = sample_submissions.with_cells(
        sample_submissions.solved_notebook(content), {"numerical_gradient": one_sided}
    )
    worker = Worker(course, "gradient")
    report = worker.grade("somebody", sample_submissions.notebook_bytes(notebook), {}).report
    worker.close()
    scores = {exercise.id: (exercise.score, exercise.max_score) for exercise in report.exercises}

    assert scores["numerical_gradient"] == (1, 8)
    assert scores["fd_error_curve"] == (6, 6)
