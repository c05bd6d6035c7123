"""Numbers and statements in the text of `many-features`."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.many_features import add_intercept, fit_gd, lstsq_fit, mse_theta
from tests.course.lesson_cells import cell_text, numbers, question_numbers

UNIT = "many-features"
PLANE = data.plane()
MARKETS = data.advertising()
A = add_intercept(PLANE.X)
THETAS, LOSSES = fit_gd(A, PLANE.y, 0.1, 300)


def test_the_truth_of_the_plane_is_what_the_text_says() -> None:
    assert numbers(UNIT, "the-data", r"intercept (\d), weights (\d) and (\d)") == (PLANE.true_b, *PLANE.true_w)


def test_the_last_weight_is_the_one_of_the_question() -> None:
    steps, weight, truth = question_numbers(
        UNIT, "has-descent-failed", r"After (\d+) steps w2 is ([\d.]+), .* with (\d)\."
    )

    assert (steps, truth) == (len(LOSSES) - 1, PLANE.true_w[1])
    assert round(THETAS[-1][2], 2) == weight


def test_the_slow_parameter_sets_out_in_the_right_direction_and_goes_too_far() -> None:
    best = lstsq_fit(A, PLANE.y)[0]

    assert "did it go straight to its place?" in cell_text(UNIT, "reflect-run")
    assert THETAS[1][0] > 0.0
    assert THETAS[:, 0].max() > 1.5 * best


def test_the_run_begins_above_the_slice_and_is_soon_below_it() -> None:
    on_the_slice = np.column_stack([np.full(len(THETAS), THETAS[-1][0]), THETAS[:, 1:]])
    above = LOSSES - [mse_theta(A, PLANE.y, theta) for theta in on_the_slice]

    assert "begins ten units above it and soon goes below it" in cell_text(UNIT, "shadow")
    assert round(above[0]) == 10
    assert above[10] < 0


def test_the_features_have_the_same_scale_and_no_correlation_but_means_far_from_zero() -> None:
    first, second = PLANE.X.std(axis=0)

    assert "Almost the same scale, almost no correlation" in cell_text(UNIT, "centre")
    assert first == pytest.approx(second, rel=0.03)
    assert abs(np.corrcoef(PLANE.X.T)[0, 1]) < 0.05
    assert np.all(PLANE.X.mean(axis=0) > 1.5 * PLANE.X.std(axis=0))


def test_the_powers_have_the_condition_number_that_the_text_says() -> None:
    powers = np.linspace(0, 1, 30)[:, None] ** np.arange(12)

    assert "condition number above a hundred million" in cell_text(UNIT, "powers")
    assert 1e8 < np.linalg.cond(powers) < 2e8


def test_as_many_digits_are_lost_as_the_text_says() -> None:
    digits, digits_squared = numbers(
        UNIT, "where-it-breaks", r"of the 16 digits you lose (\d+)\. Squared, you lose (\d+)"
    )

    assert (digits, digits_squared) == (np.log10(1e7), np.log10(1e7**2))


def test_the_memory_of_many_features_is_what_the_text_says() -> None:
    features, gigabytes = numbers(UNIT, "what-it-costs", r"memory: ([\d ]+) features fill (\d) gigabytes")

    assert features**2 * 8 / 1e9 == pytest.approx(gigabytes, rel=0.1)


def test_the_equations_take_less_than_a_minute_at_ten_billion_operations_a_second() -> None:
    (equations,) = numbers(UNIT, "what-it-costs", r"solving ([\d ]+) equations")

    assert 2 / 3 * equations**3 / 1e10 < 60


def test_the_largest_budgets_are_what_the_text_says() -> None:
    television, radio = numbers(UNIT, "walk-the-towns-why", r"budgets run up to (\d+), the radio budgets to (\d+)")

    assert MARKETS.X[:, :2].max(axis=0).round().tolist() == [television, radio]


def test_forty_towns_are_not_learned_from() -> None:
    assert "only forty of the second kind" in cell_text(UNIT, "two-errors")
    assert round(0.2 * len(MARKETS.y)) == 40


def test_the_newspaper_sells_alone_and_hardly_at_all_beside_the_others() -> None:
    together = lstsq_fit(add_intercept(MARKETS.X), MARKETS.y)[3]
    alone = lstsq_fit(add_intercept(MARKETS.X[:, 2:]), MARKETS.y)[1]

    assert abs(together) < 0.2 * alone


def test_the_towns_are_counted() -> None:
    towns = data.advertising()

    assert "two hundred towns" in cell_text(UNIT, "title")
    assert "For two hundred towns we know the three budgets" in cell_text(UNIT, "unseen")
    assert towns.X.shape == (200, 3)
