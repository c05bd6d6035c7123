"""What the grader checks in `generalization` of features, fits and their errors, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED, close

from autograder.checking.array_layouts import read_only, strided
from hidden_checks.generalization.cases import CASES, Case, layouts, polynomial
from solutions import generalization as reference

FEW_SUMS = 1e3


@exercise("polynomial_features")
class TestPolynomialFeatures:
    @points(1)
    def test_every_power_up_to_the_degree(self, student: Student) -> None:
        """One row for each number and one column for each power, from the first to the last, for any degree."""
        for n, degree in ((7, 12), (9, 1), (11, 4)):
            x = np.random.default_rng(8700 + n).uniform(-1.8, 1.6, n)
            powers = np.array([[float(value) ** j for j in range(1, degree + 1)] for value in x])
            student.polynomial_features(x, degree).should_equal(powers, condition=FEW_SUMS, hint=COLUMNS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers with huge powers, read-only arrays and slices are fine, and nothing you are given changes."""
        x = np.random.default_rng(8701).uniform(-1.5, 2.5, 9)
        for numbers, degree in ((np.array([90, -3, 7, 0, -60, 2, 11]), 11), (read_only(x), 3), (strided(x), 5)):
            answer = student.polynomial_features(numbers, degree)
            answer.should_leave_arguments_alone()
            powers = np.array([[float(value) ** j for j in range(1, degree + 1)] for value in numbers])
            answer.should_equal(powers, condition=FEW_SUMS, hint=FLOATS)


COLUMNS = "Take three numbers and degree 2: how many columns are there, and which power does the first one hold?"
FLOATS = "What is the largest whole number that fits into NumPy's int64? What type do your powers have?"


@exercise("fit_penalised")
class TestFitPenalised:
    @points(1)
    def test_is_the_lowest_place_of_the_objective(self, student: Student) -> None:
        """At the parameters that come back, the objective is flat in every direction; also for powers of degree 8."""
        for case in (*CASES, polynomial(8, 11)):
            answer = student.fit_penalised(case.design, case.targets, case.lam)
            answer.should_equal(_minimum(case), condition=_condition(case), hint=ROWS)

    @points(1)
    def test_the_intercept_is_free_and_both_ends_are_right(self, student: Student) -> None:
        """Add 1000 to all targets: only the intercept moves. Lam = 0 is least squares, a huge lam leaves the mean."""
        for case in CASES:
            A, y = case.design, case.targets
            answer = student.fit_penalised(A, y + 1000.0, case.lam)
            shifted = _minimum(case) + 1000.0 * np.eye(A.shape[1])[0]
            answer.should_equal(shifted, condition=_condition(case), hint=INTERCEPT)
            least_squares = np.linalg.lstsq(A, y, rcond=None)[0]
            student.fit_penalised(A, y, 0.0).should_equal(least_squares, condition=GUARDED, hint=ENDS)
            mean_alone = np.mean(y) * np.eye(A.shape[1])[0]
            student.fit_penalised(A, y, 1e10).should_equal(mean_alone, condition=GUARDED, hint=ENDS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        whole, *rest = layouts()
        arrays = [(np.insert(whole.X, 0, 1, axis=1), whole.y, whole.lam)]
        arrays += [(read_only(case.design), read_only(case.targets), case.lam) for case in rest[:1]]
        arrays += [(strided(case.design), strided(case.targets), case.lam) for case in rest[1:]]
        for A, y, lam in arrays:
            answer = student.fit_penalised(A, y, lam)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.fit_penalised(A, y, lam), condition=GUARDED, hint=ROWS)


def _minimum(case: Case) -> np.ndarray:
    """Return the minimum of the objective of a case by singular values of the centred features."""
    features, y = case.design[:, 1:], case.targets
    middle = features.mean(axis=0)
    U, s, Vt = np.linalg.svd(features - middle, full_matrices=False)
    weights = Vt.T @ (s / (s**2 + len(y) * case.lam) * (U.T @ (y - y.mean())))
    return np.concatenate([[y.mean() - middle @ weights], weights])


def _condition(case: Case) -> float:
    """Return how much solving for the parameters amplifies rounding; the normal equation may be used."""
    largest = float(np.linalg.norm(case.design, 2)) ** 2
    curvature = len(case.design) * case.lam
    return 100.0 * (largest + curvature) / curvature


ROWS = (
    "Compute the objective at your answer and at places near it: is it the lowest? What is n times lam times w squared?"
)
INTERCEPT = "Which parameter has no additional row, because it has no penalty?"
ENDS = "What is left of your additional rows with lam = 0? And what do they say if lam is huge?"


@exercise("split_errors", returns=("training_error", "validation_error"))
class TestSplitErrors:
    @points(1)
    def test_agrees_on_other_data_in_any_units(self, student: Student) -> None:
        """Both errors are right on other data, and the same if a feature is counted in another unit."""
        for case in (*CASES, polynomial(9, 11)):
            errors = reference.split_errors(case.X, case.y, case.train, case.validation, case.lam)
            for X in (case.X, case.X * 8.0 - 3.0):
                answer = student.split_errors(X, case.y, case.train, case.validation, case.lam)
                answer.should_equal(errors, condition=GUARDED, hint=FIT)

    @points(1)
    def test_nothing_leaks_from_the_validation_rows(self, student: Student) -> None:
        """Change the validation rows wildly, and the training error stays. Rows in neither part change nothing."""
        for case in CASES:
            before = student.split_errors(case.X, case.y, case.train, case.validation, case.lam)
            first, second = (part.number() for part in before.parts("training_error", "validation_error"))
            X, y = case.X.copy(), case.y.copy()
            X[case.validation], y[case.validation] = 30.0 * X[case.validation] + 500.0, -80.0
            answer = student.split_errors(X, y, case.train, case.validation, case.lam)
            training = answer.parts("training_error", "validation_error")[0].number()
            expect(_same(training, first), "the training error depends on the validation rows", hint=LEAK)
            unused = np.setdiff1d(np.arange(len(case.y)), [*case.train, *case.validation])
            X, y = case.X.copy(), case.y.copy()
            X[unused], y[unused] = -20.0 * X[unused] + 300.0, 90.0
            answer = student.split_errors(X, y, case.train, case.validation, case.lam)
            errors = [part.number() for part in answer.parts("training_error", "validation_error")]
            unchanged = _same(errors[0], first) and _same(errors[1], second)
            expect(unchanged, "rows that are in neither part change an error", hint=OTHERS)

    @points(1)
    def test_errors_hold_no_penalty_and_scaled_by_scales(self, student: Student) -> None:
        """With a huge lam only the mean is predicted, and the errors tell just that; `scaled_by` picks other rows."""
        for case in CASES:
            answer = student.split_errors(case.X, case.y, case.train, case.validation, 1e9)
            mean = np.mean(case.targets)
            errors = tuple(float(np.mean((case.y[rows] - mean) ** 2)) for rows in (case.train, case.validation))
            answer.should_equal(errors, condition=1e10, hint=PENALTY)
            both = np.concatenate([case.train, case.validation])
            arguments = case.X, case.y, case.train, case.validation, case.lam
            leaking = student.split_errors(*arguments, scaled_by=both)
            leaking.should_equal(reference.split_errors(*arguments, scaled_by=both), condition=GUARDED, hint=SCALED)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            arguments = case.X, case.y, case.train, case.validation, case.lam
            answer = student.split_errors(*arguments)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.split_errors(*arguments), condition=GUARDED, hint=FIT)


def _same(error: float, before: float) -> bool:
    return bool(close(np.array(error), np.array(before), GUARDED))


FIT = "Follow one row: scaled by which numbers, predicted by which weights, counted in which error?"
LEAK = "Write down everything that your fit computes from rows. From which rows: only from those of `train`?"
OTHERS = "Which rows go into your two errors: those of `train` and of `validation`, or others, too?"
PENALTY = "With lam = 1e9 all weights are nearly zero. What does the model predict, and what is its mean squared error?"
SCALED = "What is different if `scaled_by` is given? Everything else stays."


@exercise("learning_curve", returns=("training", "validation"))
class TestLearningCurve:
    @points(2)
    def test_each_fit_gets_the_first_rows_and_all_are_measured_alike(self, student: Student) -> None:
        """A fit of size m gets the first m training rows and is measured on these, and on all validation rows."""
        for case, sizes in zip(CASES, ([5, 6, 7], [11, 6, 8, 9]), strict=True):
            answer = student.learning_curve(case.X, case.y, case.train, case.validation, sizes, case.lam)
            curves = reference.learning_curve(case.X, case.y, case.train, case.validation, sizes, case.lam)
            answer.should_equal(curves, condition=GUARDED, hint=FIRST)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Sizes in any order, whole numbers, read-only arrays and slices are fine, and nothing changes."""
        for case in layouts():
            arguments = case.X, case.y, case.train, case.validation, np.array([7, 5, 6]), case.lam
            answer = student.learning_curve(*arguments)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.learning_curve(*arguments), condition=GUARDED, hint=FIRST)


FIRST = "For a size of 5: which rows does the fit get, on which is its training error measured, on which the other?"
