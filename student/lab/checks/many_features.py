"""Visible checks of `many-features`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Member, Student, exercise, expect, points
from lab.checking.comparison import GUARDED, TYPE_HINT
from lab.checking.properties import (
    DIGITS,
    nearly_equal,
    should_count_rows_alike,
    should_take_whole_numbers,
    should_use_generator,
)

# Two rows, three columns: at theta = 0 the residuals are -2 and -4.
TWO_ROWS, TWO_Y = np.array([[1.0, 1.0, 2.0], [1.0, 3.0, 0.0]]), np.array([2.0, 4.0])
BY_HAND = "Write down the two residuals on paper. What does the formula make of them for each column?"
# Three rows of four columns, in whole numbers.
THREE_BY_FOUR = np.array([[1.0, 2.0, 0.0, -1.0], [1.0, 0.0, 3.0, 2.0], [1.0, -1.0, 1.0, 4.0]])
THREE_TARGETS, FOUR_PARAMETERS = np.array([4.0, -2.0, 1.0]), np.array([1.0, -1.0, 2.0, 0.0])
ONE_ROW, ONE_Y = np.array([[1.0, 2.0]]), np.array([3.0])
THREE_ROWS, THREE_Y = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0, 2.0])


@exercise("add_intercept")
class TestAddIntercept:
    @points(1)
    def test_ones_come_first(self, student: Student) -> None:
        """Three rows of two features become three rows of three numbers, each beginning with 1."""
        X = np.array([[2.0, 3.0], [4.0, 5.0], [6.0, 7.0]])
        A = np.array([[1.0, 2.0, 3.0], [1.0, 4.0, 5.0], [1.0, 6.0, 7.0]])
        student.add_intercept(X).should_equal(A, hint="Print your table. Which column holds the ones, and which X?")

    @points(0)
    def test_holds_floats(self, student: Student) -> None:
        """Features in whole numbers become floats, and X stays as it is."""
        whole = student.add_intercept(np.array([[2, 3], [4, 5]]))
        whole.array((2, 3))
        expect(whole.value.dtype == np.float64, "the design matrix should hold floats", hint=TYPE)
        should_take_whole_numbers(student.add_intercept, np.array([[2, 3], [4, 5]]))


TYPE = "Print the dtype of what you return for np.array([[2, 3]]). Which of your arrays decided it?"


@exercise("mse_theta")
class TestMseTheta:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """With theta = (1, 0, 0) the residuals are -1 and -3, so paper is enough."""
        student.mse_theta(TWO_ROWS, TWO_Y, np.array([1.0, 0.0, 0.0])).should_equal(5.0, hint=RESIDUALS)

    @points(0)
    def test_three_rows_in_thirds(self, student: Student) -> None:
        """Three rows, four parameters: the residuals -5, 9 and 3, then thirds of these; no argument changes."""
        should_take_whole_numbers(student.mse_theta, THREE_BY_FOUR, THREE_TARGETS, FOUR_PARAMETERS)
        answer = student.mse_theta(THREE_BY_FOUR, THREE_TARGETS / 3.0, FOUR_PARAMETERS / 3.0)
        answer.should_equal(115.0 / 27.0, hint=RESIDUALS)


RESIDUALS = "Print A @ theta - y: one number for each row. What becomes of these numbers, and is a digit lost?"


@exercise("grad_elementwise")
class TestGradElementwise:
    @points(1)
    def test_three_derivatives_by_hand(self, student: Student) -> None:
        """Two rows, theta = 0: each of the three derivatives is one short sum."""
        answer = student.grad_elementwise(TWO_ROWS, TWO_Y, np.zeros(3))
        answer.should_equal(np.array([-6.0, -14.0, -4.0]), hint=BY_HAND)

    @points(0)
    def test_other_sizes(self, student: Student) -> None:
        """Three rows, four parameters: rows that are there twice change nothing, and no digit of a third is lost."""
        _should_be_a_mean_over_rows(student.grad_elementwise)


def _should_be_a_mean_over_rows(gradient: Member) -> None:
    """Pass when rows count alike, four parameters have four derivatives, and no digit is lost."""
    should_take_whole_numbers(gradient, THREE_BY_FOUR, THREE_TARGETS, FOUR_PARAMETERS)
    should_count_rows_alike(gradient, THREE_BY_FOUR, THREE_TARGETS, FOUR_PARAMETERS)
    thirds = gradient(THREE_BY_FOUR, THREE_TARGETS / 3.0, FOUR_PARAMETERS / 3.0)
    thirds.should_equal(np.array([14.0, -26.0, 60.0, 70.0]) / 9.0, hint=DIGITS)


@exercise("grad_theta")
class TestGradTheta:
    @points(1)
    def test_has_one_entry_per_parameter(self, student: Student) -> None:
        """Four rows and two parameters give a gradient of two entries."""
        A = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 5.0]])
        gradient = student.grad_theta(A, np.array([1.0, 0.0, 2.0, 1.0]), np.array([1.0, -1.0]))
        gradient.array((2,), hint="Which dimension disappears in your product: the rows, or the parameters?")

    @points(1)
    def test_the_same_three_derivatives(self, student: Student) -> None:
        """Two rows, theta = 0: the numbers you found one at a time."""
        answer = student.grad_theta(TWO_ROWS, TWO_Y, np.zeros(3))
        answer.should_equal(np.array([-6.0, -14.0, -4.0]), hint=BY_HAND)

    @points(0)
    def test_other_sizes(self, student: Student) -> None:
        """Three rows, four parameters: rows that are there twice change nothing, and no digit of a third is lost."""
        _should_be_a_mean_over_rows(student.grad_theta)


@exercise("fit_gd", returns=("thetas", "losses"))
class TestFitGd:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps visit four states: four rows of parameters and four losses."""
        answer = student.fit_gd(ONE_ROW, ONE_Y, 0.1, 3)
        for part, shape in zip(answer.parts("thetas", "losses"), ((4, 2), (4,)), strict=True):
            part.array(shape, hint="How many states are there before, between and after 3 steps?")

    @points(1)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """One row, two steps of lr = 0.05 from zeros: each halves what is left."""
        states = np.array([[0.0, 0.0], [0.3, 0.6], [0.45, 0.9]])
        answer = student.fit_gd(ONE_ROW, ONE_Y, 0.05, 2)
        answer.should_equal((states, np.array([9.0, 2.25, 0.5625])), hint="Is losses[1] the loss at row 1 of thetas?")

    @points(0)
    def test_starts_at_whole_numbers(self, student: Student) -> None:
        """From theta = (0, 2), one step with lr = 1/3 on (1, 2) and (3, 4) leads to (-2/3, 0); theta0 stays."""
        A, y, start = np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([2.0, 4.0]), np.array([0, 2])
        should_take_whole_numbers(student.fit_gd, A, y, 0.1, 2, start)
        answer = student.fit_gd(A, y, 1.0 / 3.0, 1, start)
        states = np.array([[0.0, 2.0], [-2.0 / 3.0, 0.0]])
        hint = "The residuals at the start are 0 and 2. Does row 0 hold the start, and can the array hold -2/3?"
        answer.should_equal((states, np.array([2.0, 130.0 / 9.0])), hint=hint)


@exercise("normal_equation")
class TestNormalEquation:
    @points(1)
    def test_three_points_by_hand(self, student: Student) -> None:
        """The best line through (0, 1), (1, 0), (2, 2) can be found on paper."""
        hint = "Print A.T @ A and A.T @ y, and check your answer: is A.T @ A @ theta equal to A.T @ y?"
        student.normal_equation(THREE_ROWS, THREE_Y).should_equal(np.array([0.5, 0.5]), condition=GUARDED, hint=hint)

    @points(0)
    def test_a_line_in_thirds(self, student: Student) -> None:
        """On y = 1/3 - 2/3 x the intercept comes first, no digit is lost, and your arrays stay as they are."""
        should_take_whole_numbers(student.normal_equation, THREE_ROWS, THREE_Y, condition=GUARDED)
        answer = student.normal_equation(THREE_ROWS, np.array([1.0, -1.0, -3.0]) / 3.0)
        hint = "Which entry of your answer belongs to the column of ones? Is a digit lost?"
        answer.should_equal(np.array([1.0, -2.0]) / 3.0, condition=1e6, hint=hint)


@exercise("lstsq_fit")
class TestLstsqFit:
    @points(1)
    def test_two_equal_columns_share(self, student: Student) -> None:
        """On y = 1 + 2x with the column x there twice, each of the two gets half of the 2."""
        A = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 2.0], [1.0, 4.0, 4.0]])
        answer = student.lstsq_fit(A, np.array([3.0, 5.0, 9.0]))
        answer.should_equal(
            np.array([1.0, 1.0, 1.0]),
            hint="Many parameters fit these rows equally well. Which of them does the docstring ask for?",
        )

    @points(0)
    def test_two_columns_that_are_almost_equal(self, student: Student) -> None:
        """With 1 and 1.001 in the second column, the parameters 1/3 and -2/3 keep nearly all their digits."""
        A, theta = np.array([[1.0, 1.0], [1.0, 1.001]]), np.array([1.0, -2.0]) / 3.0
        hint = "Print the condition numbers of A and of A.T @ A. From which of the two does your code start?"
        student.lstsq_fit(A, A @ theta).should_equal(theta, condition=1e5, hint=hint)


@exercise("train_test_split", returns=("X_train", "X_test", "y_train", "y_test"))
class TestTrainTestSplit:
    @points(1)
    def test_parts_have_the_right_sizes(self, student: Student) -> None:
        """A quarter of eight rows is two rows to test on; six are left to learn from."""
        X, y = np.arange(16.0).reshape(8, 2), np.arange(8.0)
        answer = student.train_test_split(X, y, 0.25, np.random.default_rng(4))
        parts = [part.value for part in answer.parts("X_train", "X_test", "y_train", "y_test")]
        arrays = all(map(is_array, parts))
        expect(arrays, "each of the four parts should be a NumPy array of numbers", hint=TYPE_HINT)
        shapes = [part.shape for part in parts]
        expect(
            shapes == [(6, 2), (2, 2), (6,), (2,)],
            f"the four parts should have the shapes (6, 2), (2, 2), (6,), (2,); yours have {shapes}",
            hint="In which order does the docstring ask for the four parts?",
        )

    @points(0)
    def test_no_row_is_lost_or_torn_apart(self, student: Student) -> None:
        """Twelve rows: each is in exactly one part, its target beside it, and X and y stay as they are."""
        X, y = np.arange(24.0).reshape(12, 2), np.arange(12.0)
        split = student.train_test_split(X, y, 0.25, np.random.default_rng(5))
        shapes = ((9, 2), (3, 2), (9,), (3,))
        parts = split.parts("X_train", "X_test", "y_train", "y_test")
        X_train, X_test, y_train, y_test = (part.array(shape) for part, shape in zip(parts, shapes, strict=True))
        rows = sorted([*y_train.tolist(), *y_test.tolist()])
        expect(rows == y.tolist(), "each row should be in exactly one part", hint="Print y_train and y_test.")
        pairs = np.array_equal(X_train[:, 0], 2 * y_train) and np.array_equal(X_test[:, 0], 2 * y_test)
        expect(pairs, "X[i] and y[i] should stay together", hint="Do you mix the rows of X and y in the same order?")
        split.should_leave_arguments_alone()

    @points(0)
    def test_rng_deals_the_rows(self, student: Student) -> None:
        """Rows are dealt at random, and all chance comes from rng: the same state deals the same rows again."""
        X, y = nearly_equal(40, 1), nearly_equal(40)
        dealt = student.train_test_split(X, y, 0.25, np.random.default_rng(6))
        *_, part = dealt.parts("X_train", "X_test", "y_train", "y_test")
        rows = sorted(part.array((10,)).tolist())
        in_order = rows in (y[:10].tolist(), y[-10:].tolist())
        expect(
            not in_order, "the rows should be dealt at random, not in their order", hint="Which line mixes the rows?"
        )
        should_use_generator(student.train_test_split, X, y, 0.25)


@exercise("r2")
class TestR2:
    @points(1)
    def test_three_points_by_hand(self, student: Student) -> None:
        """Targets 0, 2, 4 and predictions 1, 2, 3: two sums of three squares, then paper is enough."""
        student.r2(np.array([0.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0])).should_equal(
            0.75, condition=GUARDED, hint="Write down both sums of squares on paper: 2 and 8. Which fraction is wanted?"
        )

    @points(0)
    def test_counts_a_shift(self, student: Student) -> None:
        """Predictions that are all too high are no perfect ones, and targets far from zero give the same score."""
        y, predicted = np.array([0.0, 3.0, 3.0]), np.array([1.0, 4.0, 4.0])
        student.r2(y, predicted).should_equal(0.5, condition=GUARDED, hint="Is the residual 1 of each row counted?")
        far = student.r2(3e8 + y, 3e8 + predicted)
        far.should_equal(0.5, condition=GUARDED, hint="Which numbers in your formula become huge, and need they be?")

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """A score of 5/6 keeps its digits, whole numbers are fine, and your arrays stay as they are."""
        y, predicted = np.array([0.0, 3.0, 3.0]), np.array([1.0, 3.0, 3.0])
        should_take_whole_numbers(student.r2, y, predicted, condition=GUARDED)
        student.r2(y, predicted).should_equal(5.0 / 6.0, condition=GUARDED, hint=DIGITS)
