"""The reference of `stochastic-descent` against theory and the figures the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.stochastic_descent import fit_momentum, fit_sgd, heavy_ball_params, minibatches, sgd_epoch

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
def test_every_row_is_dealt_once_and_only_the_last_batch_is_short(n: int, batch_size: int, sizes: list[int]) -> None:
    dealt = minibatches(n, batch_size, rng())

    assert [len(rows) for rows in dealt] == sizes
    assert sorted(np.concatenate(dealt).tolist()) == list(range(n))


def test_each_deal_is_new_and_comes_from_the_generator() -> None:
    one, other = rng(3), rng(3)
    deals = [np.concatenate(minibatches(20, 6, one)).tolist() for _ in range(2)]

    assert deals[0] != deals[1]
    assert deals == [np.concatenate(minibatches(20, 6, other)).tolist() for _ in range(2)]


def test_an_epoch_of_one_batch_is_one_step_of_full_descent() -> None:
    theta = np.array([0.5, -1.0])
    wanted = theta - 0.02 * 2 / 100 * A.T @ (A @ theta - Y)

    np.testing.assert_allclose(sgd_epoch(A, Y, theta, 0.02, 100, rng()), wanted, rtol=1e-14)


def test_the_short_last_batch_counts_its_own_rows() -> None:
    row, y = np.array([[1.0, 2.0]]), np.array([3.0])
    seven = sgd_epoch(np.repeat(row, 7, axis=0), np.repeat(y, 7), np.zeros(2), 0.05, 3, rng())

    np.testing.assert_allclose(seven, fit_momentum(row, y, 0.05, 0.0, 3)[0][-1], rtol=1e-14)


def test_with_one_batch_an_epoch_and_no_memory_both_runs_are_plain_descent() -> None:
    epochs, steps = fit_sgd(A, Y, 0.03, 6, 100, rng()), fit_momentum(A, Y, 0.03, 0.0, 6)

    for one, other in zip(epochs, steps, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-13)


def test_about_half_of_the_single_row_steps_go_uphill() -> None:
    states, random = [np.zeros(2)], rng(6)
    for _ in range(20):
        for rows in minibatches(100, 1, random):
            states.append(sgd_epoch(A[rows], Y[rows], states[-1], 0.01, 1, random))
    losses = np.mean((np.array(states) @ A.T - Y) ** 2, axis=1)

    assert np.mean(np.diff(losses) > 0) == pytest.approx(0.48, abs=0.04)


def test_half_the_rate_leaves_less_than_half_of_the_band() -> None:
    bands = [
        np.mean([fit_sgd(A, Y, lr, 80, 1, rng(seed))[1][-40:] - SMALLEST for seed in range(5)])
        for lr in (0.01, 0.005, 0.0025)
    ]

    assert bands == pytest.approx([0.17, 0.062, 0.0204], rel=0.02)


def test_a_falling_rate_ends_below_the_band() -> None:
    constant, falling = (fit_sgd(A, Y, 0.01, 60, 1, rng(3), decay=decay)[1][-20:] - SMALLEST for decay in (0.0, 0.3))

    assert np.mean(falling) < 0.01 * np.mean(constant)


@pytest.mark.parametrize(("name", "by_ball", "by_walk"), [("line", 25, 62), ("plane", 49, 200), ("rents", 2211, None)])
def test_a_millionth_of_the_way_is_left_after(name: str, by_ball: int, by_walk: int | None) -> None:
    A, y = DESIGNS[name]
    best = np.linalg.lstsq(A, y)[0]
    bends = np.linalg.eigvalsh(2 / len(y) * A.T @ A)
    settings = {by_ball: heavy_ball_params(A), by_walk: (2 / (bends[0] + bends[-1]), 0.0)}

    for steps, (lr, beta) in settings.items():
        if steps is not None:
            left = np.linalg.norm(fit_momentum(A, y, lr, beta, steps)[0] - best, axis=1)
            assert left[-1] < 1e-6 * left[0] <= left[-2]


def test_the_best_settings_are_polyaks() -> None:
    A, _ = DESIGNS["plane"]
    mu, *_, steep = np.linalg.eigvalsh(2 / 100 * A.T @ A)
    lr, beta = heavy_ball_params(A)

    assert lr == pytest.approx(4 / (np.sqrt(steep) + np.sqrt(mu)) ** 2, rel=1e-13)
    assert lr * mu == pytest.approx((1 - np.sqrt(beta)) ** 2, rel=1e-12)
    assert lr * steep == pytest.approx((1 + np.sqrt(beta)) ** 2, rel=1e-12)


def test_momentum_is_the_power_of_one_block_matrix() -> None:
    best, bend, one = np.linalg.lstsq(A, Y)[0], 2 / 100 * A.T @ A, np.eye(2)
    block = np.block([[one - 0.02 * bend, -0.02 * 0.8 * one], [bend, 0.8 * one]])
    state = np.linalg.matrix_power(block, 30) @ np.concatenate([-best, np.zeros(2)])

    np.testing.assert_allclose(fit_momentum(A, Y, 0.02, 0.8, 30)[0][-1], best + state[:2], rtol=1e-12)


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_arguments_of_any_layout_give_the_same_and_stay_the_same(function: Callable[..., Any]) -> None:
    A = np.array([[1, -2, 3], [1, 5, 0], [1, 1, 1], [1, 4, -2], [1, -1, 2]])
    y = np.array([7, -3, 4, -2, 5])
    strided = np.repeat(A, 2, axis=0)[::2], np.repeat(y, 2)[::2]
    locked = A.copy(), y.copy()
    for array in locked:
        array.flags.writeable = False
    wanted = function(A.astype(float), y.astype(float))

    for given in ((A, y), strided, locked):
        np.testing.assert_allclose(function(*given), wanted, rtol=1e-13)
    assert y.tolist() == [7, -3, 4, -2, 5]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_a_column_of_targets_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="shapes"):
        function(np.ones((4, 2)), np.arange(4.0).reshape(4, 1))
