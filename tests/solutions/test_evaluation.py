"""Splits of rows and the coefficient of determination."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.evaluation import r2, train_test_split
from solutions.many_features import add_intercept, lstsq_fit

PLANE = data.plane()
A, Y = add_intercept(PLANE.X), PLANE.y


def test_a_split_has_each_row_once_with_its_target() -> None:
    X, y = np.arange(20.0).reshape(10, 2), np.arange(0.0, 20.0, 2.0)
    X_train, X_test, y_train, y_test = train_test_split(X, y, 0.3, np.random.default_rng(3))

    assert (len(y_train), len(y_test)) == (7, 3)
    assert sorted([*y_train, *y_test]) == y.tolist()
    assert np.array_equal(X_train[:, 0], y_train)
    assert np.array_equal(X_test[:, 0], y_test)


def test_r2_is_one_for_perfect_predictions_zero_for_the_mean_and_negative_for_a_shift() -> None:
    assert r2(Y, np.full_like(Y, Y.mean())) == pytest.approx(0.0, abs=1e-14)
    assert r2(Y, Y) == 1.0
    assert r2(Y, Y + 100) < -1000


def test_r2_of_least_squares_on_its_own_rows_is_the_squared_correlation() -> None:
    fitted = A @ lstsq_fit(A, Y)

    assert r2(Y, fitted) == pytest.approx(np.corrcoef(Y, fitted)[0, 1] ** 2, rel=1e-12)


def test_constant_targets_are_refused_by_r2() -> None:
    with pytest.raises(ValueError, match="no variance"):
        r2(np.ones(3), np.arange(3.0))
