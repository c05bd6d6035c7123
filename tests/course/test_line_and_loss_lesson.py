"""Numbers and statements in the text of `line-and-loss`."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.line_and_loss import error_report, loss_grid, mse, predict_line
from tests.course.lesson_cells import cell_text, numbers

UNIT = "line-and-loss"
FLATS = data.paris_rents()
LINE = data.line()


def loss_of(w: float, b: float) -> float:
    return mse(FLATS.rent, predict_line(FLATS.surface, w, b))


def test_a_square_metre_costs_what_the_text_says() -> None:
    low, high = numbers(UNIT, "the-flats", r"costs about (\d+) to (\d+) euros a month")

    assert low <= FLATS.true_w <= high


def test_the_flats_are_counted_and_their_line_is_told() -> None:
    assert numbers(UNIT, "the-truth", r"(\d+) euros per square metre, plus (\d+) euros") == (FLATS.true_w, FLATS.true_b)
    assert "Fifty flats" in cell_text(UNIT, "the-flats")
    assert len(FLATS.rent) == 50


def test_a_good_loss_can_be_reached_with_the_sliders() -> None:
    (good,) = numbers(UNIT, "by-hand", r"Under ([\d ]+) is good")
    w_low, w_high, w_step = numbers(UNIT, "sliders", r"w=\((-?\d+), (\d+), (\d+), -?\d+\)")
    b_low, b_high, b_step = numbers(UNIT, "sliders", r"b=\((\d+), (\d+), (\d+), \d+\)")
    grid = loss_grid(
        FLATS.surface, FLATS.rent, np.arange(w_low, w_high + 1, w_step), np.arange(b_low, b_high + 1, b_step)
    )

    assert grid.min() < good < loss_of(25.0, 100.0)


def test_the_sliders_open_with_the_line_among_the_flats() -> None:
    (w,) = numbers(UNIT, "sliders", r"w=\(-?\d+, \d+, \d+, (-?\d+)\)")
    (b,) = numbers(UNIT, "sliders", r"b=\(\d+, \d+, \d+, (\d+)\)")
    margin = 0.25 * np.ptp(FLATS.rent)
    heights = predict_line(FLATS.surface, w, b)

    assert np.all((heights > FLATS.rent.min() - margin) & (heights < FLATS.rent.max() + margin))


def test_the_line_in_the_question_beats_the_truth() -> None:
    w, b = numbers(UNIT, "reflect-by-hand", r"my_w, my_b = ([\d.]+), ([\d.]+)")

    assert loss_of(w, b) < loss_of(FLATS.true_w, FLATS.true_b)


def test_a_small_move_of_the_slope_changes_the_loss_more_than_one_of_the_intercept() -> None:
    best = np.polyfit(FLATS.surface, FLATS.rent, 1)

    assert loss_of(best[0] + 1, best[1]) - loss_of(*best) > loss_of(best[0], best[1] + 10) - loss_of(*best)


def test_the_landscape_has_as_many_lines_as_the_text_says() -> None:
    slopes, intercepts, lines = numbers(UNIT, "see-the-landscape", r"(\d+) slopes, (\d+) intercepts, (\d+) lines")
    in_code = numbers(UNIT, "landscape", r"linspace\(-1.5, 4.5, (\d+)\), np.linspace\(-3.0, 7.0, (\d+)\)")

    assert (slopes, intercepts) == in_code
    assert lines == slopes * intercepts


def test_the_map_of_paris_has_the_range_and_the_lines_that_the_text_says() -> None:
    ranges = numbers(UNIT, "paris-map-words", r"slopes from (\d+) to (\d+) and intercepts from (\d+) to (\d+)")
    pattern = r"linspace\(([\d.]+), ([\d.]+), (\d+)\), np.linspace\(([\d.]+), ([\d.]+), (\d+)\)"
    w_low, w_high, slopes, b_low, b_high, intercepts = numbers(UNIT, "paris-landscape", pattern)
    best_w, best_b = np.polyfit(FLATS.surface, FLATS.rent, 1)

    assert ranges == (w_low, w_high, b_low, b_high)
    assert numbers(UNIT, "no-map", r"You tried ([\d ]+) lines") == (slopes * intercepts,)
    assert w_low < best_w < w_high
    assert b_low < best_b < b_high


def test_nobody_waits_for_all_lines_of_ten_parameters() -> None:
    values, parameters = numbers(UNIT, "no-map", r"\$(\d+)\^\{(\d+)\}\$ combinations")
    years = values**parameters / 1e6 / (365.25 * 24 * 3600)

    assert "three thousand years" in cell_text(UNIT, "no-map")
    assert years == pytest.approx(3000, rel=0.05)


def test_the_losses_in_the_text_are_those_of_the_data() -> None:
    (lazy,) = numbers(UNIT, "how-to-read-it", r"A loss of (\d+)\.")
    (best,) = numbers(UNIT, "your-words", r"a loss of ([\d ]+), so it is bad")
    smallest = loss_of(*np.polyfit(FLATS.surface, FLATS.rent, 1))

    assert lazy == round(mse(LINE.y, np.zeros_like(LINE.y)))
    assert best == round(smallest)


def test_the_line_with_the_smaller_loss_in_the_question_is_the_worse_one() -> None:
    (ours,) = numbers(UNIT, "your-words", r"a loss of ([\d ]+), so it is bad")
    (theirs,) = numbers(UNIT, "your-words", r"Theirs has ([\d.]+), so it is better")

    assert theirs * 1000**2 > ours


def test_two_of_the_three_numbers_of_the_flat_line_add_up_to_the_third() -> None:
    assert np.var(LINE.y) + np.mean(LINE.y) ** 2 == pytest.approx(np.mean(LINE.y**2))


def test_the_root_of_the_loss_is_more_than_the_mean_size() -> None:
    report = error_report(LINE.y, np.zeros_like(LINE.y))

    assert report["rmse"] > report["mae"]
