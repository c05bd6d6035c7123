"""What the lesson on logistic regression says in words and numbers."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from lab import data
from numpy.typing import NDArray

from solutions import logistic_regression as reference
from tests.course.lesson_cells import number, numbers, plain_text, source

UNIT = "logistic-regression"
Array = NDArray[np.float64]
EXAMS, TUMOURS = data.exams(), data.tumours()
HOURS = (EXAMS.X - EXAMS.X.mean(axis=0)) / EXAMS.X.std(axis=0)
DESIGN = np.column_stack([np.ones(len(HOURS)), HOURS])
TRAINING, TESTING = np.split(np.random.default_rng(3).permutation(569), [60])


def tumour_rows(rows: Array) -> tuple[Array, Array]:
    """Return the lesson's design matrix and labels of some rows."""
    middle, spread = TUMOURS.X[TRAINING].mean(axis=0), TUMOURS.X[TRAINING].std(axis=0)
    return np.column_stack([np.ones(len(rows)), (TUMOURS.X[rows] - middle) / spread]), TUMOURS.y[rows]


@cache
def run_on_tumours(lam: float) -> Array:
    """Return every state of the lesson's run on 60 rows."""
    return reference.fit_logistic(*tumour_rows(TRAINING), 0.5, 10_000, lam)[0]


def calibration(lam: float) -> tuple[float, float, float, list[float], list[float]]:
    """Return loss, accuracy, the last count, and the means and shares of the lesson's bins on test rows."""
    A, y = tumour_rows(TESTING)
    theta = run_on_tumours(lam)[-1]
    table = reference.calibration_table(y, reference.sigmoid(A @ theta), 5)
    share = reference.accuracy(y, reference.predict_class(A, theta))
    loss = reference.cross_entropy(A, y, theta)
    return loss, share, table["count"][-1], table["predicted"].tolist(), table["observed"].tolist()


def test_the_data_is_what_the_lesson_says() -> None:
    assert f"{len(EXAMS.y)} people take an exam" in plain_text(UNIT, "the-data")
    assert numbers(UNIT, "over-confident", r"features of (\d+) tumours") == (len(TUMOURS.y),)
    assert numbers(UNIT, "over-confident", r"Only \*\*(\d+)\*\* rows.*other (\d+) are test") == (60, len(TESTING))


def test_least_squares_leaves_the_range_of_probabilities() -> None:
    heights = DESIGN @ np.linalg.lstsq(DESIGN, EXAMS.y, rcond=None)[0]

    assert numbers(UNIT, "score-and-odds", r'"probability" of \$(-[\d.]+)\$') == (round(heights.min(), 2),)
    assert heights.max() > 1


def test_the_exponential_ends_where_it_is_told() -> None:
    digits, end = numbers(UNIT, "score-and-odds", r"is 0, up to (\d+) digits.* float64 ends near \$e\^\{(\d+)\}\$")

    assert digits == int(1000 * np.log10(np.e))
    assert end == int(np.log(np.finfo(np.float64).max))


def test_the_table_of_losses_is_minus_the_logarithm() -> None:
    pattern = r"what happened \| (.*) \|\n.*\n\| loss of the row \| (.*) \|"
    table = re.search(pattern, source(UNIT, "a-loss"))

    assert table
    shares, losses = table.groups()

    for share, loss in zip(shares.split(" | "), losses.split(" | "), strict=True):
        assert f"{-np.log(float(share)):.2f}" == loss


def test_from_a_score_of_37_on_one_minus_the_probability_is_nothing() -> None:
    remaining = {score: 1 - 1 / (1 + np.exp(-score)) for score in (10.0, 36.0, 37.0)}

    assert "At 36 the fourth digit is already wrong, and from 37 on" in plain_text(UNIT, "log-sum-exp")
    assert remaining[37.0] == 0.0
    assert f"{-np.log(remaining[36.0]):.4g}" == "36.04"
    assert -np.log(remaining[10.0]) == pytest.approx(10, abs=1e-4)


def test_without_parameters_the_loss_is_log_two() -> None:
    loss = reference.cross_entropy(DESIGN, EXAMS.y, np.zeros(3))

    assert number(UNIT, "what-log-two-is", "number:", ", or") == round(loss, 3) == round(np.log(2), 3)


def test_a_sure_and_wrong_row_pulls_a_thousand_times_less_by_the_squared_error() -> None:
    p = 1 / (1 + np.exp(8))

    assert "more than a thousand times less" in plain_text(UNIT, "reflect-pulls")
    assert 1000 < (1 - p) / (2 * (1 - p) ** 2 * p) < 2000


def test_the_curvature_and_the_safe_rate_are_as_told() -> None:
    curvature = np.linalg.eigvalsh(DESIGN.T @ DESIGN / (4 * len(DESIGN)))[-1]

    assert number(UNIT, "descend", "Here that is", ", and every") == round(curvature, 2)
    assert numbers(UNIT, "descend", r"approx ([\d.]+)\$ is safe") == (round(2 / curvature, 1),)
    assert not np.any(np.diff(reference.fit_logistic(DESIGN, EXAMS.y, 7.7, 300)[1]) > 1e-12)


def test_even_the_true_parameters_do_not_reach_all_rows() -> None:
    right = np.mean((EXAMS.X @ EXAMS.true_w + EXAMS.true_b >= 0) == EXAMS.y)

    assert "does not reach 100 %" in plain_text(UNIT, "read-accuracy")
    assert 0.8 < right < 1


def test_after_a_hundred_steps_every_clear_case_is_right() -> None:
    scores = EXAMS.X @ EXAMS.true_w + EXAMS.true_b
    clear = (np.abs(scores) > 0.8) & ((scores > 0) == (EXAMS.y == 1))
    thetas, losses = reference.fit_logistic(DESIGN[clear], EXAMS.y[clear], 1.0, 10_000)
    classes = reference.predict_class(DESIGN[clear], thetas[100])

    assert "After 100 steps no row is on the wrong side" in plain_text(UNIT, "why-they-grow")
    assert reference.accuracy(EXAMS.y[clear], classes) == 1.0
    assert np.all(np.diff(losses) < 0)
    assert np.all(np.diff(np.linalg.norm(thetas[100:, 1:], axis=1)) > 0)


def test_five_times_the_scores_cost_more_than_knowing_nothing() -> None:
    theta = reference.fit_logistic(DESIGN, EXAMS.y, 1.0, 500)[0][-1]
    louder = reference.cross_entropy(DESIGN, EXAMS.y, 5 * theta)

    assert number(UNIT, "over-confident", "its loss of", "is larger") == round(louder, 3)
    assert louder > np.log(2)


def test_on_test_rows_the_loss_triples_while_the_accuracy_falls_a_little() -> None:
    A, y = tumour_rows(TESTING)
    states = [run_on_tumours(0.0)[t] for t in (100, 10_000)]
    losses = [reference.cross_entropy(A, y, theta) for theta in states]
    shares = [reference.accuracy(y, reference.predict_class(A, theta)) for theta in states]
    few, labels = tumour_rows(TRAINING)

    assert numbers(UNIT, "read-tumours", r"the loss falls to ([\d.]+\d)") == (round(losses[0], 2),)
    assert "**triples**" in source(UNIT, "read-tumours")
    assert losses[1] > 3 * losses[0]
    assert numbers(UNIT, "read-tumours", r"falls from ([\d.]+) to ([\d.]+\d)") == tuple(np.round(shares, 2))
    assert reference.accuracy(labels, reference.predict_class(few, states[1])) == 1.0


def test_the_bins_are_as_told() -> None:
    free, weak, strong = (calibration(lam) for lam in (0.0, 0.01, 0.1))
    percent = r"(\d+) %"

    assert number(UNIT, "read-reliability", "Without a penalty,", "test rows") == free[2]
    assert numbers(UNIT, "read-reliability", rf"says {percent} on average, and {percent} of them") == (
        round(100 * free[3][-1]),
        round(100 * free[4][-1]),
    )
    assert numbers(UNIT, "read-reliability", rf"it says {percent}, and it was {percent}") == (
        round(100 * weak[3][-1]),
        round(100 * weak[4][-1]),
    )
    assert numbers(UNIT, "read-reliability", rf"It says {percent} where it was {percent}") == (
        round(100 * strong[3][3]),
        round(100 * strong[4][3]),
    )
    assert abs(weak[1] - strong[1]) < 0.01
    assert strong[0] > 1.5 * weak[0]


def test_at_the_smallest_threshold_no_tumour_is_missed() -> None:
    A, y = tumour_rows(TESTING)
    theta = run_on_tumours(0.01)[-1]
    classes = [reference.predict_class(A, theta, threshold) for threshold in (0.5, 0.2, 0.05)]

    assert numbers(UNIT, "read-errors", r"threshold of ([\d.]+) no tumour is missed, but (\d+) people") == (
        0.05,
        np.sum((classes[2] == 1) & (y == 0)),
    )
    assert not np.any((classes[2] == 0) & (y == 1))
    assert np.argmin([reference.accuracy(y, labels) for labels in classes]) == 2
