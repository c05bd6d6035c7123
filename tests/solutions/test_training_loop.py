"""The reference of `training-loop` against theory, NumPy's own solver and the figures the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.training_loop import closed_form_line, fit_line, fit_until, gap_report, train_step

LINE = data.line()
FUNCTIONS: list[Callable[..., Any]] = [
    lambda x, y: train_step(x, y, 0.5, -1.0, 0.1),
    lambda x, y: fit_line(x, y, 0.01, 5, 0.5, -1.0)["loss"],
    closed_form_line,
    lambda x, y: fit_until(x, y, 0.01, 1e-3, 50),
]
NAMES = ["train_step", "fit_line", "closed_form_line", "fit_until"]


def test_the_first_loss_is_the_one_at_zero() -> None:
    loss = train_step(LINE.x, LINE.y, 0.0, 0.0, 0.01)[2]

    assert loss == pytest.approx(22.162998121, abs=1e-9)


def test_a_hundred_steps_end_where_the_course_says() -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 100)

    assert run["w"][-1] == pytest.approx(1.420588512863, abs=1e-12)
    assert run["b"][-1] == pytest.approx(1.702423051087, abs=1e-12)


def test_a_history_holds_the_start_and_every_state() -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 7, w0=3.0, b0=-2.0)

    assert {key: array.shape for key, array in run.items()} == dict.fromkeys(("w", "b", "loss"), (8,))
    assert (run["w"][0], run["b"][0]) == (3.0, -2.0)


@pytest.mark.parametrize("t", [0, 1, 6])
def test_each_loss_belongs_to_its_state(t: int) -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 6)
    loss = np.mean((run["w"][t] * LINE.x + run["b"][t] - LINE.y) ** 2)

    assert run["loss"][t] == pytest.approx(loss, rel=1e-14)


def test_the_best_line_agrees_with_lstsq() -> None:
    design = np.column_stack([LINE.x, np.ones_like(LINE.x)])

    assert closed_form_line(LINE.x, LINE.y) == pytest.approx(np.linalg.lstsq(design, LINE.y)[0], rel=1e-13)


def test_points_over_one_place_have_no_best_line() -> None:
    with pytest.raises(ValueError, match="all x are equal"):
        closed_form_line(np.ones(4), np.arange(4.0))


def test_a_run_stops_after_the_step_that_makes_the_ground_flat() -> None:
    *_, steps, converged = fit_until(LINE.x, LINE.y, 0.1, 1e-6, 5000)
    *_, one_less, too_early = fit_until(LINE.x, LINE.y, 0.1, 1e-6, steps - 1)

    assert (steps, converged) == (70, True)
    assert (one_less, too_early) == (steps - 1, False)


def test_a_runaway_ends_early_and_without_a_warning() -> None:
    rents = data.paris_rents()
    *_, steps, converged = fit_until(rents.surface, rents.rent, 0.01, 1e-6, 5000)

    assert converged is False
    assert steps < 200


def test_most_of_the_gap_in_b_is_unfinished_descent() -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 100)
    best = closed_form_line(LINE.x, LINE.y)
    gaps = gap_report(run["w"][-1], run["b"][-1], *best, LINE.true_w, LINE.true_b)

    assert gaps["opt_b"] / (gaps["opt_b"] + gaps["stat_b"]) == pytest.approx(0.925, abs=1e-3)


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_arguments_of_any_layout_give_the_same_and_stay_the_same(function: Callable[..., Any]) -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    strided = np.repeat(x, 2)[::2], np.repeat(y, 2)[::2]
    locked = x.copy(), y.copy()
    for array in locked:
        array.flags.writeable = False
    wanted = function(x.astype(float), y.astype(float))

    for given in ((x, y), strided, locked):
        np.testing.assert_allclose(function(*given), wanted, rtol=1e-14)
    assert x.tolist() == [-2, 5, 1, 4, -1]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_a_column_of_targets_is_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="same shape"):
        function(np.arange(4.0), np.arange(4.0).reshape(4, 1))
