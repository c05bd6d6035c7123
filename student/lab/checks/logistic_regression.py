"""Visible checks of `logistic-regression`: two or four rows, numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED

# Two people, one feature. At a score of log 3 the odds are 3 to 1, so the probability is 3/4.
TWO_A, TWO_Y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0])
LOG_THREE = float(np.log(3.0))


@exercise("sigmoid")
class TestSigmoid:
    @points(1)
    def test_three_scores_by_hand(self, student: Student) -> None:
        """A score of 0 means one half; log 3 means odds of 3 to 1, and minus log 3 odds of 1 to 3."""
        answer = student.sigmoid(np.array([0.0, LOG_THREE, -LOG_THREE]))
        answer.should_equal(np.array([0.5, 0.75, 0.25]), hint="What is exp(log 3)? And exp(-log 3)?")


@exercise("cross_entropy")
class TestCrossEntropy:
    @points(1)
    def test_without_parameters_every_row_costs_log_two(self, student: Student) -> None:
        """With theta = 0 every probability is one half, so the mean of minus its logarithm is log 2."""
        answer = student.cross_entropy(TWO_A, TWO_Y, np.zeros(2))
        answer.should_equal(float(np.log(2.0)), hint="Which probability does each row give to its own label?")

    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """With scores 0 and log 3, the 0 was expected with probability 1/2 and the 1 with 3/4."""
        theta = np.array([LOG_THREE / 2, LOG_THREE / 2])
        by_hand = float((np.log(2.0) + np.log(4.0 / 3.0)) / 2)
        answer = student.cross_entropy(TWO_A, TWO_Y, theta)
        answer.should_equal(by_hand, hint="What does the row with y = 0 cost, and what the row with y = 1?")


@exercise("cross_entropy_grad")
class TestCrossEntropyGrad:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """With probabilities 1/2 and 1/2, then 1/2 and 3/4, for labels 0 and 1: the slopes can be found on paper."""
        answer = student.cross_entropy_grad(TWO_A, TWO_Y, np.zeros(2))
        answer.should_equal(np.array([0.0, -0.5]), hint="What is p - y in each row?")
        answer = student.cross_entropy_grad(TWO_A, TWO_Y, np.array([LOG_THREE / 2, LOG_THREE / 2]))
        answer.should_equal(np.array([0.125, -0.375]), hint="Take p from your `sigmoid`. Is it a mean over the rows?")


@exercise("fit_logistic", returns=("thetas", "losses"))
class TestFitLogistic:
    @points(1)
    def test_gives_a_history_of_both(self, student: Student) -> None:
        """Three steps give four rows of thetas and four losses; the first row is zeros."""
        arrays = student.fit_logistic(TWO_A, TWO_Y, 0.5, 3).value
        pair = isinstance(arrays, (tuple, list)) and len(arrays) == 2
        expect(pair and all(map(is_array, arrays)), "two arrays of numbers should come back: thetas, losses")
        shapes = tuple(part.shape for part in arrays)
        expect(
            shapes == ((4, 2), (4,)), f"their shapes should be (4, 2) and (4,); yours are {shapes[0]} and {shapes[1]}"
        )
        expect(not np.any(arrays[0][0]), "row 0 should be the start, before any step: zeros")

    @points(1)
    def test_one_step_by_hand(self, student: Student) -> None:
        """One step from zeros, with and without a penalty: there is no weight yet that it could act on."""
        for lam in (0.0, 0.5):
            thetas, losses = student.fit_logistic(TWO_A, TWO_Y, 1.0, 1, lam).parts("thetas", "losses")
            after, loss = thetas.array((2, 2))[1], losses.array((2,))[0]
            expect(
                np.allclose(after, [0.0, 0.5]),
                "after one step theta should be [0, 0.5]",
                hint="Work out one step on paper. In which direction does it go, and how far?",
            )
            expect(np.isclose(loss, np.log(2.0)), "losses[0] belongs to theta = 0", hint="What is the loss there?")


@exercise("logistic_c")
class TestLogisticC:
    @points(1)
    def test_a_stronger_penalty_is_a_smaller_c(self, student: Student) -> None:
        """Twice the lam is half the C, and so is twice the number of rows."""
        base, stronger, longer = (
            student.logistic_c(lam, n).number("C") for lam, n in ((0.2, 30), (0.4, 30), (0.2, 60))
        )
        hint = "On which of its two terms does C stand in scikit-learn's objective?"
        expect(np.isclose(stronger, base / 2), "twice the lam should give half of C", hint=hint)
        expect(np.isclose(longer, base / 2), "twice the rows should give half of C", hint="A sum or a mean?")


@exercise("predict_class")
class TestPredictClass:
    @points(1)
    def test_three_rows_by_hand(self, student: Student) -> None:
        """Scores of -log 3, 0 and log 3: at a threshold of 0.5 two rows are a 1, at 0.7 only one is."""
        A, theta = np.array([[1.0, -1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0.0, LOG_THREE])
        hint = "The threshold is a probability. What is the probability of each row?"
        student.predict_class(A, theta).should_equal(np.array([0.0, 1.0, 1.0]), hint=hint)
        student.predict_class(A, theta, 0.7).should_equal(np.array([0.0, 0.0, 1.0]), hint=hint)


@exercise("accuracy")
class TestAccuracy:
    @points(1)
    def test_three_of_four_are_right(self, student: Student) -> None:
        """Three right classes of four are an accuracy of 0.75."""
        answer = student.accuracy(np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0, 0.0]))
        answer.should_equal(0.75, hint="Which rows agree, and how many rows are there?")


@exercise("calibration_table")
class TestCalibrationTable:
    @points(1)
    def test_two_bins_by_hand(self, student: Student) -> None:
        """Four rows in two bins: three below one half, one of which was a 1, and one above."""
        y, p = np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.2, 0.3, 0.9])
        table = student.calibration_table(y, p, 2)
        rows = {"count": np.array([3.0, 1.0]), "predicted": np.array([0.2, 0.9]), "observed": np.array([1 / 3, 1.0])}
        table.should_equal(rows, condition=GUARDED, hint="Take the rows of one bin only: which means do you need?")
