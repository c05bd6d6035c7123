"""Numbers and statements in the text of `training-loop`."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.training_loop import closed_form_line, fit_line, fit_until, gap_report
from tests.course.lesson_cells import cell_text, cells, numbers

UNIT = "training-loop"
LINE = data.line()
FLATS = data.paris_rents()
RUN = fit_line(LINE.x, LINE.y, 0.01, 100)
BEST = closed_form_line(LINE.x, LINE.y)


def test_the_truth_of_the_line_is_what_the_text_says() -> None:
    assert numbers(UNIT, "the-data", r"slope ([\d.]+), intercept (\d)") == (LINE.true_w, LINE.true_b)


def test_the_four_parts_of_a_step_are_named_in_their_order() -> None:
    text = cell_text(UNIT, "one-step")
    places = [text.index(f"**{name}**") for name in ("forward", "loss", "backward", "update")]

    assert places == sorted(places)


def test_an_epoch_is_defined_before_the_word_is_used() -> None:
    with_the_word = [cell["id"] for cell in cells(UNIT) if "epoch" in cell["source"]]

    assert with_the_word[0] == "whole-run"
    assert "**epoch**" in cell_text(UNIT, "whole-run")


def test_the_loss_falls_fast_at_first_and_then_ever_slower() -> None:
    falls = -np.diff(RUN["loss"])

    assert "sketch B" in cell_text(UNIT, "loss-curve")
    assert np.all(falls > 0)
    assert np.all(np.diff(falls) < 0)
    assert falls[:10].sum() > 0.8 * falls.sum()


def test_the_line_turns_quickly_and_slides_slowly() -> None:
    assert "it turns quickly, and slides up slowly" in cell_text(UNIT, "film")
    assert RUN["w"][10] > 0.8 * RUN["w"][-1] > 1.0
    assert 0.0 < RUN["b"][10] < 0.25 * RUN["b"][-1]


def test_the_outcome_of_the_first_question_does_not_answer_the_second() -> None:
    """The sentence about the slower parameter is about an early step, not about the last one."""
    text = cell_text(UNIT, "first-within-a-tenth-outcome")

    assert "not within" not in text
    assert "run[name][-1]" not in text


def test_the_gap_of_b_is_unfinished_descent_and_that_of_w_is_noise() -> None:
    gaps = gap_report(RUN["w"][-1], RUN["b"][-1], *BEST, LINE.true_w, LINE.true_b)
    share = {name: abs(gaps[f"opt_{name}"]) / (abs(gaps[f"opt_{name}"]) + abs(gaps[f"stat_{name}"])) for name in "wb"}

    assert "For b nearly all of the gap is unfinished descent; for w most of it is noise" in cell_text(
        UNIT, "reflect-gaps"
    )
    assert share["b"] > 0.85
    assert share["w"] < 0.15


def test_ten_times_the_rate_needs_many_fewer_steps() -> None:
    slow, fast = (fit_until(LINE.x, LINE.y, lr, 1e-6, 5000) for lr in (0.01, 0.1))

    assert slow[3]
    assert fast[3]
    assert fast[2] < slow[2] / 8


def test_the_small_rate_on_the_flats_ends_where_the_text_says() -> None:
    raw = fit_line(FLATS.surface, FLATS.rent, 1e-5, 200, w0=25.0, b0=100.0)
    best = closed_form_line(FLATS.surface, FLATS.rent)
    pattern = r"from ([\d ]+) to ([\d ]+), and"
    after = r"began at (\d+) euros and stands at ([\d.]+), where the best one is ([\d.]+)\."

    assert numbers(UNIT, "paris-question", pattern) == (round(raw["loss"][0]), round(raw["loss"][-1]))
    assert numbers(UNIT, "paris-question", after) == (raw["b"][0], round(raw["b"][-1], 2), round(best[1], 2))
    assert raw["loss"][50] == pytest.approx(raw["loss"][-1], rel=0.005)
    assert raw["loss"][30] != pytest.approx(raw["loss"][-1], rel=0.005)


def test_with_the_old_rate_the_flats_run_away() -> None:
    *_, steps, converged = fit_until(FLATS.surface, FLATS.rent, 0.01, 1e-6, 5000)

    assert not converged
    assert steps < 5000


def test_the_small_rate_starts_where_the_text_says() -> None:
    power, w0, b0, steps = numbers(
        UNIT,
        "paris-smaller",
        r"rate, \$10\^\{-(\d)\}\$.*?: (\d+) euros per square metre, and (\d+) euros besides.*?(\d+) steps",
    )
    code = numbers(UNIT, "paris-small-rate", r"lr=(1e-\d), n_steps=(\d+), w0=([\d.]+), b0=([\d.]+)\)")

    assert code == (10**-power, steps, w0, b0)
