"""What the lesson on stochastic descent says in words and numbers."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions import stochastic_descent as reference
from tests.course.lesson_cells import number, plain_text, question_numbers

UNIT = "stochastic-descent"
LINE = data.line()
A = np.column_stack([np.ones(len(LINE.x)), LINE.x])
SMALLEST = float(np.mean((A @ np.linalg.lstsq(A, LINE.y)[0] - LINE.y) ** 2))


def band(lr: float, *, each_row_once: bool, seeds: int = 5) -> float:
    """Return the mean height of the loss above its minimum, late in runs of one row at a time."""
    late = []
    for seed in range(seeds):
        rng, theta = np.random.default_rng(seed), np.zeros(2)
        for epoch in range(80):
            rows = np.arange(100) if each_row_once else rng.integers(0, 100, 100)
            theta = reference.sgd_epoch(A[rows], LINE.y[rows], theta, lr, 1, rng)
            if epoch >= 40:
                late.append(np.mean((A @ theta - LINE.y) ** 2) - SMALLEST)
    return float(np.mean(late))


def test_a_step_over_a_hundred_million_rows_takes_so_many_multiplications() -> None:
    rows, parameters = 100_000_000, 10 + 1
    multiplications = 2 * rows * parameters  # A @ theta and A.T @ r take one each for every entry of A

    assert "a hundred million rows and ten features" in plain_text(UNIT, "title")
    assert number(UNIT, "title", "more than", "million multiplications") * 1e6 <= multiplications


def test_single_rows_are_in_their_band_after_the_first_epoch() -> None:
    _, losses = reference.fit_sgd(A, LINE.y, 0.01, 80, 1, np.random.default_rng(3))

    assert "After their first epoch they are already as low as they will be on average" in plain_text(
        UNIT, "before-band"
    )
    assert losses[1] - SMALLEST <= np.mean(losses[-40:] - SMALLEST)


def test_half_the_rate_is_half_the_band_only_with_replacement() -> None:
    anew, shuffled = (
        band(0.0025, each_row_once=each_row_once) / band(0.005, each_row_once=each_row_once)
        for each_row_once in (False, True)
    )

    assert "drawn anew" in plain_text(UNIT, "reflect-band")
    assert anew == pytest.approx(0.5, abs=0.06)
    assert shuffled < 0.4


@pytest.mark.parametrize(("beta", "swings_for_ever"), [(0.99, False), (1.0, True)])
def test_only_with_beta_one_does_the_ball_swing_for_ever(beta: float, *, swings_for_ever: bool) -> None:
    lr = 1 / np.linalg.eigvalsh(2 / len(A) * A.T @ A)[-1]
    _, losses = reference.fit_momentum(A, LINE.y, lr, beta, 4000)

    assert "with $\\beta = 1$ or more, for ever" in plain_text(UNIT, "which-beta")
    assert (np.max(losses[-200:]) - SMALLEST > 1e-3) == swings_for_ever


def test_the_ball_first_goes_up_on_the_raw_rents() -> None:
    paris = data.paris_rents()
    raw = np.column_stack([np.ones(50), paris.surface])
    _, losses = reference.fit_momentum(raw, paris.rent, *reference.heavy_ball_params(raw), 50)
    curvatures = np.linalg.eigvalsh(2 / 50 * raw.T @ raw)

    assert "its loss rises before it falls" in plain_text(UNIT, "reflect-ball")
    assert losses[10] > losses[0]
    assert round(curvatures[-1] / curvatures[0]) == number(UNIT, "reflect-ball", r"$\sqrt{", "}")


def test_two_hundred_single_rows_are_two_readings_of_all_rows() -> None:
    assert "reads as many rows as the full batch reads in two" in plain_text(UNIT, "three-spoons")
    assert number(UNIT, "three-spoons", "in its", "steps") == 2 * len(LINE.x)


def test_the_ratio_of_curvatures_of_the_rents_is_the_one_of_the_question() -> None:
    flats = data.paris_rents()
    raw = np.column_stack([np.ones(50), flats.surface])
    curvatures = np.linalg.eigvalsh(2 / 50 * raw.T @ raw)
    (question_ratio,) = question_numbers(UNIT, "heavy-ball-speed-up", r"loss bends ([\d ]+) times more")
    ratio = round(curvatures[-1] / curvatures[0])

    assert question_ratio == ratio
    assert number(UNIT, "reflect-ball", r"\sqrt{", "}") == ratio
