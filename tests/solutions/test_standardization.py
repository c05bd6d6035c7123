"""Features in standard units, and parameters translated back."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data

from solutions.learning_rate import hessian
from solutions.many_features import add_intercept, lstsq_fit
from solutions.standardization import Standardizer, unscale_params

X, Y = data.plane().X, data.plane().y
SURFACE, RENT = data.paris_rents().surface, data.paris_rents().rent


def test_other_rows_are_scaled_with_the_numbers_of_the_training_rows() -> None:
    train, later = X[:60], X[60:]
    scaler = Standardizer().fit(train)

    assert scaler.transform(train).mean(axis=0) == pytest.approx([0, 0], abs=1e-14)
    assert scaler.transform(train).std(axis=0) == pytest.approx([1, 1], rel=1e-14)
    np.testing.assert_allclose(scaler.transform(later), (later - train.mean(axis=0)) / train.std(axis=0), rtol=1e-14)
    np.testing.assert_allclose(scaler.inverse_transform(scaler.transform(later)), later, rtol=1e-14)


def test_a_constant_column_becomes_zeros_and_is_restored() -> None:
    X = np.column_stack([np.arange(5.0), np.full(5, 3.0)])
    scaler = Standardizer().fit(X)

    assert scaler.transform(X)[:, 1].tolist() == [0.0] * 5
    assert scaler.inverse_transform(scaler.transform(X))[:, 1].tolist() == [3.0] * 5


def test_unscaled_parameters_are_those_of_the_raw_data() -> None:
    Z = Standardizer().fit(X).transform(X)
    b_s, *w_s = lstsq_fit(add_intercept(Z), (Y - Y.mean()) / Y.std())
    w, b = unscale_params(np.array(w_s), b_s, X.mean(axis=0), X.std(axis=0), Y.mean(), Y.std())

    assert [b, *w] == pytest.approx(lstsq_fit(add_intercept(X), Y), rel=1e-12)


def test_unscaling_works_with_the_other_standard_deviation_too() -> None:
    z = (SURFACE - SURFACE.mean()) / SURFACE.std(ddof=1)
    A = add_intercept(z[:, None])
    b_s, w_s = lstsq_fit(A, RENT)
    w, b = unscale_params(np.array([w_s]), b_s, [SURFACE.mean()], [SURFACE.std(ddof=1)], 0.0, 1.0)

    assert sorted(np.linalg.eigvalsh(hessian(A))) == pytest.approx([1.96, 2.0])
    assert (w[0], b) == pytest.approx((32.564704, 173.599742), abs=1e-6)
