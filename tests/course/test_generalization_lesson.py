"""What the lesson on training data and new data says in words and numbers."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from lab import data
from numpy.typing import NDArray

from solutions import generalization as reference
from tests.course.lesson_cells import cells, number, plain_text, question_numbers, source

UNIT = "generalization"
DAY = data.temperatures()
X_OF_HOUR = (DAY.hour - 12) / 12
Y = DAY.celsius
X = reference.polynomial_features(X_OF_HOUR, 12)
FEW, POOL, VALIDATION, TEST = np.arange(30), np.arange(160), np.arange(160, 280), np.arange(280, 400)
LAMS = np.geomspace(1e-6, 10, 29)

Array = NDArray[np.float64]


def errors_of_degree(degree: int) -> tuple[float, float]:
    """Return the errors of a polynomial fitted to the thirty rows: on these, and on the validation rows."""
    return reference.split_errors(X[:, :degree], Y, FEW, VALIDATION, 0.0)


@cache
def curves() -> tuple[Array, Array]:
    """Return the errors that the lesson shows for all strengths, in the folds that its own solution draws."""
    parts = np.array_split(np.random.default_rng(1).permutation(30), 5)
    folds = [(np.setdiff1d(FEW, part), part) for part in parts]
    return reference.validation_curve(X[FEW], Y[FEW], folds, LAMS)


def spread_of_fits(degree: int) -> tuple[float, float]:
    """Return squared bias and variance of the lesson's forty fits."""
    rng, hours = np.random.default_rng(5), np.linspace(0, 24, 241)
    inside = hours[(hours >= 1) & (hours <= 23)]
    measured = DAY.truth(DAY.hour[FEW]) + rng.normal(0, DAY.noise, (40, 30))
    design, places = (
        np.column_stack([np.ones(len(x)), reference.polynomial_features(x, degree)])
        for x in (X_OF_HOUR[FEW], (inside - 12) / 12)
    )
    fits = np.array([places @ np.linalg.lstsq(design, y, rcond=None)[0] for y in measured])
    return float(np.mean((fits.mean(axis=0) - DAY.truth(inside)) ** 2)), float(np.mean(fits.var(axis=0)))


def test_the_data_are_as_told() -> None:
    text = plain_text(UNIT, "the-data")

    assert number(UNIT, "the-data", "a standard deviation of", "°C") == DAY.noise
    assert number(UNIT, "the-data", "1.5² =", ". A mean") == DAY.noise**2
    assert number(UNIT, "the-data", "There are", "measurements") == len(Y)
    assert "only the first 30 of them" in text
    assert "With 120 of them" in text
    assert (X_OF_HOUR.min() > -1, X_OF_HOUR.max() < 1) == (True, True)


def test_a_degree_in_the_middle_wins_on_new_rows_and_the_highest_on_its_own() -> None:
    training, unseen = np.array([errors_of_degree(degree) for degree in range(1, 13)]).T

    assert (np.diff(training) <= 1e-12).all()
    assert 3 <= np.argmin(unseen) + 1 <= 5
    assert number(UNIT, "degrees-read", "At degree 12 it is", ", less than") == pytest.approx(training[-1], abs=0.005)
    assert training[-1] < DAY.noise**2
    assert number(UNIT, "degrees-read", "the same curve has an error of", ".") == round(unseen[-1])
    assert number(UNIT, "bias-variance-reads", "where its error of", "comes from") == round(unseen[-1])


def test_the_large_error_of_degree_12_comes_from_outside_the_measurements() -> None:
    A = np.column_stack([np.ones(400), X])
    squares = (A @ np.linalg.lstsq(A[FEW], Y[FEW], rcond=None)[0] - Y)[VALIDATION] ** 2
    inside = (DAY.hour[VALIDATION] >= 1) & (DAY.hour[VALIDATION] <= 23)

    assert squares[~inside].sum() > 0.9 * squares.sum()


def test_bias_falls_and_variance_grows_with_the_degree() -> None:
    (bias_1, variance_1), (bias_4, variance_4), (bias_12, variance_12) = map(spread_of_fits, (1, 4, 12))

    assert bias_1 > 10 * bias_4 > 10 * bias_12
    assert variance_1 < variance_4 < variance_12
    assert bias_12 < 0.05
    assert bias_4 + variance_4 < min(bias_1 + variance_1, bias_12 + variance_12)


def test_a_leak_of_scales_changes_an_error_in_both_directions() -> None:
    rng = np.random.default_rng(2)
    orders = [rng.permutation(FEW) for _ in range(50)]

    def leak(lam: float) -> float:
        honest = [reference.split_errors(X, Y, order[:24], order[24:], lam)[1] for order in orders]
        leaking = [reference.split_errors(X, Y, order[:24], order[24:], lam, scaled_by=order)[1] for order in orders]
        return float(np.mean(leaking) / np.mean(honest) - 1)

    assert leak(0.0) == pytest.approx(0.0, abs=1e-6)
    assert round(-100 * leak(0.01)) == number(UNIT, "leak-reads", "the error looks", "% smaller")
    assert all(abs(leak(lam)) < 0.01 for lam in (0.03, 0.1, 1.0))
    best = reference.choose_lam(LAMS, *curves())
    parts = np.array_split(np.random.default_rng(1).permutation(30), 5)
    folds = [(np.setdiff1d(FEW, part), part) for part in parts]
    leaking = np.mean([reference.split_errors(X, Y, *fold, best, scaled_by=FEW)[1] for fold in folds])
    assert leaking > 1.1 * np.mean([reference.split_errors(X, Y, *fold, best)[1] for fold in folds])


def test_the_noise_has_the_sizes_that_text_and_question_say() -> None:
    text = source(UNIT, "features-chosen-first-outcome")

    assert "60 rows, 2 000 features" in plain_text(UNIT, "leak-reads")
    assert "rng.normal(size=(60, 2000))" in text
    assert "45 to fit and 15 to validate" in plain_text(UNIT, "leak-reads")
    assert "order[:45]" in text
    assert question_numbers(UNIT, "features-chosen-first", r"in all (\d+) rows") == (60,)


def test_more_rows_close_the_gap_of_a_flexible_model_only() -> None:
    sizes = [20, 30, 40, 60, 80, 120, 160]
    for features, lam, closes in ((X, 0.0, True), (X, 0.03, False), (X[:, :1], 0.0, False)):
        training, unseen = reference.learning_curve(features, Y, POOL, VALIDATION, sizes, lam)
        assert (unseen[0] - training[0] > 50) == closes
        assert abs(unseen[-1] - training[-1]) < 3

    assert str(sizes) in source(UNIT, "gap-with-more-rows-outcome")
    assert training[-1] > 5 * DAY.noise**2
    assert "with $\\lambda = 0.03$ the gap is small from the beginning" in plain_text(UNIT, "learning-curve-reads")


def test_the_choice_and_its_errors_are_as_told() -> None:
    training, unseen = curves()
    best, simple = reference.choose_lam(LAMS, training, unseen), reference.one_standard_error(LAMS, unseen)
    errors = [reference.split_errors(X, Y, FEW, TEST, lam)[1] for lam in (0.0, best, simple)]
    values = [
        number(UNIT, "final-reads", "the error on the test rows is", ". What"),
        number(UNIT, "final-reads", "chosen $\\lambda$ has an error of", "on the test rows"),
        number(UNIT, "final-reads", "of the rule has", ". The variance"),
    ]
    smallest = unseen[list(LAMS).index(best)]

    assert values == [round(error, 2) for error in errors]
    assert number(UNIT, "final-reads", "estimated an error of", ", with") == round(float(smallest.mean()), 2)
    standard_error = smallest.std(ddof=1) / np.sqrt(5)
    assert number(UNIT, "final-reads", "with a standard error of", ".") == round(float(standard_error), 2)
    assert best < simple
    assert (np.diff(training.mean(axis=1)) > 0).all()


def test_the_next_lesson_begins_with_the_errors_of_this_one() -> None:
    plain, penalised = re.findall(r"error (?:on the test rows is|of) (\d+\.\d+)", plain_text(UNIT, "final-reads"))[:2]

    assert number("regularization", "title", "fell from about", "to about 3") == round(float(plain))
    assert number("regularization", "title", "to about", ". So you know") == round(float(penalised))


def test_no_row_is_used_twice() -> None:
    text = source(UNIT, "measurements")

    assert "np.arange(160, 280), np.arange(280, 400)" in text
    assert not set(POOL) & set(VALIDATION) | set(VALIDATION) & set(TEST)


def test_words_that_students_search_for_are_in_the_lesson() -> None:
    text = " ".join(cell["source"] for cell in cells(UNIT) if cell["cell_type"] == "markdown").lower()
    words = ("overfitting", "underfitting", "bias", "variance", "validation set", "cross-validation", "data leak")

    assert [word for word in (*words, "regularisation strength", "learning curve") if word not in text] == []
