"""Visible checks of `many-features`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED

# Two rows, three columns: at theta = 0 the residuals are -2 and -4.
TWO_ROWS, TWO_Y = np.array([[1.0, 1.0, 2.0], [1.0, 3.0, 0.0]]), np.array([2.0, 4.0])
BY_HAND = "Write down the two residuals on paper. What does the formula make of them for each column?"
ONE_ROW, ONE_Y = np.array([[1.0, 2.0]]), np.array([3.0])
THREE_ROWS, THREE_Y = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), np.array([1.0, 0.0, 2.0])


@exercise("add_intercept")
class TestAddIntercept:
    @points(1)
    def test_ones_come_first(self, student: Student) -> None:
        """Three rows of two features become three rows of three numbers, each beginning with 1."""
        X = np.array([[2.0, 3.0], [4.0, 5.0], [6.0, 7.0]])
        student.add_intercept(X).should_equal(np.array([[1.0, 2.0, 3.0], [1.0, 4.0, 5.0], [1.0, 6.0, 7.0]]))


@exercise("mse_theta")
class TestMseTheta:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """With theta = (1, 0, 0) the residuals are -1 and -3, so paper is enough."""
        student.mse_theta(TWO_ROWS, TWO_Y, np.array([1.0, 0.0, 0.0])).should_equal(5.0)


@exercise("grad_elementwise")
class TestGradElementwise:
    @points(1)
    def test_three_derivatives_by_hand(self, student: Student) -> None:
        """Two rows, theta = 0: each of the three derivatives is one short sum."""
        answer = student.grad_elementwise(TWO_ROWS, TWO_Y, np.zeros(3))
        answer.should_equal(np.array([-6.0, -14.0, -4.0]), hint=BY_HAND)


@exercise("grad_theta")
class TestGradTheta:
    @points(1)
    def test_has_one_entry_per_parameter(self, student: Student) -> None:
        """Four rows and two parameters give a gradient of two entries."""
        A = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 5.0]])
        gradient = student.grad_theta(A, np.array([1.0, 0.0, 2.0, 1.0]), np.array([1.0, -1.0])).value
        expect(is_array(gradient), "the gradient should be a NumPy array of numbers")
        expect(
            gradient.shape == (2,),
            f"the gradient should have the shape (2,) here; yours has the shape {gradient.shape}",
            hint="Which dimension disappears in your product: the rows, or the parameters?",
        )

    @points(1)
    def test_the_same_three_derivatives(self, student: Student) -> None:
        """Two rows, theta = 0: the numbers you found one at a time."""
        answer = student.grad_theta(TWO_ROWS, TWO_Y, np.zeros(3))
        answer.should_equal(np.array([-6.0, -14.0, -4.0]), hint=BY_HAND)


@exercise("fit_gd", returns=("thetas", "losses"))
class TestFitGd:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps visit four states: four rows of parameters and four losses."""
        arrays = student.fit_gd(ONE_ROW, ONE_Y, 0.1, 3).value
        expect(isinstance(arrays, (tuple, list)) and len(arrays) == 2, "two arrays should come back: thetas, losses")
        for name, part, shape in zip(("thetas", "losses"), arrays, ((4, 2), (4,)), strict=True):
            expect(
                is_array(part),
                f"`{name}` should be a NumPy array of numbers",
                hint="What is `type(...)` of it? The docstring asks for an array.",
            )
            expect(
                part.shape == shape,
                f"`{name}` should have the shape {shape} after 3 steps; yours has {part.shape}",
                hint="How many states are there before, between and after 3 steps?",
            )

    @points(1)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """One row, two steps of lr = 0.05 from zeros: each halves what is left."""
        states = np.array([[0.0, 0.0], [0.3, 0.6], [0.45, 0.9]])
        answer = student.fit_gd(ONE_ROW, ONE_Y, 0.05, 2)
        answer.should_equal((states, np.array([9.0, 2.25, 0.5625])), hint="Is losses[1] the loss at row 1 of thetas?")


@exercise("normal_equation")
class TestNormalEquation:
    @points(1)
    def test_three_points_by_hand(self, student: Student) -> None:
        """The best line through (0, 1), (1, 0), (2, 2) can be found on paper."""
        student.normal_equation(THREE_ROWS, THREE_Y).should_equal(np.array([0.5, 0.5]), condition=GUARDED)


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


@exercise("train_test_split", returns=("X_train", "X_test", "y_train", "y_test"))
class TestTrainTestSplit:
    @points(1)
    def test_parts_have_the_right_sizes(self, student: Student) -> None:
        """A quarter of eight rows is two rows to test on; six are left to learn from."""
        X, y = np.arange(16.0).reshape(8, 2), np.arange(8.0)
        answer = student.train_test_split(X, y, 0.25, np.random.default_rng(4))
        parts = [part.value for part in answer.parts("X_train", "X_test", "y_train", "y_test")]
        expect(all(map(is_array, parts)), "each of the four parts should be a NumPy array of numbers")
        shapes = [part.shape for part in parts]
        expect(
            shapes == [(6, 2), (2, 2), (6,), (2,)],
            f"the four parts should have the shapes (6, 2), (2, 2), (6,), (2,); yours have {shapes}",
            hint="In which order does the docstring ask for the four parts?",
        )


@exercise("r2")
class TestR2:
    @points(1)
    def test_three_points_by_hand(self, student: Student) -> None:
        """Targets 0, 2, 4 and predictions 1, 2, 3: two sums of three squares, then paper is enough."""
        student.r2(np.array([0.0, 2.0, 4.0]), np.array([1.0, 2.0, 3.0])).should_equal(0.75, condition=GUARDED)
