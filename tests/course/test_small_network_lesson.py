"""What the lesson on a small network says in words and numbers."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest
from lab import data
from scipy.optimize import minimize

from solutions.small_network import Value, fit_adam, loss_of_scores, network_scores
from tests.course.lesson_cells import cell_text, number, numbers, plain_text, question_numbers

UNIT = "small-network"
MOONS, NEW = data.two_moons(), data.two_moons(seed=2)
Floats = npt.NDArray[np.float64]


def parts(theta: Floats) -> list[Value]:
    k = (len(theta) - 1) // 4
    shapes = ((2, k), (k,), (k, 1), (1,))
    pieces = np.split(theta, [2 * k, 3 * k, 4 * k])
    return [Value(piece.reshape(shape)) for piece, shape in zip(pieces, shapes, strict=True)]


def loss_at(theta: Floats, points: data.Moons = MOONS) -> float:
    return float(loss_of_scores(network_scores(points.X, *parts(theta)), points.labels).data)


def gradient_at(theta: Floats) -> Floats:
    leaves = parts(theta)
    loss_of_scores(network_scores(MOONS.X, *leaves), MOONS.labels).backward()
    return np.concatenate([leaf.grad.ravel() for leaf in leaves])


def random_start(k: int, seed: int) -> Floats:
    return np.append(np.random.default_rng(seed).normal(0, 1, 4 * k), 0.0)


def descend(start: Floats, lr: float, n_steps: int, beta: float = 0.0) -> Floats:
    velocity, theta = np.zeros(len(start)), start
    for _ in range(n_steps):
        velocity = beta * velocity + gradient_at(theta)
        theta = theta - lr * velocity
    return theta


@cache
def end_of_two_units(seed: int) -> Floats:
    return descend(random_start(2, seed), 0.2, 4000, beta=0.9)


def straight_border() -> tuple[Floats, float]:
    A = np.column_stack([np.ones(len(MOONS.X)), MOONS.X])

    def loss(theta: Floats) -> float:
        return float(np.mean(np.logaddexp(0, A @ theta) - MOONS.labels * (A @ theta)))

    best = minimize(loss, np.zeros(3), tol=1e-12)
    return best.x, float(best.fun)


def test_no_straight_border_has_a_smaller_loss() -> None:
    theta, least = straight_border()
    right = np.mean((theta[0] + MOONS.X @ theta[1:] > 0) == MOONS.labels)

    assert number(UNIT, "border-must-bend", "no other straight border has a smaller loss:", ".") == pytest.approx(
        least, abs=5e-5
    )
    assert right < 0.9


def test_a_score_of_800_is_too_large_for_the_exponential() -> None:
    score = number(UNIT, "one-operation", "At", "the true loss")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        naive = Value(np.array([score])).exp()

    assert np.isinf(naive.data)
    assert np.logaddexp(0.0, score) - score == 0.0
    assert np.isfinite(np.exp(50.0)), "the size that the cell above shows before it still works"


def test_entries_of_a_repeated_vector_get_shares_that_add_up_to_six() -> None:
    matrix = Value(np.ones((3, 2)))
    total = number(UNIT, "reflect-shares", "the entries of the second grad add up to", ".")
    for shape in ((2,), (3, 1), (1, 2), ()):
        other = Value(np.ones(shape))
        matrix.add(other).backward()

        assert other.grad.sum() == total


def test_from_zeros_nothing_moves() -> None:
    n_steps, lr = question_numbers(UNIT, "all-weights-zero", r"After (\d+) steps of plain descent with `lr = ([\d.]+)`")

    end = descend(np.zeros(9), lr, int(n_steps))

    assert np.all(end[:8] == 0.0), "only the intercept of the score may differ from 0, by rounding"
    assert loss_at(np.zeros(9)) == pytest.approx(np.log(2))
    assert r"The loss is $\log 2$" in plain_text(UNIT, "equal-units")


def test_equal_units_stay_equal_and_do_no_more_than_one() -> None:
    end = descend(np.full(9, 0.5), 0.5, 500)
    W1, b1, W2, b2 = (part.data for part in parts(end))
    one_unit = np.concatenate([W1[:, 0], b1[:1], 2 * W2[0], b2])

    assert np.array_equal(W1[:, 0], W1[:, 1])
    assert "Two equal units can do no more than one" in plain_text(UNIT, "random-is-needed")
    assert loss_at(one_unit) == pytest.approx(loss_at(end), rel=1e-12)


def test_two_starts_end_in_two_valleys_and_more_steps_do_not_join_them() -> None:
    ends = [end_of_two_units(seed) for seed in (0, 3)]
    bottoms = [float(minimize(loss_at, end, jac=gradient_at, options={"maxiter": 300}).fun) for end in ends]
    halfway = max(loss_at((1 - t) * ends[0] + t * ends[1]) for t in np.linspace(0.0, 1.0, 21))

    assert loss_at(ends[0]) > 1.1 * loss_at(ends[1])
    assert bottoms[0] > 1.1 * bottoms[1]
    assert "Between the two ends the loss is higher than at both of them" in plain_text(UNIT, "not-convex")
    assert halfway > 2 * max(map(loss_at, ends))


def test_exchanged_units_have_the_same_loss_and_the_way_between_is_higher() -> None:
    end = end_of_two_units(3)
    swapped = end[[1, 0, 3, 2, 5, 4, 7, 6, 8]]

    assert loss_at(swapped) == pytest.approx(loss_at(end), rel=1e-12)
    assert loss_at((end + swapped) / 2) > 2 * loss_at(end)


@pytest.mark.slow
def test_ten_starts_of_eight_units_end_at_similar_losses() -> None:
    low, high = numbers(
        UNIT, "reflect-valleys", r"ten starts in ten have a loss between ([\d.]+) and ([\d.]+) after 1000 steps"
    )
    losses = [loss_at(descend(random_start(8, seed), 0.2, 1000, beta=0.9)) for seed in range(10)]

    assert low <= min(losses) <= max(losses) <= high


def test_entries_of_the_first_gradient_differ_in_size_as_it_is_told() -> None:
    largest, smallest = numbers(UNIT, "one-rate", r"the largest is ([\d.]+) and the smallest ([\d.]+)\.")
    sizes = np.abs(gradient_at(random_start(8, seed=3)))

    assert sizes.max() == pytest.approx(largest, abs=0.005)
    assert sizes.min() == pytest.approx(smallest, abs=5e-5)


METHODS: dict[str, Callable[[float], Floats]] = {
    "plain": lambda lr: descend(random_start(8, seed=3), lr, 200),
    "momentum": lambda lr: descend(random_start(8, seed=3), lr, 200, beta=0.9),
    "adam": lambda lr: fit_adam(gradient_at, random_start(8, seed=3), lr, 200)[-1],
}


def test_at_one_rate_adam_is_three_times_better_than_plain_descent() -> None:
    n_steps, lr = question_numbers(UNIT, "lowest-of-three", r"(\d+) steps, and `lr = ([\d.]+)`")
    losses = {name: loss_at(end(lr)) for name, end in METHODS.items()}

    assert n_steps == 200
    assert min(losses, key=lambda name: losses[name]) == "adam"
    assert "Is Adam three times better, then?" in plain_text(UNIT, "a-fair-race")
    assert losses["plain"] / losses["adam"] == pytest.approx(3.0, abs=0.3)


def test_each_at_its_best_rate_the_methods_are_close() -> None:
    rates = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
    best_losses = numbers(UNIT, "reflect-rates", r"much closer: ([\d.]+), ([\d.]+) and ([\d.]+)\.")
    losses = {name: [loss_at(end(lr)) for lr in rates] for name, end in METHODS.items()}

    assert [min(ends) for ends in losses.values()] == pytest.approx(best_losses, abs=0.0051)
    assert "at every rate from 0.1 to 1 it ends below 0.1" in plain_text(UNIT, "reflect-rates")
    assert max(losses["adam"][2:5]) < 0.1 < losses["momentum"][2]
    assert losses["adam"][-1] > losses["adam"][-2]
    assert "At a rate of 10, each of them is worse than at its best one" in plain_text(UNIT, "reflect-rates")
    assert all(loss_at(end(10.0)) > min(losses[name]) for name, end in METHODS.items())


def test_a_longer_run_learns_the_noise() -> None:
    assert "From 100 steps to 2000" in plain_text(UNIT, "reflect-border")
    path = fit_adam(gradient_at, random_start(8, seed=3), 0.1, 2000)
    own, new = ([loss_at(path[t], points) for t in (100, 500, 2000)] for points in (MOONS, NEW))

    assert own == sorted(own, reverse=True)
    assert new == sorted(new)


def test_the_network_is_better_than_the_straight_border_on_new_points() -> None:
    theta, _ = straight_border()
    end = fit_adam(gradient_at, random_start(8, seed=3), 0.05, 500)[-1]
    straight = np.mean((theta[0] + NEW.X @ theta[1:] > 0) == NEW.labels)
    network = np.mean((network_scores(NEW.X, *parts(end)).data[:, 0] > 0) == NEW.labels)

    assert "500 steps of Adam" in cell_text(UNIT, "the-border")
    assert network > straight + 0.08
