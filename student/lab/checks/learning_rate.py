"""Visible checks of `learning-rate`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED
from lab.checking.properties import DIGITS, TINY, should_take_whole_numbers

ONE_ROW, ONE_Y = np.array([[1.0, 2.0]]), np.array([3.0])
# Its columns stand at right angles, so its Hessian is diagonal: 2 and 8.
TWO_BOWLS = np.array([[1.0, 2.0], [1.0, -2.0]])
# Here it is not: its entries are 2, 2, 2 and 5, its eigenvalues 1 and 6.
SKEW_BOWL = np.array([[1.0, -0.5], [1.0, 1.0], [1.0, 2.5]])
# Three columns at right angles: the eigenvalues are 2, 18 and 0.5.
THREE_BOWLS = np.array([[1.0, 3.0, 0.5], [1.0, 3.0, -0.5], [1.0, -3.0, 0.5], [1.0, -3.0, -0.5]])
DIAGONAL = "Write down the Hessian of A = [[1, 2], [1, -2]]: it is diagonal, so its eigenvalues can be read off."
WHOLE_AND_DIGITS = "Which type do your arrays have? And does a line of your code round, or use fewer digits?"
SKEW = "Write down the Hessian of these rows. Which eigenvalues does NumPy give, and do you round?"


@exercise("rate_experiment")
class TestRateExperiment:
    @points(1)
    def test_two_rates_by_hand(self, student: Student) -> None:
        """One row, two rates, two steps: one rate halves what is left, the other arrives at once."""
        answer = student.rate_experiment(ONE_ROW, ONE_Y, np.array([0.05, 0.1]), 2)
        rows = np.array([[9.0, 2.25, 0.5625], [9.0, 0.0, 0.0]])
        answer.should_equal(rows, scale=9.0, hint="Row i belongs to lrs[i], entry t to the state after t steps.")

    @points(0)
    def test_shows_every_run_as_it_is(self, student: Student) -> None:
        """Rates in any order, the first one far too large: that run grows beyond all bounds, the others do not care."""
        runs = student.rate_experiment(ONE_ROW, ONE_Y, np.array([1.0, 0.1, 0.05]), 200)
        losses = runs.array((3, 201))
        grows = not losses[0, -1] <= 1e100  # nan is no number at all
        expect(grows, "the losses of the wild run should grow and grow", hint="Print the last losses of that run.")
        order = "Row i belongs to lrs[i]: in which order do your rows stand? And where does each run begin?"
        expected = np.array([9.0 * (np.arange(201) == 0), 9.0 * 0.25 ** np.arange(201)])
        expect(np.allclose(losses[1:], expected, rtol=0.0, atol=1e-9), "another row is not its own run", hint=order)
        runs.should_leave_arguments_alone()


@exercise("classify_run")
class TestClassifyRun:
    @points(1)
    def test_three_plain_runs(self, student: Student) -> None:
        """A run that falls, one that grows, one that stays: each has its word."""
        for losses, word in (([4.0, 2.0, 1.0], "converging"), ([4.0, 5.0, 9.0], "diverging"), ([4.0, 4.0], "stalled")):
            student.classify_run(np.array(losses)).should_equal(word, hint="Compare the last loss with the first.")

    @points(0)
    def test_the_way_between_does_not_matter(self, student: Student) -> None:
        """A run may rise and fall on its way, in large units too: one millionth of the first loss is the margin."""
        runs = ([4.0, 5.0, 1.0], [4.0, 1.0, 2.0], [4e6, 4e6 + 1.0], [4e6, 4e6 - 1.0])
        answers = [student.classify_run(np.array(losses)) for losses in runs]
        hint = "Which two losses does your function compare? And relative to what is their difference small?"
        for answer, word in zip(answers, ("converging", "converging", "stalled", "stalled"), strict=True):
            answer.should_equal(word, hint=hint)

    @points(0)
    def test_inf_and_nan_count_wherever_they_stand(self, student: Student) -> None:
        """One inf or nan makes a run diverging: at its end, or on the way."""
        runs = ([4.0, np.nan], [4.0, np.inf, 2.0], [4.0, np.nan, 2.0], [4.0, 9.0, np.inf])
        answers = [student.classify_run(np.array(losses)) for losses in runs]
        for answer in answers:
            answer.should_equal("diverging", hint="What is `np.nan > 5`? And which losses does your function look at?")


@exercise("hessian")
class TestHessian:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """Two rows (1, 1) and (1, 3): four short sums."""
        answer = student.hessian(np.array([[1.0, 1.0], [1.0, 3.0]]))
        answer.should_equal(np.array([[2.0, 4.0], [4.0, 10.0]]), hint="Which of the two sizes of A is n?")

    @points(0)
    def test_three_rows_in_any_unit(self, student: Student) -> None:
        """Three rows (1, 0), (1, 3), (1, 6), also in a tiny unit: an entry is a sum over rows, and A stays as it is."""
        A, expected = np.array([[1.0, 0.0], [1.0, 3.0], [1.0, 6.0]]), np.array([[2.0, 6.0], [6.0, 30.0]])
        matrix = student.hessian(A)
        matrix.should_equal(expected, hint="How many rows are there? What stands in front of the sum, and which is n?")
        matrix.should_leave_arguments_alone()
        student.hessian(TINY * A).should_equal(TINY**2 * expected, hint=DIGITS)


@exercise("max_stable_lr")
class TestMaxStableLr:
    @points(1)
    def test_two_bowls_by_hand(self, student: Student) -> None:
        """With the curvatures 2 and 8 the larger one decides."""
        student.max_stable_lr(TWO_BOWLS).should_equal(0.25, condition=GUARDED, hint=DIAGONAL)

    @points(0)
    def test_a_bowl_that_lies_askew(self, student: Student) -> None:
        """Three rows (1, -0.5), (1, 1), (1, 2.5): the Hessian is not diagonal, its curvatures are 1 and 6."""
        student.max_stable_lr(SKEW_BOWL).should_equal(1.0 / 3.0, condition=GUARDED, hint=SKEW)


@exercise("rate")
class TestRate:
    @points(1)
    def test_two_bowls_by_hand(self, student: Student) -> None:
        """With the curvatures 2 and 8 and lr = 0.1 the error shrinks by 0.8 and by 0.2: the worst counts."""
        student.rate(TWO_BOWLS, 0.1).should_equal(0.8, hint=DIAGONAL)

    @points(0)
    def test_three_rates_on_a_bowl_that_lies_askew(self, student: Student) -> None:
        """With the curvatures 1 and 6: a slow rate, one near the limit, and one beyond it, where the error grows."""
        for lr, factor in ((1.0 / 30.0, 29.0 / 30.0), (0.3, 0.8), (1.0, 5.0)):
            hint = "What is 1 - lr * curvature in each direction? Which is the largest in size? Do you round?"
            student.rate(SKEW_BOWL, lr).should_equal(factor, hint=hint)


@exercise("best_lr")
class TestBestLr:
    @points(1)
    def test_two_bowls_by_hand(self, student: Student) -> None:
        """With the curvatures 2 and 8, both directions are equally bad at lr = 0.2."""
        student.best_lr(TWO_BOWLS).should_equal(0.2, condition=GUARDED, hint=DIAGONAL)

    @points(0)
    def test_three_curvatures(self, student: Student) -> None:
        """Four rows, three parameters, and the curvatures 0.5, 2 and 18: the slowest direction decides."""
        hint = "What is 1 - lr * curvature for 0.5, 2 and 18? Which two should be equal in size? Do you round?"
        student.best_lr(THREE_BOWLS).should_equal(4.0 / 37.0, condition=GUARDED, hint=hint)


@exercise("measured_rate")
class TestMeasuredRate:
    @points(1)
    def test_a_run_that_halves(self, student: Student) -> None:
        """Losses of 9, 5, 3, 2 with 1 as the smallest possible: what is above 1 halves in every step."""
        student.measured_rate(np.array([9.0, 5.0, 3.0, 2.0]), 1.0).should_equal(
            0.5, condition=GUARDED, hint="Which part of these losses can never go away?"
        )

    @points(0)
    def test_late_in_a_run(self, student: Student) -> None:
        """A run that is fast at first, and later loses a quarter of its excess in each step; the run itself stays."""
        t = np.arange(31)
        factor = student.measured_rate(2.0 + 3.0 * 0.75**t + 40.0 * 0.1**t, 2.0)
        late = np.isclose(factor.number("the rate"), 0.75, rtol=1e-3, atol=0.0)
        hint = "Print the excess loss of a few steps: what is left of it after one more, early in the run and late?"
        expect(late, "this is not what a late step leaves of the excess loss", hint=hint)
        factor.should_leave_arguments_alone()


@exercise("steps_needed")
class TestStepsNeeded:
    @points(1)
    def test_a_factor_of_a_half(self, student: Student) -> None:
        """With kappa = 3 each step halves the error, so one thousandth takes ten steps."""
        steps = student.steps_needed(3.0, 1e-3).integer(
            "the number of steps", hint="Can a run make half a step? Which type does the docstring ask for?"
        )
        hint = "By which factor does one step shrink the error for kappa = 3? Count the steps on paper."
        expect(steps == 10, "halving ten times leaves less than a thousandth, and nine times do not", hint=hint)

    @points(0)
    def test_a_round_bowl(self, student: Student) -> None:
        """With kappa = 1 a single step arrives, whatever is asked for."""
        for eps in (1e-3, 1e-9):
            steps = student.steps_needed(1.0, eps).integer("the number of steps")
            hint = "Work out the factor of one step for kappa = 1. What is its logarithm?"
            expect(steps == 1, "a round bowl takes one step", hint=hint)


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

    @points(0)
    def test_remembers_the_rows_of_its_last_fit(self, student: Student) -> None:
        """transform takes any rows by the numbers of the fit; a second fit replaces it, a second scaler has its own."""
        first = student.Standardizer()
        second = student.Standardizer()
        first.fit(np.array([[1.0], [3.0]])).should_return()
        second.fit(np.array([[10.0], [30.0]])).should_return()
        hint = "Which rows may mean and spread come from? Print them after fit, and again after transform."
        first.transform(np.array([[4.0], [7.0]])).should_equal(np.array([[2.0], [5.0]]), condition=GUARDED, hint=hint)
        first.fit(np.array([[5.0], [9.0]])).should_return()
        first.transform(np.array([[9.0]])).should_equal(np.array([[1.0]]), condition=GUARDED, hint=hint)

    @points(0)
    def test_a_column_that_never_changes(self, student: Student) -> None:
        """A constant column becomes zeros, without nan, and comes back as it was."""
        X, scaler = np.array([[1.0, 7.0], [3.0, 7.0]]), student.Standardizer()
        scaler.fit(X).should_return()
        hint = "What is the standard deviation of a column that never changes? By what do you divide there?"
        scaled = np.array([[-1.0, 0.0], [1.0, 0.0]])
        scaler.transform(X).should_equal(scaled, condition=GUARDED, hint=hint)
        scaler.inverse_transform(scaled).should_equal(X, condition=GUARDED, hint=hint)

    @points(0)
    def test_whole_numbers_and_every_digit(self, student: Student) -> None:
        """Whole numbers in the thousands: no digit is lost, and the rows you are given stay as they are."""
        X, scaler = np.array([[1000], [1002], [1007]]), student.Standardizer()
        fitted = scaler.fit(X)
        scaled = scaler.transform(X)
        expected = np.array([[-3.0], [-1.0], [4.0]]) / np.sqrt(26.0 / 3.0)
        scaled.should_equal(expected, condition=GUARDED, hint=WHOLE_AND_DIGITS)
        for call in (fitted, scaled):
            call.should_leave_arguments_alone()


@exercise("unscale_params", returns=("w", "b"))
class TestUnscaleParams:
    @points(1)
    def test_one_feature_by_hand(self, student: Student) -> None:
        """Slope 2 and intercept 0.5 in standard units; x has mean 10 and spread 4, y mean 100 and spread 8."""
        answer = student.unscale_params(np.array([2.0]), 0.5, np.array([10.0]), np.array([4.0]), 100.0, 8.0)
        hint = "What does the scaled model predict at x = 10, and at x = 14, in the units of y?"
        answer.should_equal((np.array([4.0]), 64.0), condition=GUARDED, hint=hint)

    @points(0)
    def test_two_features_in_whole_numbers(self, student: Student) -> None:
        """Two features with the spreads 3 and 7, in whole numbers too: each weight has its unit, no digit is lost."""
        numbers = np.array([1.0, 2.0]), 2.0, np.array([3.0, 7.0]), np.array([3.0, 7.0]), 5.0, 1.0
        answer = student.unscale_params(*numbers)
        hint = "By what is each weight divided? And does a line of your code round?"
        answer.should_equal((np.array([1.0 / 3.0, 2.0 / 7.0]), 4.0), condition=GUARDED, hint=hint)
        should_take_whole_numbers(student.unscale_params, *numbers)
