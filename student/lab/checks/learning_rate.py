"""Visible checks of `learning-rate`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED

ONE_ROW, ONE_Y = np.array([[1.0, 2.0]]), np.array([3.0])
# Its columns stand at right angles, so its Hessian is diagonal: 2 and 8.
TWO_BOWLS = np.array([[1.0, 2.0], [1.0, -2.0]])
DIAGONAL = "Write down the Hessian of A = [[1, 2], [1, -2]]: it is diagonal, so its eigenvalues can be read off."


@exercise("rate_experiment")
class TestRateExperiment:
    @points(1)
    def test_two_rates_by_hand(self, student: Student) -> None:
        """One row, two rates, two steps: one rate halves what is left, the other arrives at once."""
        answer = student.rate_experiment(ONE_ROW, ONE_Y, np.array([0.05, 0.1]), 2)
        rows = np.array([[9.0, 2.25, 0.5625], [9.0, 0.0, 0.0]])
        answer.should_equal(rows, scale=9.0, hint="Row i belongs to lrs[i], entry t to the state after t steps.")


@exercise("classify_run")
class TestClassifyRun:
    @points(1)
    def test_three_plain_runs(self, student: Student) -> None:
        """A run that falls, one that grows, one that stays: each has its word."""
        for losses, word in (([4.0, 2.0, 1.0], "converging"), ([4.0, 5.0, 9.0], "diverging"), ([4.0, 4.0], "stalled")):
            student.classify_run(np.array(losses)).should_equal(word, hint="Compare the last loss with the first.")


@exercise("hessian")
class TestHessian:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """Two rows (1, 1) and (1, 3): four short sums."""
        answer = student.hessian(np.array([[1.0, 1.0], [1.0, 3.0]]))
        answer.should_equal(np.array([[2.0, 4.0], [4.0, 10.0]]), hint="Which of the two sizes of A is n?")


@exercise("max_stable_lr")
class TestMaxStableLr:
    @points(1)
    def test_two_bowls_by_hand(self, student: Student) -> None:
        """With the curvatures 2 and 8 the larger one decides."""
        student.max_stable_lr(TWO_BOWLS).should_equal(0.25, condition=GUARDED, hint=DIAGONAL)


@exercise("rate")
class TestRate:
    @points(1)
    def test_two_bowls_by_hand(self, student: Student) -> None:
        """With the curvatures 2 and 8 and lr = 0.1 the error shrinks by 0.8 and by 0.2: the worst counts."""
        student.rate(TWO_BOWLS, 0.1).should_equal(0.8, hint=DIAGONAL)


@exercise("best_lr")
class TestBestLr:
    @points(1)
    def test_two_bowls_by_hand(self, student: Student) -> None:
        """With the curvatures 2 and 8, both directions are equally bad at lr = 0.2."""
        student.best_lr(TWO_BOWLS).should_equal(0.2, condition=GUARDED, hint=DIAGONAL)


@exercise("measured_rate")
class TestMeasuredRate:
    @points(1)
    def test_a_run_that_halves(self, student: Student) -> None:
        """Losses of 9, 5, 3, 2 with 1 as the smallest possible: what is above 1 halves in every step."""
        student.measured_rate(np.array([9.0, 5.0, 3.0, 2.0]), 1.0).should_equal(
            0.5, condition=GUARDED, hint="Which part of these losses can never go away?"
        )


@exercise("steps_needed")
class TestStepsNeeded:
    @points(1)
    def test_a_factor_of_a_half(self, student: Student) -> None:
        """With kappa = 3 each step halves the error, so one thousandth takes ten steps."""
        steps = student.steps_needed(3.0, 1e-3).integer(
            "the number of steps", hint="Can a run make half a step? Which type does the docstring ask for?"
        )
        expect(steps == 10, "halving ten times leaves less than a thousandth, and nine times do not")


@exercise("Standardizer")
class TestStandardizer:
    @points(1)
    def test_two_rows_there_and_back(self, student: Student) -> None:
        """Columns (1, 3) and (30, 10): the mean becomes 0, one standard deviation 1; inverse_transform undoes it."""
        scaler = student.Standardizer()
        X = np.array([[1.0, 30.0], [3.0, 10.0]])
        scaler.fit(X).should_return()
        scaler.transform(X).should_equal(np.array([[-1.0, 1.0], [1.0, -1.0]]), condition=GUARDED)
        back = scaler.inverse_transform(np.array([[-1.0, 1.0], [3.0, 0.0]]))
        back.should_equal(np.array([[1.0, 30.0], [5.0, 20.0]]), condition=GUARDED)


@exercise("unscale_params", returns=("w", "b"))
class TestUnscaleParams:
    @points(1)
    def test_one_feature_by_hand(self, student: Student) -> None:
        """Slope 2 and intercept 0.5 in standard units; x has mean 10 and spread 4, y mean 100 and spread 8."""
        answer = student.unscale_params(np.array([2.0]), 0.5, np.array([10.0]), np.array([4.0]), 100.0, 8.0)
        hint = "What does the scaled model predict at x = 10, and at x = 14, in the units of y?"
        answer.should_equal((np.array([4.0]), 64.0), condition=GUARDED, hint=hint)
