"""Numbers and statements in the text of `gradient`."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.gradient import fd_error_curve, grad_line, numerical_gradient
from tests.course.lesson_cells import cell_text, numbers, question_numbers

UNIT = "gradient"
PLANE = data.plane()
LINE = data.line()
DIRECTIONS = np.random.default_rng(4).normal(size=(40, 3))
PLACE = np.array([0.5, -1.0, 2.0])


def waves(theta: np.ndarray) -> np.ndarray:
    return np.mean(np.exp(0.3 * (DIRECTIONS @ theta)))


def waves_gradient(theta: np.ndarray) -> np.ndarray:
    return DIRECTIONS.T @ (0.3 * np.exp(0.3 * (DIRECTIONS @ theta))) / 40


def test_the_plane_of_the_question_is_that_of_the_data() -> None:
    b, w1, w2 = question_numbers(UNIT, "sign-at-zero", r"y = (\d) \+ (\d)·x1 \+ (\d)·x2")
    low, high = question_numbers(UNIT, "sign-at-zero", r"lie between (\d) and (\d)")

    assert (b, w1, w2) == (PLANE.true_b, *PLANE.true_w)
    assert low <= PLANE.X.min() < PLANE.X.max() <= high


def test_the_instruments_have_as_many_digits_as_the_table_says() -> None:
    curves = fd_error_curve(waves, waves_gradient, PLACE, np.logspace(-1, -15, 57))
    for name in ("forward", "central"):
        (digits,) = numbers(UNIT, "which-one", rf"{name} \| \$[^$]*\$ \| about (\d+)")
        assert -np.log10(curves[name].min()) == pytest.approx(digits, abs=0.6)
    assert curves["complex"].min() < 1e-16


def test_the_default_step_is_near_the_best_one_for_a_central_difference() -> None:
    hs = np.logspace(-1, -15, 57)
    best = hs[np.argmin(fd_error_curve(waves, waves_gradient, PLACE, hs)["central"])]

    assert numbers(UNIT, "numerical_gradient", r"theta, h=(1e-\d)\)")[0] == pytest.approx(best, rel=3.0)


def test_the_smaller_step_is_the_worse_one() -> None:
    errors = [np.max(np.abs(numerical_gradient(waves, PLACE, h) - waves_gradient(PLACE))) for h in (1e-6, 1e-12)]

    assert errors[0] < 1e-3 * errors[1]


def test_the_slopes_of_the_absolute_value_are_what_the_text_says() -> None:
    assert "at $(1, -2)$ are $\\tfrac12$ and $-\\tfrac12$" in cell_text(UNIT, "try-the-trick")
    assert numerical_gradient(lambda theta: np.mean(np.abs(theta)), np.array([1.0, -2.0])) == pytest.approx([0.5, -0.5])


def test_half_of_the_gradient_cannot_be_seen_at_the_bottom() -> None:
    w, b = np.polyfit(LINE.x, LINE.y, 1)

    assert np.max(np.abs(grad_line(LINE.x, LINE.y, w, b))) < 1e-12


def test_the_code_stands_where_the_text_says() -> None:
    here = numbers(UNIT, "two-cuts", r"\$w = ([\d.]+)\$, \$b = ([\d.]+)\$")
    bench = numbers(UNIT, "use-it", r"\$w = ([\d.]+)\$, \$b = ([\d.]+)\$")

    assert numbers(UNIT, "cuts", r"loss_at, ([\d.]+), ([\d.]+)\)") == here
    assert numbers(UNIT, "touching", r"here = \(([\d.]+), ([\d.]+)\)") == here
    assert numbers(UNIT, "test-bench", r"line\.x, line\.y, ([\d.]+), ([\d.]+)\)") == bench


def test_the_square_of_the_imaginary_step_is_below_the_last_digit_of_all_values() -> None:
    (power,) = numbers(UNIT, "second-instrument", r"So take \$h = 10\^\{-(\d+)\}\$")

    assert numbers(UNIT, "complex_step_gradient", r"theta, h=(1e-\d+)\)") == (10**-power,)
    assert 10 ** (-2 * power) < 1e-16 * float(np.spacing(1e-3))
