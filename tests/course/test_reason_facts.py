"""What the sentences of `WHY_NOT` say about data and runs is computed here, so that none can become false."""

from __future__ import annotations

from functools import cache
from typing import Any

import lab
import numpy as np
import numpy.typing as npt
import pytest

from autograder.course.explanations import read_explanations
from solutions import gradient, learning_rate, many_features, regularization, stochastic_descent, training_loop
from tests.real_course import COURSE

Floats = npt.NDArray[np.float64]


def sentence(unit: str, question: str, key: str) -> str:
    return read_explanations(COURSE.unit(unit))[question].why_not[key]


@cache
def hundred_steps() -> dict[str, Floats]:
    line = lab.data.line()
    return training_loop.fit_line(line.x, line.y, 0.01, 100)


@cache
def plane() -> tuple[Floats, Floats]:
    data = lab.data.plane()
    return np.column_stack([np.ones(100), data.X]), data.y


def shuffled_line() -> tuple[Floats, Floats]:
    line = lab.data.line()
    return np.column_stack([np.ones(100), line.x]), line.y


class TestGradient:
    def test_without_the_part_of_x2_the_derivative_is_still_negative(self) -> None:
        A, y = plane()
        dw1, _ = gradient.grad_line(A[:, 1], y - 3 * A[:, 2], 0.0, 0.0)

        assert "is still negative" in sentence("gradient", "sign-at-zero", "other-weight")
        assert dw1 < 0

    def test_a_tiny_number_is_not_rounded_away(self) -> None:
        assert "`0.5 + 1e-12`" in sentence("gradient", "smaller-step", "too-small")
        assert 0.5 + 1e-12 != 0.5


class TestTrainingLoop:
    def test_b_grows_in_each_of_the_hundred_steps_and_stays_below_two(self) -> None:
        b = hundred_steps()["b"]

        assert np.all(np.diff(b) > 0)
        assert b[-1] < 2

    def test_the_best_b_is_much_closer_to_two_than_the_last_one_and_above_it(self) -> None:
        line = lab.data.line()
        _, best = training_loop.closed_form_line(line.x, line.y)
        last = hundred_steps()["b"][-1]

        assert last < best
        assert abs(best - 2) < abs(last - 2) / 5

    def test_more_steps_at_the_same_rate_arrive(self) -> None:
        line = lab.data.line()

        assert training_loop.fit_until(line.x, line.y, 0.01, 1e-9, 5000)[3]


class TestManyFeatures:
    def test_without_x1_w2_is_not_three_either(self) -> None:
        A, y = plane()
        alone = np.linalg.lstsq(A[:, [0, 2]], y, rcond=None)[0]

        assert abs(alone[1] - 3) > 0.1

    def test_descent_has_nearly_reached_the_best_w2(self) -> None:
        A, y = plane()
        thetas, _ = many_features.fit_gd(A, y, 0.1, 300)
        best = np.linalg.lstsq(A, y, rcond=None)[0]

        assert abs(thetas[-1][2] - best[2]) < 0.001

    def test_with_a_smaller_rate_steps_leave_the_steepest_way_as_much(self) -> None:
        def angle(lr: float, n_steps: int, step: int) -> float:
            A, y = plane()
            thetas, _ = many_features.fit_gd(A, y, lr, n_steps)
            downhill = -many_features.grad_theta(A, y, np.array([thetas[-1][0], *thetas[step][1:]]))[1:]
            way = (thetas[step + 1] - thetas[step])[1:]
            return float(np.degrees(np.arccos(way @ downhill / np.linalg.norm(way) / np.linalg.norm(downhill))))

        assert angle(0.01, 3000, 100) > 0.9 * angle(0.1, 300, 10) > 45


class TestLearningRate:
    def test_one_factor_is_negative_at_the_brisk_rate_and_none_grows(self) -> None:
        factors = 1 - 0.3 * np.linalg.eigvalsh(learning_rate.hessian(plane()[0]))

        assert np.sum(factors < 0) == 1
        assert np.all(np.abs(factors) < 1)

    def test_the_first_nan_comes_long_after_the_first_inf(self) -> None:
        A, y = plane()
        losses = learning_rate.rate_experiment(A, y, np.array([0.8]), 600)[0]

        assert np.argmax(np.isnan(losses)) > np.argmax(np.isinf(losses)) + 200


class TestStochasticDescent:
    def test_late_steps_change_the_loss_by_hundredths_and_it_stays_far_below_its_start(self) -> None:
        A, y = shuffled_line()
        rng, thetas = np.random.default_rng(6), [np.zeros(2)]
        for _ in range(20):
            for batch in stochastic_descent.minibatches(100, 1, rng):
                thetas.append(stochastic_descent.sgd_epoch(A[batch], y[batch], thetas[-1], 0.01, 1, rng))
        losses = np.mean((np.array(thetas) @ A.T - y) ** 2, axis=1)

        assert 0.01 < np.median(np.abs(np.diff(losses)[1000:])) < 0.1
        assert np.max(losses[1000:]) < losses[0] / 4

    def test_with_twice_as_many_epochs_the_band_is_as_high(self) -> None:
        def band(epochs: int) -> float:
            A, y = shuffled_line()
            smallest = np.mean((A @ np.linalg.lstsq(A, y, rcond=None)[0] - y) ** 2)
            heights = []
            for seed in range(5):
                rng, theta = np.random.default_rng(seed), np.zeros(2)
                for epoch in range(epochs):
                    theta = stochastic_descent.sgd_epoch(A, y, theta, 0.0025, 1, rng)
                    if epoch >= epochs // 2:
                        heights.append(np.mean((A @ theta - y) ** 2) - smallest)
            return float(np.mean(heights))

        assert band(160) == pytest.approx(band(80), rel=0.25)

    def test_the_ball_takes_less_than_a_hundredth_of_the_steps_at_twice_the_rate(self) -> None:
        paris = lab.data.paris_rents()
        A, y = np.column_stack([np.ones(50), paris.surface]), paris.rent
        low, *_, high = np.linalg.eigvalsh(2 / 50 * A.T @ A)
        lr, beta = stochastic_descent.heavy_ball_params(A)
        thetas, _ = stochastic_descent.fit_momentum(A, y, lr, beta, 3000)
        way = np.linalg.norm(thetas - np.linalg.lstsq(A, y, rcond=None)[0], axis=1)
        plain_factor = (high - low) / (high + low)

        assert lr == pytest.approx(2 * 2 / (low + high), rel=0.02)
        assert np.argmax(way < 1e-6 * way[0]) < np.log(1e-6) / np.log(plain_factor) / 100
        assert 1 - np.sqrt(beta) > 100 * (1 - plain_factor)


def patients() -> tuple[Floats, Floats]:
    data = lab.data.diabetes()
    features = (data.X - data.X.mean(axis=0)) / data.X.std(axis=0)
    return np.column_stack([np.ones(len(features)), features]), data.y


class TestRegularization:
    @pytest.mark.slow
    def test_ten_times_the_subgradient_steps_make_no_exact_zero(self) -> None:
        A, y = patients()
        bend, pull, theta = 2 / len(y) * A.T @ A, 2 / len(y) * A.T @ y, np.zeros(A.shape[1])
        first = 1 / np.max(np.linalg.eigvalsh(bend))
        for step in range(1, 200_001):
            downhill = pull - bend @ theta
            downhill[1:] -= 40.0 * regularization.l1_subgradient(theta[1:])
            theta = theta + first / np.sqrt(step) * downhill

        assert np.all(theta[1:] != 0.0)

    @pytest.mark.slow
    def test_the_weight_that_goes_to_zero_was_about_two_and_more_steps_change_no_count(self) -> None:
        A, y = patients()
        before, after = (regularization.ista(A, y, lam, 50_000)[0][1:] for lam in (0.3, 0.16))
        (leaving,) = np.flatnonzero((before != 0) & (after == 0))

        assert abs(before[leaving]) == pytest.approx(2, abs=0.5)

    def test_ridge_moves_by_nearly_three_and_lasso_by_more_than_three(self) -> None:
        linear_model = pytest.importorskip("sklearn.linear_model")
        data = lab.data.three_features()
        mistyped = data.y + 100 * (np.arange(len(data.y)) == 1)

        def weights(model: Any) -> tuple[Floats, float]:
            before = model.fit(data.X, data.y).coef_.copy()
            return before, float(np.linalg.norm(model.fit(data.X, mistyped).coef_ - before))

        _, by_ridge = weights(linear_model.Ridge(regularization.sklearn_alpha("ridge", 0.1, 100)))
        before, by_lasso = weights(linear_model.Lasso(regularization.sklearn_alpha("lasso", 0.2, 100), tol=1e-10))

        assert 2.75 < by_ridge < 3 < by_lasso
        assert np.all(before != 0)
