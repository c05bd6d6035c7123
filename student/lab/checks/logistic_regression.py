"""Visible checks of `logistic-regression`: two or four rows, numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED
from lab.checking.properties import should_take_whole_numbers

# Two people, one feature. At a score of log 3 the odds are 3 to 1, so the probability is 3/4.
TWO_A, TWO_Y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 1.0])
LOG_THREE = float(np.log(3.0))

# Three people of scores 2, -1 and 1 for theta = (0, 1); the last two are sure and wrong where the weight is large.
THREE_A, THREE_Y = np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 1.0]]), np.array([1.0, 1.0, 0.0])
# Whole numbers of no pattern, for properties that say nothing about the answer.
WHOLE_A, WHOLE_Y = np.array([[1, 2, 0], [1, -1, 1], [1, 0, -2], [1, 1, 3]]), np.array([1, 0, 0, 1])


@exercise("sigmoid")
class TestSigmoid:
    @points(1)
    def test_three_scores_by_hand(self, student: Student) -> None:
        """A score of 0 means one half; log 3 means odds of 3 to 1, and minus log 3 odds of 1 to 3."""
        answer = student.sigmoid(np.array([0.0, LOG_THREE, -LOG_THREE]))
        answer.should_equal(np.array([0.5, 0.75, 0.25]), hint="What is exp(log 3)? And exp(-log 3)?")

    @points(0)
    def test_scores_of_every_size(self, student: Student) -> None:
        """At log 99999 the odds are 99999 to 1; at -800 and 900 the probabilities are 0 and 1, without a warning."""
        score = np.log(99999.0)
        probabilities = student.sigmoid(np.array([score, -score, -800.0, 900.0]))
        probabilities.should_equal(np.array([0.99999, 0.00001, 0.0, 1.0]), hint=LARGE)
        probabilities.should_not_warn()

    @points(0)
    def test_keeps_the_shape(self, student: Student) -> None:
        """A table or a single score may come in, of whole numbers or floats; an answer of that shape comes back."""
        should_take_whole_numbers(student.sigmoid, np.array([[2, -1], [0, 3]]))
        student.sigmoid(0).should_equal(0.5)


LARGE = "Which numbers go into your exponential here, and what comes out? Is a score or a probability cut off?"


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

    @points(0)
    def test_sure_and_wrong(self, student: Student) -> None:
        """A row that is sure and wrong costs as much as its score is large, one that is sure and right nothing."""
        # Scores of 50 and more: some mistakes are seen only there, others only at thousands.
        answers = [student.cross_entropy(THREE_A, THREE_Y, np.array([0.0, weight])) for weight in (60.0, 1200.0)]
        for answer, loss in zip(answers, (40.0, 800.0), strict=True):
            answer.should_equal(loss, hint="Print what each row costs. Which costs are not what the sentence says?")

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same loss as floats, and A, y and theta stay as they are."""
        should_take_whole_numbers(student.cross_entropy, WHOLE_A, WHOLE_Y, np.array([1, -2, 1]))


@exercise("cross_entropy_grad")
class TestCrossEntropyGrad:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """With probabilities 1/2 and 1/2, then 1/2 and 3/4, for labels 0 and 1: the slopes can be found on paper."""
        answer = student.cross_entropy_grad(TWO_A, TWO_Y, np.zeros(2))
        answer.should_equal(np.array([0.0, -0.5]), hint="What is p - y in each row?")
        answer = student.cross_entropy_grad(TWO_A, TWO_Y, np.array([LOG_THREE / 2, LOG_THREE / 2]))
        answer.should_equal(np.array([0.125, -0.375]), hint="Take p from your `sigmoid`. Is it a mean over the rows?")

    @points(0)
    def test_sure_and_wrong(self, student: Student) -> None:
        """A row that is sure and wrong pulls with its whole length, one that is sure and right not at all."""
        # The weight log 3 tells mistakes apart that agree where all rows are sure.
        thetas = np.array([0.0, 1200.0]), np.array([0.0, LOG_THREE])
        answers = [student.cross_entropy_grad(THREE_A, THREE_Y, theta) for theta in thetas]
        slopes = np.array([0.0, 2.0]) / 3.0, np.array([-0.1, 1.3]) / 3.0
        for answer, expected in zip(answers, slopes, strict=True):
            answer.should_equal(expected, hint="What is p - y in each of the three rows? How many rows are there?")

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same slopes as floats, and A, y and theta stay as they are."""
        should_take_whole_numbers(student.cross_entropy_grad, WHOLE_A, WHOLE_Y, np.array([1, -2, 1]))


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

    @points(0)
    def test_two_steps_with_a_penalty(self, student: Student) -> None:
        """After one step of 4 log 3 all scores are multiples of log 3, so the second step fits on paper, too."""
        A = np.array([[1.0, -1.0, -1.0], [1.0, 1.0, -1.0], [1.0, -1.0, 1.0], [1.0, 1.0, 1.0]])
        rate, lam, first = 4.0 * LOG_THREE, 0.125, np.full(3, LOG_THREE)
        answer = student.fit_logistic(A, np.array([0.0, 1.0, 1.0, 1.0]), rate, 2, lam)
        states, losses = answer.parts("thetas", "losses")
        second = first + rate * (1.0 / 14.0 - 2.0 * lam * np.array([0.0, LOG_THREE, LOG_THREE]))
        expected = np.array([np.zeros(3), first, second])
        expect(
            np.allclose(states.array((3, 3)), expected, rtol=0.0, atol=1e-9), "a row of thetas is not right", hint=STEP
        )
        objective = (3.0 * np.log(4.0 / 3.0) + np.log(28.0 / 27.0)) / 4.0 + 2.0 * lam * LOG_THREE**2
        fits = np.allclose(losses.array((3,))[:2], [np.log(2.0), objective], rtol=0.0, atol=1e-9)
        expect(fits, "losses[0] or losses[1] is not right", hint=LOSS)

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same run as floats, and A and y stay as they are."""
        should_take_whole_numbers(student.fit_logistic, WHOLE_A, WHOLE_Y, 0.25, 3, 0.5)


STEP = "At which theta is the gradient of the second step taken? Which entries does the penalty pull, and how much?"
LOSS = "Which theta belongs to losses[1]? What does the penalty add there, and for which entries?"


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

    @points(0)
    def test_two_rows_end_at_log_three(self, student: Student) -> None:
        """With lam = 1 / (8 log 3) our two rows end at the weight log 3. With your C they do in scikit-learn, too."""
        C = student.logistic_c(1.0 / (8.0 * LOG_THREE), 2).number("C")
        # There each row has p - y = 1/4, so C times the sum of the losses has the slope -C / 2.
        slope = LOG_THREE - C / 2.0
        hint = "Write both objectives under each other. By what do you multiply one of them, so that both are the same?"
        expect(np.isclose(slope, 0.0, atol=1e-9), "scikit-learn's objective is not lowest there", hint=hint)


@exercise("predict_class")
class TestPredictClass:
    @points(1)
    def test_three_rows_by_hand(self, student: Student) -> None:
        """Scores of -log 3, 0 and log 3: at a threshold of 0.5 two rows are a 1, at 0.7 only one is."""
        A, theta = np.array([[1.0, -1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([0.0, LOG_THREE])
        hint = "The threshold is a probability. What is the probability of each row?"
        student.predict_class(A, theta).should_equal(np.array([0.0, 1.0, 1.0]), hint=hint)
        student.predict_class(A, theta, 0.7).should_equal(np.array([0.0, 0.0, 1.0]), hint=hint)

    @points(0)
    def test_an_intercept_by_hand(self, student: Student) -> None:
        """With an intercept of log 3, too, the three probabilities are 0.5, 0.75 and 0.9."""
        A, theta = np.array([[1.0, -1.0], [1.0, 0.0], [1.0, 1.0]]), np.full(2, LOG_THREE)
        answers = [student.predict_class(A, theta, threshold) for threshold in (0.6, 0.8)]
        for answer, classes in zip(answers, (np.array([0.0, 1.0, 1.0]), np.array([0.0, 0.0, 1.0])), strict=True):
            answer.should_equal(classes, hint="Print the three probabilities. Which of them reach the threshold?")


@exercise("accuracy")
class TestAccuracy:
    @points(1)
    def test_three_of_four_are_right(self, student: Student) -> None:
        """Three right classes of four are an accuracy of 0.75."""
        answer = student.accuracy(np.array([0.0, 1.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0, 0.0]))
        answer.should_equal(0.75, hint="Which rows agree, and how many rows are there?")

    @points(0)
    def test_errors_of_both_kinds(self, student: Student) -> None:
        """In two of six rows a 1 was said to be 0, in two others a 0 to be 1: two thirds are wrong."""
        answer = student.accuracy(np.array([0.0, 1.0, 0.0, 1.0, 0.0, 1.0]), np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0]))
        answer.should_equal(1.0 / 3.0, hint="Mark the rows that agree, one by one. What is their exact share?")


@exercise("calibration_table")
class TestCalibrationTable:
    @points(1)
    def test_two_bins_by_hand(self, student: Student) -> None:
        """Four rows in two bins: three below one half, one of which was a 1, and one above."""
        y, p = np.array([0.0, 0.0, 1.0, 1.0]), np.array([0.1, 0.2, 0.3, 0.9])
        table = student.calibration_table(y, p, 2)
        rows = {"count": np.array([3.0, 1.0]), "predicted": np.array([0.2, 0.9]), "observed": np.array([1 / 3, 1.0])}
        table.should_equal(rows, condition=GUARDED, hint="Take the rows of one bin only: which means do you need?")

    @points(0)
    def test_edges_and_an_empty_bin(self, student: Student) -> None:
        """Five rows in no order and four bins: one row at an inner edge, one at 1, none between 0.5 and 0.75."""
        y, p = np.array([1, 1, 0, 0, 0]), np.array([1.0, 0.25, 0.375, 0.75, 0.125])
        table = student.calibration_table(y, p, 4)
        table.should_leave_arguments_alone()
        means = {"predicted": np.array([0.125, 0.3125, np.nan, 0.875]), "observed": np.array([0.0, 0.5, np.nan, 0.5])}
        hint = "Write down the rows of each bin. What does the docstring say of rows at an edge, and of an empty bin?"
        table.should_equal({"count": np.array([1.0, 2.0, 0.0, 2.0]), **means}, condition=GUARDED, hint=hint)
