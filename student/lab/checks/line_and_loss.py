"""Visible checks of `line-and-loss`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points

TARGETS, PREDICTIONS = np.array([1.0, 2.0, 4.0, 0.0]), np.array([2.0, 0.0, 4.0, 3.0])


@exercise("make_line", returns=("x", "y"))
class TestMakeLine:
    @points(1)
    def test_without_noise_the_points_lie_on_the_line(self, student: Student) -> None:
        """Five points without noise: x between low and high, and y exactly on the line."""
        arrays = student.make_line(5, 2.0, -1.0, 0.0, 3.0, 4.0, np.random.default_rng(1)).value
        pair = isinstance(arrays, (tuple, list)) and len(arrays) == 2
        expect(pair, "two arrays should come back, in this order: x, y")
        for name, values in zip(("x", "y"), arrays, strict=True):
            expect(
                isinstance(values, np.ndarray) and values.shape == (5,) and values.dtype.kind in "iuf",
                f"`{name}` should be an array of the shape (5,)",
                hint="How many numbers does `rng` give when you ask once? Its methods also take a size.",
            )
        x, y = arrays
        expect(np.all((x >= 3.0) & (x <= 4.0)), "every x should lie between low and high")
        expect(np.allclose(y, 2.0 * x - 1.0, rtol=0.0, atol=1e-12), "without noise, y should be the line's height at x")


@exercise("predict_line")
class TestPredictLine:
    @points(1)
    def test_three_heights_by_hand(self, student: Student) -> None:
        """The line with w = 0.5 and b = -1 has the heights -1, 0 and 1.5 over x = 0, 2 and 5."""
        answer = student.predict_line(np.array([0.0, 2.0, 5.0]), 0.5, -1.0)
        answer.should_equal(np.array([-1.0, 0.0, 1.5]), hint="Where does the line cross x = 0?")


@exercise("mse")
class TestMse:
    @points(1)
    def test_gives_one_number(self, student: Student) -> None:
        """Four targets and four predictions leave one plain number."""
        loss = student.mse(TARGETS, PREDICTIONS)
        loss.number(message="one number should come back", hint="How many numbers are left after a mean?")

    @points(1)
    def test_four_residuals_by_hand(self, student: Student) -> None:
        """The residuals 1, -2, 0 and 3 can be squared and averaged on paper."""
        student.mse(TARGETS, PREDICTIONS).should_equal(
            3.5, hint="Write the four residuals on paper. What are their squares, and what is the mean of those?"
        )

    @points(1)
    def test_refuses_different_shapes(self, student: Student) -> None:
        """Five targets and four predictions do not belong together: ValueError."""
        student.mse.should_raise(
            ValueError,
            np.arange(5.0),
            PREDICTIONS,
            hint="What does your function do with these two shapes? When would it have to look at them?",
        )


@exercise("error_report")
class TestErrorReport:
    @points(1)
    def test_two_residuals_by_hand(self, student: Student) -> None:
        """For the residuals 1 and -7, all three errors fit on paper."""
        answer = student.error_report(np.zeros(2), np.array([1.0, -7.0]))
        answer.should_equal(
            {"mse": 25.0, "rmse": 5.0, "mae": 4.0}, hint="Write down the two residuals. What is the size of each?"
        )


@exercise("loss_grid")
class TestLossGrid:
    X, Y = np.array([1.0, 3.0]), np.array([2.0, 4.0])

    @points(1)
    def test_has_a_row_for_each_b(self, student: Student) -> None:
        """Two intercepts and three slopes make a table of two rows and three columns."""
        grid = student.loss_grid(self.X, self.Y, np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0])).value
        expect(
            is_array(grid),
            "a NumPy array of numbers should come back",
            hint="What is `type(...)` of your answer? The docstring asks for an array.",
        )
        expect(
            grid.shape == (2, 3),
            f"the shape should be (2, 3), one row for each b; yours is {grid.shape}",
            hint="Which of the two loops makes a new row?",
        )

    @points(2)
    def test_six_lines_by_hand(self, student: Student) -> None:
        """Two points and six lines: every loss fits on paper, and one line is perfect."""
        answer = student.loss_grid(self.X, self.Y, np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
        answer.should_equal(
            np.array([[10.0, 1.0, 2.0], [5.0, 0.0, 5.0]]),
            hint="Row 1, column 2 is the line y = 2 x + 1: what are its two residuals?",
        )
