"""Numbers and statements in the text of `learning-rate`."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.learning_rate import best_lr, hessian, max_stable_lr, rate_experiment, steps_needed
from solutions.many_features import add_intercept, fit_gd
from solutions.training_loop import closed_form_line
from tests.course.lesson_cells import cell_text, numbers

UNIT = "learning-rate"
PLANE = data.plane()
FLATS = data.paris_rents()
LINE = data.line()
A = add_intercept(PLANE.X)
RAW = add_intercept(FLATS.surface[:, None])
START = np.array([100.0, 25.0])
BEST_W, BEST_B = closed_form_line(FLATS.surface, FLATS.rent)
KAPPA = np.linalg.cond(hessian(RAW))


def steps_until_the_intercept_is_near(lr: float, distance: float) -> float:
    """Return after how many steps from the start the intercept is within a distance of the best one."""
    curvatures, basis = np.linalg.eigh(hessian(RAW))
    error = basis.T @ (START - [BEST_B, BEST_W])
    # After the first steps only the part along the flat direction is left.
    return float(np.log(distance / abs(basis[0, 0] * error[0])) / np.log(1 - lr * curvatures[0]))


def test_the_slow_run_is_where_the_text_says() -> None:
    runs = rate_experiment(A, PLANE.y, np.array([0.005, 0.1, 0.3]), 300)
    best = np.linalg.lstsq(A, PLANE.y)[0]
    smallest = np.mean((A @ best - PLANE.y) ** 2)
    thetas, losses = fit_gd(A, PLANE.y, 0.005, 300)
    loss_share, above = numbers(
        UNIT, "reflect-speeds", r"more than (\d+) % of the excess loss .* its loss is (\d+) % above"
    )
    intercept, target = numbers(UNIT, "reflect-speeds", r"intercept is at ([\d.]+) where ([\d.]+) is best")

    assert 1 - (losses[-1] - smallest) / (losses[0] - smallest) > loss_share / 100
    assert int(100 * (losses[-1] / smallest - 1)) == above
    assert (round(thetas[-1][0], 2), round(best[0], 2)) == (intercept, target)
    assert runs[2][10] > runs[1][10]
    assert runs[2][50] - smallest < 0.1 * (runs[1][50] - smallest)


def test_the_small_example_of_eigenvectors_is_right() -> None:
    values, vectors = np.linalg.eigh(np.array([[2.0, 1.0], [1.0, 2.0]]))

    assert "One eigenvalue is 3, the other 1" in cell_text(UNIT, "one-number")
    assert values == pytest.approx([1.0, 3.0])
    assert abs(vectors[:, 1] @ [1, 1]) == pytest.approx(np.sqrt(2.0))


def test_the_wild_run_overflows_as_the_text_says() -> None:
    (first,) = numbers(UNIT, "fourth-speed", r"first loss is about (\d+)")
    (power,) = numbers(UNIT, "inf-then-nan", r"at about \$10\^\{(\d+)\}\$")
    losses = rate_experiment(A, PLANE.y, np.array([0.8]), 600)[0]
    overflow, no_number = np.argmax(np.isinf(losses)), np.argmax(np.isnan(losses))
    with np.errstate(over="ignore"):
        thetas, _ = fit_gd(A, PLANE.y, 0.8, int(overflow))

    assert round(losses[0]) == first
    assert np.log10(np.abs(thetas[-1]).max()) == pytest.approx(power, abs=0.5)
    assert 200 < no_number - overflow < 400


def test_the_best_rate_of_the_line_is_ten_times_the_rate_of_the_loop() -> None:
    (loop,) = numbers(UNIT, "why-paris", r"ten times the ([\d.]+) that you walked with")

    assert best_lr(add_intercept(LINE.x[:, None])) == pytest.approx(10 * loop, rel=0.03)


def test_the_number_of_steps_of_the_flats_is_what_the_text_says() -> None:
    (steps,) = numbers(UNIT, "home-again", r"One step instead of ([\d ]+)\.")

    assert steps_needed(KAPPA, 1e-6) == steps
    assert "three hundred thousand steps" in cell_text(UNIT, "title")
    assert "three hundred thousand steps" in cell_text(UNIT, "why-paris")
    assert round(steps, -5) == 300_000


def test_the_real_runs_take_as_many_steps_as_theory_says() -> None:
    for matrix, target in ((add_intercept(LINE.x[:, None]), LINE.y), (A, PLANE.y)):
        steps = steps_needed(np.linalg.cond(hessian(matrix)), 1e-6)
        thetas, _ = fit_gd(matrix, target, best_lr(matrix), steps + 20)
        left = np.linalg.norm(thetas - np.linalg.lstsq(matrix, target)[0], axis=1)
        assert np.argmax(left < 1e-6 * left[0]) == pytest.approx(steps, abs=2)


def test_no_run_of_this_unit_is_computed_without_a_loop() -> None:
    assert "while len(states) <= n_steps" in cell_text(UNIT, "closed-path")


def test_the_raw_run_stops_where_the_text_says() -> None:
    cents, power = numbers(UNIT, "not-the-x", r"moved by (\d+) \*cents\*\. At this rate, \$10\^\{-(\d)\}\$")
    (millions,) = numbers(UNIT, "not-the-x", r"within one euro of its goal after ([\d.]+) million steps")
    thetas, _ = fit_gd(RAW, FLATS.rent, 10.0**-power, 200, START)

    assert round(100 * (thetas[-1][0] - START[0])) == cents
    assert round(steps_until_the_intercept_is_near(10.0**-power, 1.0) / 1e6, 1) == millions


def test_the_gradient_for_w_is_as_much_larger_as_the_text_says() -> None:
    (ratio,) = numbers(UNIT, "not-the-x", r"It is larger, (\d+) times at the start")
    low, high = numbers(UNIT, "not-the-x", r"between (\d+) and (\d+)\.")
    slope = RAW.T @ (RAW @ START - FLATS.rent)

    assert int(slope[1] / slope[0]) == ratio
    assert low <= FLATS.surface.min() < FLATS.surface.max() <= high


def test_the_windows_of_the_maps_differ_by_the_factor_in_the_text() -> None:
    (factor,) = numbers(UNIT, "two-valleys", r"in \$b\$ by a factor of (\d+)")
    raw, scaled = numbers(UNIT, "see-valleys", r'"raw": \((\d+), \d+\), "standardised": \((\d+), \d+\)')

    assert raw / scaled == factor


def test_the_intercepts_are_what_the_text_says() -> None:
    truth, best = numbers(UNIT, "reflect-intercept", r"intercept of (\d+) euros, and the best line has (\d+)")

    assert (truth, best) == (FLATS.true_b, round(BEST_B))


def test_the_slope_in_standard_units_is_what_the_text_says() -> None:
    (slope,) = numbers(UNIT, "home-again", r"a slope of ([\d.]+) \*spreads")

    assert round(BEST_W * FLATS.surface.std() / FLATS.rent.std(), 2) == slope


def test_the_excess_loss_shrinks_by_the_square() -> None:
    factor, squared = numbers(UNIT, "read-off", r"\$([\d.]+)\^2 = ([\d.]+)\$")

    assert factor**2 == pytest.approx(squared)


def test_a_plain_half_of_the_limit_is_not_the_best_rate_of_all_data() -> None:
    """A wrong explanation of the question about one step says so."""
    assert best_lr(A) != pytest.approx(max_stable_lr(A) / 2, rel=0.5)


def test_the_patients_and_their_measurements_are_counted() -> None:
    (rows,) = numbers(UNIT, "a-table-of-patients", r"Ten measurements of (\d+) diabetes patients")
    patients = data.diabetes()

    assert patients.X.shape == (rows, 10)
    assert "six blood values" in cell_text(UNIT, "a-table-of-patients")
    assert numbers(UNIT, "ready-made", r"one over the root of (\d+)\)") == (rows,)


def test_at_the_limit_the_error_keeps_its_size() -> None:
    product, factor = numbers(UNIT, "one-number", r"\| (2) \| −(1) \| jumps across, always equally far")

    assert 1 - product == -factor
