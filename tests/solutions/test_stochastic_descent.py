"""The reference of `stochastic-descent` against theory and the numbers that the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.stochastic_descent import fit_momentum, fit_sgd, heavy_ball_params, minibatches, sgd_epoch
from tests.solutions.array_layouts import array_layouts

LINE, PLANE, RENTS = data.line(), data.plane(), data.paris_rents()
DESIGNS = {
    "line": (np.column_stack([np.ones(100), LINE.x]), LINE.y),
    "plane": (np.column_stack([np.ones(100), PLANE.X]), PLANE.y),
    "rents": (np.column_stack([np.ones(50), RENTS.surface]), RENTS.rent),
}
A, Y = DESIGNS["line"]
SMALLEST = float(np.mean((A @ np.linalg.lstsq(A, Y)[0] - Y) ** 2))
FUNCTIONS: list[Callable[..., Any]] = [
    lambda A, y: sgd_epoch(A, y, np.arange(A.shape[1]), 0.01, len(y), np.random.default_rng(1)),
    lambda A, y: fit_sgd(A, y, 0.01, 3, len(y), np.random.default_rng(1))[0],
    lambda A, y: fit_momentum(A, y, 0.01, 0.5, 4)[0],
]
NAMES = ["sgd_epoch", "fit_sgd", "fit_momentum"]


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


@pytest.mark.parametrize(("n", "batch_size", "sizes"), [(7, 3, [3, 3, 1]), (8, 4, [4, 4]), (3, 5, [3]), (2, 1, [1, 1])])
def test_every_row_is_in_one_batch_and_only_the_last_batch_is_short(n: int, batch_size: int, sizes: list[int]) -> None:
    batches = minibatches(n, batch_size, rng())

    assert [len(rows) for rows in batches] == sizes
    assert sorted(np.concatenate(batches).tolist()) == list(range(n))


def test_the_order_is_new_in_each_call_and_depends_on_the_generator_only() -> None:
    generators = rng(3), rng(3)
    orders = [[np.concatenate(minibatches(20, 6, g)).tolist() for _ in range(2)] for g in generators]

    assert orders[0][0] != orders[0][1]
    assert orders[0] == orders[1]


def test_an_epoch_of_one_batch_is_one_step_of_gradient_descent() -> None:
    theta = np.array([0.5, -1.0])
    expected = theta - 0.02 * 2 / 100 * A.T @ (A @ theta - Y)

    np.testing.assert_allclose(sgd_epoch(A, Y, theta, 0.02, 100, rng()), expected, rtol=1e-14)


def test_the_short_last_batch_is_a_mean_over_its_own_rows() -> None:
    row, y = np.array([[1.0, 2.0]]), np.array([3.0])
    theta = sgd_epoch(np.repeat(row, 7, axis=0), np.repeat(y, 7), np.zeros(2), 0.05, 3, rng())

    np.testing.assert_allclose(theta, fit_momentum(row, y, 0.05, 0.0, 3)[0][-1], rtol=1e-14)


def test_one_batch_per_epoch_and_no_momentum_are_plain_gradient_descent() -> None:
    epochs, steps = fit_sgd(A, Y, 0.03, 6, 100, rng()), fit_momentum(A, Y, 0.03, 0.0, 6)

    for by_epochs, by_steps in zip(epochs, steps, strict=True):
        np.testing.assert_allclose(by_epochs, by_steps, rtol=1e-13)


def test_about_half_of_the_single_row_steps_raise_the_loss() -> None:
    states, random = [np.zeros(2)], rng(6)
    for _ in range(20):
        for rows in minibatches(100, 1, random):
            states.append(sgd_epoch(A[rows], Y[rows], states[-1], 0.01, 1, random))
    losses = np.mean((np.array(states) @ A.T - Y) ** 2, axis=1)

    assert np.mean(np.diff(losses) > 0) == pytest.approx(0.48, abs=0.04)


def test_half_the_learning_rate_gives_less_than_half_of_the_final_excess_loss() -> None:
    excess_losses = [
        np.mean([fit_sgd(A, Y, lr, 80, 1, rng(seed))[1][-40:] - SMALLEST for seed in range(5)])
        for lr in (0.01, 0.005, 0.0025)
    ]

    assert excess_losses == pytest.approx([0.17, 0.062, 0.0204], rel=0.02)


def test_a_decaying_learning_rate_ends_with_a_smaller_loss() -> None:
    constant, decaying = (fit_sgd(A, Y, 0.01, 60, 1, rng(3), decay=decay)[1][-20:] - SMALLEST for decay in (0.0, 0.3))

    assert np.mean(decaying) < 0.01 * np.mean(constant)


@pytest.mark.parametrize(
    ("name", "momentum_steps", "plain_steps"), [("line", 25, 62), ("plane", 49, 200), ("rents", 2211, None)]
)
def test_steps_until_a_millionth_of_the_distance_is_left(
    name: str, momentum_steps: int, plain_steps: int | None
) -> None:
    A, y = DESIGNS[name]
    best = np.linalg.lstsq(A, y)[0]
    curvatures = np.linalg.eigvalsh(2 / len(y) * A.T @ A)
    settings = {momentum_steps: heavy_ball_params(A), plain_steps: (2 / (curvatures[0] + curvatures[-1]), 0.0)}

    for steps, (lr, beta) in settings.items():
        if steps is not None:
            distances = np.linalg.norm(fit_momentum(A, y, lr, beta, steps)[0] - best, axis=1)
            assert distances[-1] < 1e-6 * distances[0] <= distances[-2]


def test_the_best_parameters_are_polyaks() -> None:
    A, _ = DESIGNS["plane"]
    mu, *_, largest = np.linalg.eigvalsh(2 / 100 * A.T @ A)
    lr, beta = heavy_ball_params(A)

    assert lr == pytest.approx(4 / (np.sqrt(largest) + np.sqrt(mu)) ** 2, rel=1e-13)
    assert lr * mu == pytest.approx((1 - np.sqrt(beta)) ** 2, rel=1e-12)
    assert lr * largest == pytest.approx((1 + np.sqrt(beta)) ** 2, rel=1e-12)


def test_momentum_is_a_power_of_one_block_matrix() -> None:
    best, hessian, identity = np.linalg.lstsq(A, Y)[0], 2 / 100 * A.T @ A, np.eye(2)
    block = np.block([[identity - 0.02 * hessian, -0.02 * 0.8 * identity], [hessian, 0.8 * identity]])
    state = np.linalg.matrix_power(block, 30) @ np.concatenate([-best, np.zeros(2)])

    np.testing.assert_allclose(fit_momentum(A, Y, 0.02, 0.8, 30)[0][-1], best + state[:2], rtol=1e-12)


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
