"""Visible checks of `line-and-loss`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import Floats
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.properties import DIGITS, EVERY, TINY, should_take_whole_numbers, should_use_generator

TARGETS, PREDICTIONS = np.array([1.0, 2.0, 4.0, 0.0]), np.array([2.0, 0.0, 4.0, 3.0])


@exercise("make_line", returns=("x", "y"))
class TestMakeLine:
    @points(1)
    def test_without_noise_the_points_lie_on_the_line(self, student: Student) -> None:
        """Five points without noise: x between low and high, and y exactly on the line."""
        x, y = _coordinates(student.make_line(5, 2.0, -1.0, 0.0, 3.0, 4.0, np.random.default_rng(1)), 5)
        expect(np.all((x >= 3.0) & (x <= 4.0)), "every x should lie between low and high", hint=RANGE)
        on_line = np.allclose(y, 2.0 * x - 1.0, rtol=0.0, atol=1e-12)
        expect(on_line, "without noise, y should be the line's height at x", hint=HEIGHTS)

    @points(0)
    def test_noise_is_the_size_of_the_pushes(self, student: Student) -> None:
        """Of 3000 points with noise = 4, every x is another one, and about two in three lie within 4 of the line."""
        x, y = _coordinates(student.make_line(3000, 0.5, 7.0, 4.0, 1.0, 9.0, np.random.default_rng(3)), 3000)
        expect(len(np.unique(x)) == 3000, "every point should have an x of its own", hint=EVERY)
        pushes = y - (0.5 * x + 7.0)
        expect(abs(np.mean(pushes)) < 0.4, "as many points should lie above the line as below it", hint=PUSHES)
        share = np.mean(np.abs(pushes) < 4.0)
        expect(0.64 < share < 0.725, "with noise = 4, about two in three points should lie within 4", hint=PUSHES)

    @points(0)
    def test_asks_the_generator_it_is_given(self, student: Student) -> None:
        """All chance comes from rng: one in the same state gives the same points, another one moves each x and y."""
        answers = should_use_generator(student.make_line, 6, -1.0, 2.0, 1e-8, 1.0, 1.0 + 1e-8)
        first, different = (_coordinates(answer, 6) for answer in answers)
        for name, before, after in zip(("x", "y"), first, different, strict=True):
            expect(not np.any(before == after), f"another generator should give another `{name}`", hint=EVERY)


def _coordinates(answer: Answer, n: int) -> tuple[Floats, Floats]:
    """Return x and y, n numbers each."""
    x, y = (part.array((n,), hint=ONE_EACH) for part in answer.parts("x", "y"))
    return x, y


ONE_EACH = "How many numbers does `rng` give when you ask once? Its methods also take a size."
RANGE = "Print the smallest and the largest x. Which two numbers does `rng.uniform` want to know?"
HEIGHTS = "Print the heights 2 x - 1 below your y. Which of the arguments is the slope?"
PUSHES = "Print np.mean and np.std of y minus the line for noise = 4. What does the second argument of `normal` mean?"


@exercise("predict_line")
class TestPredictLine:
    @points(1)
    def test_three_heights_by_hand(self, student: Student) -> None:
        """The line with w = 0.5 and b = -1 has the heights -1, 0 and 1.5 over x = 0, 2 and 5."""
        answer = student.predict_line(np.array([0.0, 2.0, 5.0]), 0.5, -1.0)
        answer.should_equal(np.array([-1.0, 0.0, 1.5]), hint="Where does the line cross x = 0?")

    @points(0)
    def test_takes_one_number_whole_numbers_and_tiny_ones(self, student: Student) -> None:
        """A single x gives a single height; whole numbers and tiny ones keep their digits, and x stays as it is."""
        student.predict_line(6.0, 0.5, -1.0).should_equal(2.0, hint="What does your function need an array for?")
        should_take_whole_numbers(student.predict_line, np.array([0, 3, 5]), 0.5, -1.0)
        answer = student.predict_line(TINY * np.array([0.0, 2.0, 5.0]), 0.5, -TINY)
        answer.should_equal(TINY * np.array([-1.0, 0.0, 1.5]), hint=DIGITS)


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

    @points(0)
    def test_refuses_a_column_and_a_row(self, student: Student) -> None:
        """Four targets in a column, shape (4, 1), and four predictions, shape (4,), differ too: ValueError."""
        student.mse.should_raise(ValueError, TARGETS[:, None], PREDICTIONS, hint=COLUMN)

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """Tiny numbers, huge ones and whole numbers give the exact loss, and your arrays stay as they are."""
        should_take_whole_numbers(student.mse, TARGETS, PREDICTIONS)
        student.mse(TINY * TARGETS, TINY * PREDICTIONS).should_equal(3.5 * TINY**2, hint=DIGITS)
        student.mse(1e8 + TARGETS, 1e8 + PREDICTIONS).should_equal(3.5, hint=LARGE)


COLUMN = "Print `.shape` of y_pred - y_true for the two. How many differences are there? Compare shapes, not lengths."
LARGE = "The residuals are as small as before. Which numbers in your formula are huge, and need they be?"


@exercise("error_report")
class TestErrorReport:
    @points(1)
    def test_two_residuals_by_hand(self, student: Student) -> None:
        """For the residuals 1 and -7, all three errors fit on paper."""
        answer = student.error_report(np.zeros(2), np.array([1.0, -7.0]))
        answer.should_equal(
            {"mse": 25.0, "rmse": 5.0, "mae": 4.0}, hint="Write down the two residuals. What is the size of each?"
        )

    @points(0)
    def test_three_points_in_tiny_numbers(self, student: Student) -> None:
        """The residuals 1, -1 and -4 in whole numbers, then in tiny ones: no digit is lost, and no argument changes."""
        targets, predictions = np.array([2.0, 0.0, 5.0]), np.array([3.0, -1.0, 1.0])
        should_take_whole_numbers(student.error_report, targets, predictions)
        student.error_report(TINY * targets, TINY * predictions).should_equal(
            {"mse": 6.0 * TINY**2, "rmse": np.sqrt(6.0) * TINY, "mae": 2.0 * TINY},
            hint="Do it for the residuals 1, -1 and -4 on paper. How many residuals are there, and is a digit lost?",
        )


@exercise("loss_grid")
class TestLossGrid:
    X, Y = np.array([1.0, 3.0]), np.array([2.0, 4.0])

    @points(1)
    def test_has_a_row_for_each_b(self, student: Student) -> None:
        """Two intercepts and three slopes make a table of two rows and three columns."""
        answer = student.loss_grid(self.X, self.Y, np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
        answer.array((2, 3), hint="Which of the two loops makes a new row?")

    @points(2)
    def test_six_lines_by_hand(self, student: Student) -> None:
        """Two points and six lines: every loss fits on paper, and one line is perfect."""
        answer = student.loss_grid(self.X, self.Y, np.array([0.0, 1.0, 2.0]), np.array([0.0, 1.0]))
        answer.should_equal(
            np.array([[10.0, 1.0, 2.0], [5.0, 0.0, 5.0]]),
            hint="Row 1, column 2 is the line y = 2 x + 1: what are its two residuals?",
        )

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """Whole numbers and tiny ones give the exact losses, and your arrays stay as they are."""
        x, y = np.array([1.0, 3.0, 4.0]), np.array([2.0, 4.0, 4.0])
        should_take_whole_numbers(student.loss_grid, x, y, np.array([0, 1, 2]), np.array([0, 1]))
        w_values, b_values = TINY * np.array([0.0, 1.0, 2.0]), TINY * np.array([0.0, 1.0])
        answer = student.loss_grid(self.X, TINY * self.Y, w_values, b_values)
        answer.should_equal(TINY**2 * np.array([[10.0, 1.0, 2.0], [5.0, 0.0, 5.0]]), hint=DIGITS)
