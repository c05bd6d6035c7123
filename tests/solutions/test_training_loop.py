"""The reference of `training-loop` against theory, NumPy's solver and the numbers that the course quotes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from lab import data

from solutions.training_loop import closed_form_line, fit_line, fit_until, gap_report, train_step
from tests.solutions.array_layouts import array_layouts

LINE = data.line()
FUNCTIONS: list[Callable[..., Any]] = [
    lambda x, y: train_step(x, y, 0.5, -1.0, 0.1),
    lambda x, y: fit_line(x, y, 0.01, 5, 0.5, -1.0)["loss"],
    closed_form_line,
    lambda x, y: fit_until(x, y, 0.01, 1e-3, 50),
]
NAMES = ["train_step", "fit_line", "closed_form_line", "fit_until"]


def test_the_loss_is_the_one_before_the_step() -> None:
    loss = train_step(LINE.x, LINE.y, 0.0, 0.0, 0.01)[2]

    assert loss == pytest.approx(22.162998121, abs=1e-9)


def test_a_hundred_steps_end_at_the_parameters_the_course_quotes() -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 100)

    assert run["w"][-1] == pytest.approx(1.420588512863, abs=1e-12)
    assert run["b"][-1] == pytest.approx(1.702423051087, abs=1e-12)


def test_a_history_has_the_start_and_every_state() -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 7, w0=3.0, b0=-2.0)

    assert {key: array.shape for key, array in run.items()} == dict.fromkeys(("w", "b", "loss"), (8,))
    assert (run["w"][0], run["b"][0]) == (3.0, -2.0)


@pytest.mark.parametrize("t", [0, 1, 6])
def test_each_loss_belongs_to_its_state(t: int) -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 6)
    loss = np.mean((run["w"][t] * LINE.x + run["b"][t] - LINE.y) ** 2)

    assert run["loss"][t] == pytest.approx(loss, rel=1e-14)


def test_the_least_squares_line_agrees_with_lstsq() -> None:
    design = np.column_stack([LINE.x, np.ones_like(LINE.x)])

    assert closed_form_line(LINE.x, LINE.y) == pytest.approx(np.linalg.lstsq(design, LINE.y)[0], rel=1e-13)


def test_equal_inputs_have_no_single_best_line() -> None:
    with pytest.raises(ValueError, match="all x are equal"):
        closed_form_line(np.ones(4), np.arange(4.0))


def test_a_run_stops_as_soon_as_the_gradient_is_small() -> None:
    *_, steps, converged = fit_until(LINE.x, LINE.y, 0.1, 1e-6, 5000)
    *_, fewer_steps, early_converged = fit_until(LINE.x, LINE.y, 0.1, 1e-6, steps - 1)

    assert (steps, converged) == (70, True)
    assert (fewer_steps, early_converged) == (steps - 1, False)


def test_a_diverging_run_ends_early_and_without_a_warning() -> None:
    rents = data.paris_rents()
    *_, steps, converged = fit_until(rents.surface, rents.rent, 0.01, 1e-6, 5000)

    assert converged is False
    assert steps < 200


def test_most_of_the_gap_in_b_is_the_optimisation_gap() -> None:
    run = fit_line(LINE.x, LINE.y, 0.01, 100)
    best = closed_form_line(LINE.x, LINE.y)
    gaps = gap_report(run["w"][-1], run["b"][-1], *best, LINE.true_w, LINE.true_b)

    assert gaps["opt_b"] / (gaps["opt_b"] + gaps["stat_b"]) == pytest.approx(0.925, abs=1e-3)


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_integers_views_and_read_only_arrays_give_the_same_result_and_are_not_changed(
    function: Callable[..., Any],
) -> None:
    x, y = np.array([-2, 5, 1, 4, -1]), np.array([7, -3, 4, -2, 5])
    expected = function(x.astype(float), y.astype(float))

    for arrays in array_layouts(x, y):
        np.testing.assert_allclose(function(*arrays), expected, rtol=1e-14)
    assert x.tolist() == [-2, 5, 1, 4, -1]


@pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
def test_targets_with_a_second_dimension_are_refused(function: Callable[..., Any]) -> None:
    with pytest.raises(ValueError, match="same shape"):
        function(np.arange(4.0), np.arange(4.0).reshape(4, 1))
