"""What the grader checks in `autodiff` of the class `LinearRegressionGD`."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS, GUARDED, close

from autograder.checking.array_layouts import Floats
from hidden_checks.autodiff.linear_regression_cases import TABLES, Table, layouts

# A guard such as `std + 1e-8` counts twice: in scaling and in scaling back.
TWICE_GUARDED = 5 * GUARDED
LAM = {None: 0.0, "l2": 0.35, "l1": 2.0}
NO_LAM = "With no lam given it is 0, and the penalty weighs nothing."
UNITS = "Predict at the mean of each column, once in standard units, once in the data's own: do they agree?"
PATH = "Write down one step: which gradient, which penalty, and in which order?"


@exercise("LinearRegressionGD")
class TestLinearRegressionGD:
    @points(1)
    def test_takes_the_steps_it_is_told(self, student: Student) -> None:
        """After any number of steps, with each penalty, the model should be where theory puts it: after none, at 0."""
        for table, n_steps in zip(TABLES, (4, 7), strict=True):
            for penalty, lam in LAM.items():
                for steps in (0, n_steps):
                    lr = table.rate(0.4)
                    model = student.LinearRegressionGD(lr, steps, penalty, lam)
                    model.fit(table.X, table.y).should_return()
                    _should_agree(model, table.after(lr, steps, penalty, lam), PATH)
            without_lam = student.LinearRegressionGD(table.rate(0.4), n_steps, penalty="l2")
            without_lam.fit(table.X, table.y).should_return()
            _should_agree(without_lam, table.after(table.rate(0.4), n_steps, None, 0.0), NO_LAM)

    @points(2)
    def test_arrives_at_each_optimum(self, student: Student) -> None:
        """A long run ends at least squares, at Ridge's closed form, or where the Lasso conditions hold, zeros too."""
        for table in TABLES:
            for penalty in (None, "l2"):
                model = student.LinearRegressionGD(table.rate(0.5), 400, penalty=penalty, lam=LAM[penalty])
                model.fit(table.X, table.y).should_return()
                _should_agree(model, table.ridge(LAM[penalty]), UNITS)
            model = student.LinearRegressionGD(table.rate(0.5), 400, penalty="l1", lam=LAM["l1"])
            model.fit(table.X, table.y).should_return()
            coefficients, intercept = _fitted_params(model, table)
            zero = np.abs(coefficients * table.spread) < 1e-9
            gradient = table.error_gradient(coefficients, intercept)
            slack = TWICE_GUARDED * EPS * float(np.max(np.abs(table.y)))
            balanced = np.abs(gradient + LAM["l1"] * np.sign(coefficients)) <= slack
            expect(zero.any(), "with this penalty a feature that hardly matters should get 0", hint=SOFT)
            expect((np.abs(gradient[zero]) <= LAM["l1"] + slack).all(), "a coefficient is 0 that should not be")
            expect(balanced[~zero].all(), "error and penalty are not in balance", hint=SOFT)

    @points(1)
    def test_forgets_when_it_is_fitted_again(self, student: Student) -> None:
        """A second fit starts from zero, on the new data alone; a second model shares nothing with the first."""
        first, second = TABLES
        lr = first.rate(0.3)
        model, second_model = (student.LinearRegressionGD(lr=lr, n_steps=3, penalty="l2", lam=0.2) for _ in range(2))
        model.fit(first.X, first.y).should_return()
        second_model.fit(second.X, second.y).should_return()
        _should_agree(model, first.after(lr, 3, "l2", 0.2), AGAIN)
        model.fit(second.X, second.y).should_return()
        _should_agree(model, second.after(lr, 3, "l2", 0.2), AGAIN)

    @points(1)
    def test_predicts_and_scores_rows_it_has_not_seen(self, student: Student) -> None:
        """predict uses coef_ and intercept_; score is R squared, on any rows, also far below 0."""
        for table, unseen in zip(TABLES, TABLES[::-1], strict=True):
            model = student.LinearRegressionGD(lr=table.rate(0.3), n_steps=5)
            fitted = model.fit(table.X, table.y)
            coefficients, intercept = table.after(table.rate(0.3), 5, None, 0.0)
            rows, targets = unseen.X[2:], unseen.y[2:]
            predictions = rows @ coefficients + intercept
            fitted.predict(rows).should_equal(predictions, condition=TWICE_GUARDED)
            for y in (targets, targets - 30.0, targets + 1e6):
                score = 1.0 - np.mean((predictions - y) ** 2) / np.var(y)
                fitted.score(rows, y).should_equal(float(score), condition=TWICE_GUARDED, hint=R2)
        student.LinearRegressionGD(lr=0.1, n_steps=5).predict.should_raise(Exception, TABLES[0].X, hint=EARLY)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays, slices and a column that never changes are fine; nothing given changes."""
        for table in layouts():
            lr = table.rate(0.3)
            model = student.LinearRegressionGD(lr, 5)
            for answer in (model.fit(table.X, table.y), model.predict(table.X), model.score(table.X, table.y)):
                answer.should_leave_arguments_alone()
            _should_agree(model, table.after(lr, 5, None, 0.0), UNITS)


SOFT = "After the gradient step, what happens to a weight that is smaller than lr times lam?"
AGAIN = "What does your model still hold when fit is called the second time?"
R2 = "Predict the mean everywhere: what should R² be? And can it be negative?"
EARLY = "A model that has learnt nothing should say so, and not predict zeros."


def _fitted_params(model: Answer, table: Table) -> tuple[Floats, float]:
    coefficients, intercept = model.coef_.read(), model.intercept_.read()
    return coefficients.array((table.X.shape[1],), "`coef_`"), intercept.number("`intercept_`")


def _should_agree(model: Answer, expected: tuple[Floats, float], hint: str) -> None:
    """Compare in the data's own units; the scale of an intercept far from the data is at least 100."""
    model.coef_.should_equal(expected[0], condition=TWICE_GUARDED, hint=hint)
    intercept = model.intercept_.read().number("`intercept_`")
    scale = max(abs(expected[1]), 100.0)
    fits = close(np.array(intercept), np.array(expected[1]), TWICE_GUARDED, scale)
    expect(fits, "`intercept_` is not right", hint=hint)
