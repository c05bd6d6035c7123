"""What the grader checks of the class `LinearRegressionGD`."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS, close

from autograder.checks.autodiff.tables import TABLES, Floats, Table, layouts

# Some write `std + 1e-12` against a division by zero: that is welcome, single precision is not.
GUARDED = 1e8
LAM = {None: 0.0, "l2": 0.35, "l1": 2.0}
NO_LAM = "With no lam given it is 0, and the penalty weighs nothing."
UNITS = "Predict at the mean of each column, once in standard units, once in the data's own: do they agree?"
ROAD = "Write down one step: which gradient, which penalty, and in which order?"


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
                    _agrees(model, table.after(lr, steps, penalty, lam), ROAD)
            unasked = student.LinearRegressionGD(table.rate(0.4), n_steps, penalty="l2")
            unasked.fit(table.X, table.y).should_return()
            _agrees(unasked, table.after(table.rate(0.4), n_steps, None, 0.0), NO_LAM)

    @points(1)
    def test_arrives_at_each_optimum(self, student: Student) -> None:
        """A long run ends at least squares, at Ridge's closed form, or where the Lasso conditions hold, zeros too."""
        for table in TABLES:
            for penalty in (None, "l2"):
                model = student.LinearRegressionGD(table.rate(0.5), 400, penalty=penalty, lam=LAM[penalty])
                model.fit(table.X, table.y).should_return()
                _agrees(model, table.ridge(LAM[penalty]), UNITS)
            model = student.LinearRegressionGD(table.rate(0.5), 400, penalty="l1", lam=LAM["l1"])
            model.fit(table.X, table.y).should_return()
            coefficients, intercept = _learnt(model, table)
            inside = coefficients == 0.0
            pulls = table.pulls(coefficients, intercept)
            slack = GUARDED * EPS * float(np.max(np.abs(table.y)))
            balanced = np.abs(pulls + LAM["l1"] * np.sign(coefficients)) <= slack
            expect(inside.any(), "with this penalty a feature that hardly matters should get exactly 0", hint=SOFT)
            expect((np.abs(pulls[inside]) <= LAM["l1"] + slack).all(), "a coefficient is 0 that should not be")
            expect(balanced[~inside].all(), "error and penalty are not in balance", hint=SOFT)

    @points(1)
    def test_forgets_when_it_is_fitted_again(self, student: Student) -> None:
        """A second fit starts from zero, on the new data alone; a second model shares nothing with the first."""
        first, second = TABLES
        lr = first.rate(0.3)
        model, other = (student.LinearRegressionGD(lr=lr, n_steps=3, penalty="l2", lam=0.2) for _ in range(2))
        model.fit(first.X, first.y).should_return()
        other.fit(second.X, second.y).should_return()
        _agrees(model, first.after(lr, 3, "l2", 0.2), AGAIN)
        model.fit(second.X, second.y).should_return()
        _agrees(model, second.after(lr, 3, "l2", 0.2), AGAIN)

    @points(1)
    def test_predicts_and_scores_rows_it_has_not_seen(self, student: Student) -> None:
        """predict uses coef_ and intercept_; score is R squared, on any rows, also far below 0."""
        for table, unseen in zip(TABLES, TABLES[::-1], strict=True):
            model = student.LinearRegressionGD(lr=table.rate(0.3), n_steps=5)
            learnt = model.fit(table.X, table.y)
            coefficients, intercept = table.after(table.rate(0.3), 5, None, 0.0)
            rows, targets = unseen.X[2:], unseen.y[2:]
            predicted = rows @ coefficients + intercept
            learnt.predict(rows).should_equal(predicted, condition=GUARDED)
            for wanted in (targets, targets - 30.0):
                score = 1.0 - np.mean((predicted - wanted) ** 2) / np.var(wanted)
                learnt.score(rows, wanted).should_equal(float(score), condition=GUARDED, hint=R2)
        student.LinearRegressionGD(lr=0.1, n_steps=5).predict.should_raise(Exception, TABLES[0].X, hint=EARLY)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays, slices and a column that never changes are fine; nothing given changes."""
        for table in layouts():
            lr = table.rate(0.3)
            model = student.LinearRegressionGD(lr, 5)
            for answer in (model.fit(table.X, table.y), model.predict(table.X), model.score(table.X, table.y)):
                answer.should_leave_arguments_alone()
            _agrees(model, table.after(lr, 5, None, 0.0), UNITS)


SOFT = "After the gradient step, what happens to a weight that is smaller than lr times lam?"
AGAIN = "What does your model still hold when fit is called the second time?"
R2 = "Predict the mean everywhere: what should R² be? And can it be negative?"
EARLY = "A model that has learnt nothing should say so, and not predict zeros."


def _learnt(model: Answer, table: Table) -> tuple[Floats, float]:
    """coef_ and intercept_ as they should look, or a failed check."""
    coefficients, intercept = model.coef_.value, model.intercept_.value
    real = isinstance(coefficients, np.ndarray) and coefficients.dtype.kind in "iuf"
    expect(real and coefficients.shape == (table.X.shape[1],), "`coef_` should be an array with one number per feature")
    expect(isinstance(intercept, (int, float)) and abs(intercept) < 2**63, "`intercept_` should be a single number")
    return np.asarray(coefficients, dtype=float), float(intercept)


def _agrees(model: Answer, wanted: tuple[Floats, float], hint: str) -> None:
    """Compare in the data's own units; an intercept far from the data has the size of coefficients times its place."""
    model.coef_.should_equal(wanted[0], condition=GUARDED, hint=hint)
    intercept = model.intercept_.value
    expect(isinstance(intercept, float), "`intercept_` should be a single number")
    scale = max(abs(wanted[1]), 100.0)
    fits = close(np.array(intercept), np.array(wanted[1]), GUARDED, scale)
    expect(fits, "`intercept_` is not right", hint=hint)
