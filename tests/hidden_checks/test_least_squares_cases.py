"""Least-squares problems: the mathematics that most hidden checks rely on, compared with plain descent."""

from __future__ import annotations

import numpy as np
import pytest

from hidden_checks.least_squares_cases import (
    WHOLE_ROWS,
    WHOLE_X,
    WHOLE_Y,
    LeastSquares,
    Line,
    scattered_points,
    scattered_rows,
)

PROBLEMS = {
    "floats": LeastSquares(*scattered_rows(9, 3, seed=1)),
    "whole numbers": LeastSquares(*WHOLE_ROWS),
    "two outputs": LeastSquares(scattered_rows(9, 3, seed=1)[0], np.arange(18.0).reshape(9, 2), np.ones((4, 2))),
}


@pytest.mark.parametrize("problem", PROBLEMS.values(), ids=PROBLEMS)
def test_the_path_is_that_of_plain_descent(problem: LeastSquares) -> None:
    lr, theta = problem.rate(0.4), problem.theta
    states = [theta]
    for _ in range(5):
        theta = theta - lr * 2.0 / problem.y.size * problem.A.T @ (problem.A @ theta - problem.y)
        states.append(theta)

    assert np.allclose(problem.path(lr, 5), states)
    assert np.allclose(problem.losses(np.array(states)), [np.mean((problem.A @ t - problem.y) ** 2) for t in states])


def test_the_gradient_is_that_of_the_formula_and_zero_at_the_best_parameters() -> None:
    problem = PROBLEMS["floats"]
    residual = problem.A @ problem.theta - problem.y
    best = LeastSquares(problem.A, problem.y, problem.best)

    assert np.allclose(problem.gradient, 2.0 / problem.n * problem.A.T @ residual)
    assert np.all(np.abs(best.gradient) <= 1e-12 * best.gradient_scale)


def test_a_run_at_a_stable_rate_settles_in_the_number_of_steps_it_says() -> None:
    problem = PROBLEMS["floats"]
    lr = problem.rate(0.9)
    states = problem.path(lr, problem.steps_to_settle(lr, remaining=1e-9))

    assert np.linalg.norm(states[-1] - problem.best) < 1e-8 * np.linalg.norm(states[0] - problem.best)


def test_a_line_is_the_problem_with_two_parameters() -> None:
    line = Line(*scattered_points(11, seed=2))
    residual = line.w * line.x + line.b - line.y
    w, b = line.path(0.01, 3)

    assert np.allclose(line.slopes, (2.0 * np.mean(residual * line.x), 2.0 * np.mean(residual)))
    assert np.allclose(line.best, np.polyfit(line.x, line.y, 1))
    assert (w[0], b[0]) == (pytest.approx(line.w), pytest.approx(line.b))
    assert line.losses(w, b)[0] == pytest.approx(np.mean(residual**2))


def test_points_of_different_seeds_differ_and_of_the_same_seed_do_not() -> None:
    first, repeated, different = (scattered_points(7, seed)[0] for seed in (300, 300, 500))

    assert np.array_equal(first, repeated)
    assert not np.array_equal(first, different)
    assert len(WHOLE_X) == len(WHOLE_Y) == 9
