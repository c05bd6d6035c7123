"""The reference of `capstone` against theory and scikit-learn."""

from __future__ import annotations

import numpy as np
from lab import data
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.preprocessing import StandardScaler

from solutions import capstone

TABLE = data.three_features()
A, B = capstone.prepare_rows(TABLE.X[:60], TABLE.X[60:])


def test_rows_are_scaled_as_by_scikit_learn() -> None:
    scaler = StandardScaler().fit(TABLE.X[:60])

    np.testing.assert_allclose(A[:, 1:], scaler.transform(TABLE.X[:60]), atol=1e-12)
    np.testing.assert_allclose(B[:, 1:], scaler.transform(TABLE.X[60:]), atol=1e-12)


def test_descent_at_the_chosen_rate_ends_at_the_library_s_ridge_in_the_steps_that_theory_allows() -> None:
    rate, condition = capstone.choose_rate(A, 0.3)
    theta, norms = capstone.fit_model(A, TABLE.y[:60], 0.3, rate, 1e-10, 10_000)
    library = Ridge(0.3 * 60).fit(A[:, 1:], TABLE.y[:60])

    np.testing.assert_allclose(theta, [library.intercept_, *library.coef_], rtol=1e-8)
    assert len(norms) - 1 <= np.ceil(np.log(1e-10) / np.log((condition - 1) / (condition + 1))) + 1


def test_the_report_predicts_what_it_says() -> None:
    report = capstone.own_experiment(TABLE.X, TABLE.y, np.array([0.001, 1.0]), 3)
    test = report["test"]
    residuals = TABLE.y[test] - report["intercept"] - TABLE.X[test] @ report["weights"]

    assert report["lam"] == 0.001
    assert np.isclose(report["test_r2"], 1 - np.mean(residuals**2) / TABLE.y[test].var())
    assert sorted(np.concatenate([report[part] for part in ("train", "validation", "test")])) == list(range(100))


def test_in_other_units_the_largest_weight_belongs_to_another_feature_and_the_predictions_stay() -> None:
    factors = capstone.refute_claim(TABLE.X, TABLE.y)["factors"]
    fits = [LinearRegression().fit(X, TABLE.y) for X in (TABLE.X, TABLE.X * factors)]
    largest = [int(np.argmax(np.abs(fit.coef_))) for fit in fits]

    assert largest[0] != largest[1]
    np.testing.assert_allclose(fits[0].predict(TABLE.X), fits[1].predict(TABLE.X * factors), rtol=1e-9)
