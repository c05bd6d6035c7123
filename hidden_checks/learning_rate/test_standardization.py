"""What the grader checks in `learning-rate` of scaling: to standard units, and back to the units of the data."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import GUARDED, close

from autograder.checking.array_layouts import Floats, read_only, strided
from hidden_checks.learning_rate.cases import CASES, layouts, standardized_fit
from solutions import learning_rate as reference


@exercise("Standardizer")
class TestStandardizer:
    @points(1)
    def test_the_fitted_rows_get_mean_0_and_spread_1(self, student: Student) -> None:
        """After fit and transform every column of the training rows has mean 0 and standard deviation 1 (ddof 0)."""
        for case in CASES:
            standardizer = student.Standardizer()
            standardizer.fit(case.features).should_return()
            standardizer.transform(case.features).should_equal(_standardized(case.features), condition=GUARDED)

    @points(1)
    def test_new_rows_are_measured_with_the_fitted_numbers(self, student: Student) -> None:
        """Rows seen later get the training rows' mean and spread; a second scaler, or a second fit, starts afresh."""
        train, other = (case.features[:, :3] for case in CASES)
        first, second = student.Standardizer(), student.Standardizer()
        first.fit(train).should_return()
        second.fit(other).should_return()
        for standardizer, fitted, rows in ((first, train, other[:5]), (second, other, train[:1])):
            standardizer.transform(rows).should_equal(_standardized(rows, fitted), condition=GUARDED)
        first.fit(other).should_return()
        first.transform(train).should_equal(_standardized(train, other), condition=GUARDED)

    @points(1)
    def test_there_and_back_also_with_a_constant_column(self, student: Student) -> None:
        """inverse_transform undoes transform; a column that never changes becomes zeros, never nan, and comes back."""
        for case, n in zip(CASES, (4, 8), strict=True):  # a share of 3.0 in four or eight parts is exact in every sum
            X = case.features[:n].copy()
            X[:, 1] = 3.0
            standardizer = student.Standardizer()
            standardizer.fit(X).should_return()
            scaled_rows = standardizer.transform(X)
            scaled_rows.should_be_finite()
            zeros = np.abs(scaled_rows.array(X.shape)[:, 1]) < 1e-6
            expect(zeros.all(), "a constant column should become zeros")
            standardizer.inverse_transform(scaled_rows.array(X.shape)).should_equal(X, condition=GUARDED)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            standardizer, X = student.Standardizer(), case.features
            fitted, scaled = standardizer.fit(X), standardizer.transform(X)
            scaled.should_equal(_standardized(X), condition=GUARDED)
            restored = standardizer.inverse_transform(_standardized(X))
            restored.should_equal(np.asarray(X, dtype=float), condition=GUARDED)
            for answer in (fitted, scaled, restored):
                answer.should_leave_arguments_alone()


def _standardized(rows: Floats, fitted: Floats | None = None) -> Floats:
    """Return the rows in the standard units of the fitted rows, by default of themselves."""
    fitted = rows if fitted is None else fitted
    return (rows - fitted.mean(axis=0)) / fitted.std(axis=0)


@exercise("unscale_params", returns=("w", "b"))
class TestUnscaleParams:
    @points(1)
    def test_both_models_predict_the_same(self, student: Student) -> None:
        """In the data's units your parameters predict what the scaled model predicts; the best ones stay the best."""
        for case in CASES:
            w_s, _, x_mean, x_std, y_mean, y_std = standardized_fit(case)
            for b_s in (0.7, -1.9):
                w, b = _params(student.unscale_params(w_s, b_s, x_mean, x_std, y_mean, y_std), len(w_s))
                predictions = y_mean + y_std * (((case.features - x_mean) / x_std) @ w_s + b_s)
                same = close(case.features @ w + b, predictions, GUARDED)
                expect(same.all(), "the two models predict different values for the same row", hint=SUBSTITUTE)
        for case in CASES:
            w, b = _params(student.unscale_params(*standardized_fit(case)), len(case.best) - 1)
            fits = close(np.array([b, *w]), case.best, GUARDED)
            expect(fits.all(), "these are not the best parameters of the raw data", hint=SUBSTITUTE)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        whole = np.array([3, -2, 5, 4]), 2, np.array([1, -4, 2, 6]), np.array([2, 7, 5, 9]), -7, 12
        w_s, _, x_mean, x_std, *_ = standardized_fit(CASES[0])
        frozen = read_only((w_s, 0.3, x_mean, x_std, 1.5, 2.5))
        for arguments in (whole, frozen, strided(standardized_fit(CASES[1]))):
            answer = student.unscale_params(*arguments)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.unscale_params(*arguments), condition=GUARDED)


def _params(answer: Answer, d: int) -> tuple[Floats, float]:
    w, b = answer.parts("w", "b")
    return w.array((d,)), b.number()


SUBSTITUTE = (
    "Predict for two cases in both units: in standard units, scaled back, and with your w and b. Where do they differ?"
)
