"""Linear regression with and without a penalty against scikit-learn and the numbers that the course quotes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from lab import data
from sklearn.linear_model import Lasso, LinearRegression, Ridge

from solutions.linear_model import LinearRegressionGD

PATIENTS = data.diabetes()

ESTIMATORS = {
    "no penalty": (None, 0.0, LinearRegression()),
    "l2": ("l2", 0.1, Ridge(alpha=442 * 0.1)),
    "l1": ("l1", 9.0, Lasso(alpha=4.5, tol=1e-12)),
}


@pytest.mark.parametrize(("penalty", "lam", "estimator"), ESTIMATORS.values(), ids=ESTIMATORS)
def test_the_parameters_agree_with_scikit_learn(penalty: str | None, lam: float, estimator: Any) -> None:
    centre, spread = PATIENTS.X.mean(axis=0), PATIENTS.X.std(axis=0)
    estimator.fit((PATIENTS.X - centre) / spread, PATIENTS.y)
    model = LinearRegressionGD(0.24, 8000, penalty, lam).fit(PATIENTS.X, PATIENTS.y)

    np.testing.assert_allclose(model.coef_ * spread, estimator.coef_, atol=1e-6)
    assert model.intercept_ + model.coef_ @ centre == pytest.approx(estimator.intercept_, rel=1e-9)
    assert model.score(PATIENTS.X, PATIENTS.y) == pytest.approx(
        estimator.score((PATIENTS.X - centre) / spread, PATIENTS.y), abs=1e-9
    )


def test_the_l1_penalty_leaves_exact_zeros() -> None:
    model = LinearRegressionGD(0.24, 2000, "l1", 9.0).fit(PATIENTS.X, PATIENTS.y)

    assert np.sum(model.coef_ == 0.0) == 5


def test_the_rents_of_paris_take_one_step() -> None:
    rents = data.paris_rents()
    model = LinearRegressionGD(0.5, 1).fit(rents.surface[:, None], rents.rent)

    assert model.coef_[0] == pytest.approx(32.564704, abs=1e-6)
    assert model.intercept_ == pytest.approx(173.599742, abs=1e-5)


def test_an_unknown_penalty_is_refused() -> None:
    with pytest.raises(ValueError, match="penalty is None, 'l2' or 'l1', not 'l3'"):
        LinearRegressionGD(0.1, 5, "l3")


def test_a_model_that_was_not_fitted_refuses_to_predict() -> None:
    with pytest.raises(RuntimeError, match="call fit first"):
        LinearRegressionGD(0.1, 5).predict(PATIENTS.X)
