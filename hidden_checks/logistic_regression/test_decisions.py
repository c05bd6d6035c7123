"""What the grader checks in `logistic-regression` of what comes after the fit: classes, accuracy, calibration."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Student, exercise, points

from autograder.checking.array_layouts import read_only, strided
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.logistic_regression.cases import CASES, EDGES, Forecasts, forecasts, layouts, scattered, sure
from solutions import logistic_regression as reference


@exercise("predict_class")
class TestPredictClass:
    @points(1)
    def test_compares_the_probability_with_the_threshold(self, student: Student) -> None:
        """At any threshold a 1 is a row whose probability is at least that; a probability of one half is a 1, too."""
        # All calls come before the first comparison: only several thresholds tell some mistakes apart.
        cases = (*CASES, sure(9, 3), scattered(11, 3, 0.1))
        inputs = [(case.A, case.theta, q) for case in cases for q in (0.5, 0.12, 0.81)]
        level = np.array([[1.0, -2.0, 1.0], [1.0, 1.0, 4.0], [1.0, 3.0, -1.0], [1.0, 0.0, 0.0]])
        inputs += [(level, np.array([0.0, 2.0, 4.0]), 0.5)]
        inputs += [(case.A, case.theta, 0.3) for case in layouts()]
        answers = [student.predict_class(*arguments) for arguments in inputs]
        answers += [student.predict_class(case.A, case.theta) for case in CASES]
        inputs += [(case.A, case.theta, 0.5) for case in CASES]
        for answer, arguments in zip(answers, inputs, strict=True):
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.predict_class(*arguments), condition=1.0, hint=THRESHOLD)


THRESHOLD = "Is what you compare with the threshold a probability? Which class has a row that is exactly at it?"


@exercise("accuracy")
class TestAccuracy:
    @points(1)
    def test_is_the_share_of_right_rows(self, student: Student) -> None:
        """On other labels, of any kind, it is the share of rows that agree; copies of all rows leave it."""
        rng = np.random.default_rng(8600)
        pairs = [((rng.random(n) < 0.4) * 1.0, (rng.random(n) < 0.6) * 1.0) for n in (7, 11, 9)]
        truth, guess = pairs[1]
        pairs += [(truth.astype(int), guess), (truth, truth), (truth, 1.0 - truth), (np.zeros(9), np.zeros(9))]
        pairs += [(np.tile(truth, 2), np.tile(guess, 2)), read_only(pairs[0]), strided(pairs[2])]
        answers = [student.accuracy(*pair) for pair in pairs]
        for answer, pair in zip(answers, pairs, strict=True):
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.accuracy(*pair), condition=FEW_SUMS, hint="Count the rows that agree.")


@exercise("calibration_table", returns=("count", "predicted", "observed"))
class TestCalibrationTable:
    @points(2)
    def test_agrees_on_other_forecasts(self, student: Student) -> None:
        """On other forecasts, in several numbers of bins, counts and both means are right."""
        for case in (forecasts(40, 5), forecasts(31, 3), forecasts(40, 4)):
            _compare(student, case)

    @points(1)
    def test_a_row_at_an_edge_belongs_to_the_upper_bin(self, student: Student) -> None:
        """A probability at the edge of two bins counts in the upper one, a 1 in the last; empty bins are nan."""
        for case in EDGES:
            _compare(student, case)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        whole = Forecasts(np.array([0, 1, 1, 0, 1]), np.array([0, 1, 0, 1, 1]), 3)
        for case in (whole, read_only(forecasts(9, 2)), strided(forecasts(11, 2))):
            _compare(student, case)


def _compare(student: Student, case: Forecasts) -> None:
    answer = student.calibration_table(case.y, case.p, case.n_bins)
    answer.should_leave_arguments_alone()
    answer.should_equal(reference.calibration_table(case.y, case.p, case.n_bins), condition=FEW_SUMS, hint=BIN)


BIN = "Take one bin by hand: which rows are in it, and what are the means of their p and of their y?"
