"""What the lesson on Ridge and Lasso says in words and numbers."""

from __future__ import annotations

import re

import numpy as np
import pytest
from lab import data
from numpy.typing import NDArray
from sklearn.linear_model import Lasso

from solutions import regularization as reference
from tests.course.lesson_cells import cells, number, plain_text, source

UNIT = "regularization"
PATIENTS = data.diabetes()
FEATURES = (PATIENTS.X - PATIENTS.X.mean(axis=0)) / PATIENTS.X.std(axis=0)
DESIGN = np.column_stack([np.ones(len(FEATURES)), FEATURES])

Array = NDArray[np.float64]


def errors_of_thirty() -> tuple[Array, Array]:
    """Return the errors of the lesson's fits to 30 patients: on these, and on the rest."""
    few, rest = np.split(np.random.default_rng(1).permutation(442), [30])
    scaled = (PATIENTS.X - PATIENTS.X[few].mean(axis=0)) / PATIENTS.X[few].std(axis=0)
    A = np.column_stack([np.ones(442), scaled])
    fits = [reference.ridge_closed_form(A[few], PATIENTS.y[few], lam) for lam in np.geomspace(0.001, 10, 25)]
    errors = [[np.sqrt(np.mean((A[rows] @ fit - PATIENTS.y[rows]) ** 2)) for fit in fits] for rows in (few, rest)]
    return np.array(errors[0]), np.array(errors[1])


def sign_changes(weights: Array) -> list[str]:
    """Return the names of the weights that are positive in some rows and negative in rest."""
    return [name for name, w in zip(PATIENTS.names, weights.T, strict=True) if w.min() < 0 < w.max()]


def test_a_penalty_raises_the_error_on_training_rows_and_lowers_it_on_others() -> None:
    training, rest = errors_of_thirty()
    values = [
        number(UNIT, "why-penalty-reads", "on the 30 training rows is", "."),
        number(UNIT, "why-penalty-reads", "On the other patients it is", ", more than twice"),
        number(UNIT, "why-penalty-reads", "the error there is", "."),
    ]

    assert values == [round(training[0]), round(rest[0]), round(rest.min())]
    assert rest[0] > 2 * training[0]
    assert (np.diff(training) > 0).all()
    assert 0 < np.argmin(rest) < 24
    assert rest[-1] > rest.min()


def test_of_the_ridge_weights_two_grow_and_some_change_their_sign() -> None:
    free, penalised = (reference.ridge_closed_form(DESIGN, PATIENTS.y, lam)[1:] for lam in (0.0, 0.1))
    words = {"one": 1, "two": 2, "three": 3}
    match = re.search(
        r"some weights change their sign, and (\w+) even grow in size", plain_text(UNIT, "ridge-condition")
    )

    assert match
    assert words[match[1]] == np.sum(np.abs(penalised) > np.abs(free))
    assert (penalised * free < 0).sum() > 1


def test_the_correlation_of_two_blood_values_is_as_told() -> None:
    s1, s2 = (FEATURES[:, PATIENTS.names.index(name)] for name in ("s1", "s2"))

    assert np.mean(s1 * s2) == pytest.approx(number(UNIT, "reflect-ridge-path", "their correlation is", ")"), abs=0.005)


def test_on_the_whole_path_of_the_lasso_a_weight_changes_its_sign() -> None:
    lams = np.geomspace(0.001, reference.lambda_max(DESIGN, PATIENTS.y), 60)
    lasso = np.array([Lasso(lam / 2, tol=1e-8, max_iter=100_000).fit(FEATURES, PATIENTS.y).coef_ for lam in lams])
    ridge = np.array([reference.ridge_closed_form(DESIGN, PATIENTS.y, lam)[1:] for lam in np.geomspace(0.001, 100, 60)])

    assert "np.geomspace(0.001, highest, 60)" in source(UNIT, "bowl-measured")
    assert sign_changes(lasso) == ["s3"]
    assert sign_changes(ridge) == ["age", "sex", "s1", "s2", "s3"]


def test_three_hundred_steps_leave_less_than_a_tenth() -> None:
    highest = reference.lambda_max(DESIGN, PATIENTS.y)
    lams = np.geomspace(0.01 * highest, 1.05 * highest, 40)
    short = reference.lasso_path(DESIGN, PATIENTS.y, lams)[:, 1:]
    exact = np.array([Lasso(lam / 2, tol=1e-12, max_iter=100_000).fit(FEATURES, PATIENTS.y).coef_ for lam in lams])
    match = re.search(r"errors of less than (0\.\d) in a weight", plain_text(UNIT, "lasso_path"))

    assert match
    assert 0.05 < np.max(np.abs(short - exact)) < float(match[1])


def test_the_smaller_half_of_the_circles_is_counted() -> None:
    theta, _ = reference.ista(DESIGN, PATIENTS.y, 40.0, 1_000)

    assert "Seven of the circles are small" in plain_text(UNIT, "reflect-zeros")
    assert np.sum(theta[1:] == 0) == 7


def test_a_penalty_is_nowhere_called_by_another_name() -> None:
    for cell in cells(UNIT):
        other = re.search(r"\b(price|prices|bias|toll|tariff|rucksack)\b", cell["source"], re.IGNORECASE)

        assert not other, f"{cell['id']} says {other and other[0]!r}"
