"""The reference of `line-and-loss` against theory and the numbers that the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.line_and_loss import error_report, loss_grid, make_line, mse, predict_line
from tests.solutions.array_layouts import array_layouts

LINE, PARIS = data.line(), data.paris_rents()
ZEROS = np.zeros_like(LINE.y)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    "predict_line": lambda x, _: predict_line(x, 0.5, -1.0),
    "mse": mse,
    "error_report": lambda x, y: list(error_report(x, y).values()),
    "loss_grid": lambda x, y: loss_grid(x, y, x[:3], y),
}


def test_the_loss_at_zero_is_the_mean_of_the_squared_targets() -> None:
    loss = mse(LINE.y, ZEROS)

    assert loss == pytest.approx(22.162998121, abs=1e-9)
    assert (np.var(LINE.y), np.mean(LINE.y) ** 2) == pytest.approx((19.757116, 2.405882), abs=1e-6)


def test_rmse_and_mae_at_zero_are_those_the_course_quotes() -> None:
    errors = error_report(LINE.y, ZEROS)

    assert (errors["rmse"], errors["mae"]) == pytest.approx((4.707759, 3.877943), abs=1e-6)


def test_rmse_squared_minus_mae_squared_is_the_variance_of_the_absolute_residuals() -> None:
    errors = error_report(LINE.y, predict_line(LINE.x, 1.0, 3.0))
    sizes = np.abs(predict_line(LINE.x, 1.0, 3.0) - LINE.y)

    assert errors["rmse"] ** 2 - errors["mae"] ** 2 == pytest.approx(np.var(sizes), rel=1e-12)


def test_another_line_has_a_smaller_loss_on_the_rents_than_the_true_one() -> None:
    truth, by_hand = (mse(PARIS.rent, predict_line(PARIS.surface, w, b)) for w, b in ((32.0, 200.0), (33.0, 145.0)))

    assert truth == pytest.approx(8974.66, abs=0.01)
    assert by_hand == pytest.approx(8805.88, abs=0.01)


def test_points_depend_on_the_generator_only_and_do_not_use_the_global_one() -> None:
    np.random.seed(3)  # noqa: NPY002
    expected = np.random.random()  # noqa: NPY002
    np.random.seed(3)  # noqa: NPY002
    first, again = (make_line(9, 1.5, 2.0, 0.5, -5.0, 5.0, np.random.default_rng(4)) for _ in range(2))

    assert np.array_equal(first, again)
    assert np.random.random() == expected  # noqa: NPY002


def test_the_residuals_have_the_standard_deviation_of_the_noise() -> None:
    n, noise = 4000, 2.5
    x, y = make_line(n, -3.0, 20.0, noise, -2.0, 6.0, np.random.default_rng(1))

    assert np.std(y - predict_line(x, -3.0, 20.0)) == pytest.approx(noise, abs=4 * noise / np.sqrt(2 * n))
    assert x.min() >= -2.0
    assert x.max() < 6.0


def test_a_single_x_gives_a_float() -> None:
    assert predict_line(4, 0.5, -1.0) == 1.0
    assert isinstance(predict_line(4, 0.5, -1.0), float)


def test_each_cell_of_the_grid_is_an_mse() -> None:
    w_values, b_values = np.linspace(-1.0, 4.0, 6), np.linspace(-1.0, 5.0, 4)
    grid = loss_grid(LINE.x, LINE.y, w_values, b_values)

    assert grid.shape == (4, 6)
    for i, j in ((0, 0), (3, 5), (2, 1)):
        assert grid[i, j] == pytest.approx(mse(LINE.y, predict_line(LINE.x, w_values[j], b_values[i])), rel=1e-14)


def test_every_row_and_column_of_the_grid_is_a_parabola() -> None:
    grid = loss_grid(LINE.x, LINE.y, np.linspace(-1.0, 4.0, 6), np.linspace(-1.0, 5.0, 5))

    for axis in (0, 1):
        assert np.max(np.abs(np.diff(grid, 3, axis=axis))) < 1e-12 * grid.max()
        assert np.all(np.diff(grid, 2, axis=axis) > 0)


def test_the_lowest_cell_is_the_least_squares_line() -> None:
    w, b = np.polyfit(LINE.x, LINE.y, 1)
    grid = loss_grid(LINE.x, LINE.y, w + np.arange(-2.0, 3.0), b + np.arange(-1.0, 2.0))

    assert np.unravel_index(np.argmin(grid), grid.shape) == (1, 2)
    assert grid.min() == pytest.approx(1.814815, abs=1e-6)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed(name: str) -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    expected = FUNCTIONS[name](x.astype(float), y.astype(float))

    for arrays in array_layouts(x, y):
        np.testing.assert_allclose(FUNCTIONS[name](*arrays), expected, rtol=1e-14)
    assert x.tolist() == [-2, 5, 1, 4, -1]


@pytest.mark.parametrize("function", [mse, error_report, lambda x, y: loss_grid(x, y, x, x)])
def test_targets_with_a_second_dimension_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="same shape"):
        function(np.arange(4.0), np.arange(4.0).reshape(4, 1))
