"""What the grader checks in `line-and-loss`, on data no notebook has seen."""

from __future__ import annotations

from math import erf

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS, close
from lab.checking.properties import is_used

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.line_and_loss.cases import CASES, far_from_zero, layouts, pairs
from solutions import line_and_loss as reference

# One product and one sum: rounding stays far below this.
ONE_LINE = 1e2
# What is measured on a sample is rarely more than four standard errors off.
FOUR_ERRORS = 4.0


@exercise("make_line", returns=("x", "y"))
class TestMakeLine:
    @points(1)
    def test_draws_from_the_generator_it_is_given(self, student: Student) -> None:
        """Two generators in the same state give the same points, two different ones do not."""
        # A function that draws from another generator gives other numbers in every replay, and its mistake could not
        # be recognized. So the numbers are fixed here: x has no room, and the pushes are below the digits compared.
        answer = student.make_line(5, -1.5, 2.0, 0.0, 3.0, 3.0, np.random.default_rng(11))
        _points(answer, 5)
        is_drawn = is_used(answer.arguments[-1], np.random.default_rng(11))
        expect(is_drawn, "the points should be drawn from `rng`", hint=OWN_RNG)
        first, second = (self.points_with_little_noise(student, seed=5) for _ in range(2))
        expect(np.array_equal(first, second), "generators in the same state should give the same points", hint=OWN_RNG)
        different = self.points_with_little_noise(student, seed=6)
        equal = [np.array_equal(*both) for both in zip(first, different, strict=True)]
        expect(not any(equal), "different generators should give different points", hint=EVERY)

    @staticmethod
    def points_with_little_noise(student: Student, seed: int) -> tuple[Floats, Floats]:
        """Return nine points that are almost on their line."""
        return _points(student.make_line(9, -1.5, 2.0, 1e-9, -3.0, 1.0, np.random.default_rng(seed)), 9)

    @points(1)
    def test_noise_is_a_standard_deviation(self, student: Student) -> None:
        """Over thousands of points, the scatter around the line has the size, the middle and the shape asked for."""
        for n, noise in ((4000, 2.5), (2500, 0.3)):
            # In one of a thousand runs chance alone is more than four standard errors off: it gets a second try.
            problems = [self.problem_of_noise(student, n, noise, seed) for seed in (21, 22)]
            expect(not all(problems), problems[0], hint=SPREAD)

    @staticmethod
    def problem_of_noise(student: Student, n: int, noise: float, seed: int) -> str:
        """Say what is wrong with n points of that noise, or nothing."""
        x, y = _points(student.make_line(n, -3.0, 20.0, noise, -2.0, 6.0, np.random.default_rng(seed)), n)
        pushes, width, errors = y - (-3.0 * x + 20.0), 8.0 / np.sqrt(12.0), FOUR_ERRORS / np.sqrt(n)
        small, share = np.mean(np.abs(pushes) < noise), erf(np.sqrt(0.5))
        properties = {
            "the scatter around the line is not `noise` wide": abs(np.std(pushes) - noise)
            < errors * noise / np.sqrt(2),
            "the scatter should have its middle on the line": abs(np.mean(pushes)) < errors * noise,
            "the pushes should be normal: most of them small": abs(small - share) < errors * np.sqrt(share - share**2),
            "x should fill its range evenly": max(abs(np.mean(x) - 2.0), abs(np.std(x) - width)) < errors * width,
        }
        return next((message for message, holds in properties.items() if not holds), "")

    @points(1)
    def test_stays_in_bounds_and_on_the_line_without_noise(self, student: Student) -> None:
        """Any number of points lies between low and high, and without noise exactly on the line."""
        for n, (w, b), (low, high) in ((7, (-2.5, 40.0), (10.0, 12.0)), (11, (3, -5), (-9, -4))):
            x, y = _points(student.make_line(n, w, b, 0.0, low, high, np.random.default_rng(n)), n)
            expect(np.all((x >= low) & (x <= high)), "every x should lie between low and high")
            expect(len(set(x.tolist())) == n, "each point should have an x of its own")
            expect(close(y, w * x + b, ONE_LINE).all(), "without noise, y should be the line's height at x")


def _points(answer: Answer, n: int) -> tuple[Floats, Floats]:
    """Return the answer as x and y, n numbers each."""
    x, y = (part.array((n,), finite=True) for part in answer.parts("x", "y"))
    return x, y


OWN_RNG = "Where does each random number in your function come from? Is it always `rng`?"
EVERY = "Both coordinates are left to chance: where x is, and how far y is pushed."
SPREAD = "What does the second argument of `normal` mean? Its documentation calls it `scale`."


@exercise("predict_line")
class TestPredictLine:
    @points(1)
    def test_is_linear_in_w_and_b(self, student: Student) -> None:
        """Heights add up: those of two lines together are those of the line with both slopes and both intercepts."""
        for case in CASES:
            n = (len(case.x),)
            (w1, b1), (w2, b2) = (case.w, case.b), (-0.6, 5.2)
            first, second = (student.predict_line(case.x, w, b).array(n, finite=True) for w, b in ((w1, b1), (w2, b2)))
            both = student.predict_line(case.x, w1 + w2, b1 + b2)
            both.array(n, finite=True)
            both.should_equal(first + second, condition=ONE_LINE)
            student.predict_line(case.x, w1, b1).should_equal(case.predictions, condition=ONE_LINE, hint=HEIGHT)

    @points(1)
    def test_takes_a_single_number(self, student: Student) -> None:
        """One x gives one height, not an array."""
        for x, w, b in ((3.7, -1.2, 8.5), (-4, 2.5, 0.75)):
            student.predict_line(x, w, b).should_equal(w * x + b, condition=ONE_LINE, scale=10.0)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.predict_line(case.x, 0.5, -2.25)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.predict_line(case.x, 0.5, -2.25), condition=ONE_LINE)


HEIGHT = "How high is the line above x = 0, and how much higher one step to the right?"


@exercise("mse")
class TestMse:
    @points(2)
    def test_averages_the_squares_of_the_residuals(self, student: Student) -> None:
        """The mean of the squared residuals, for residuals of both signs and two numbers of points."""
        for case in CASES:
            residual = case.predictions - case.y
            mean = float(np.dot(residual, residual)) / len(case.y)
            student.mse(case.y, case.predictions).should_equal(mean, condition=FEW_SUMS, hint=SQUARES)

    @points(1)
    def test_keeps_its_promises(self, student: Student) -> None:
        """Doubled residuals: four times the loss. Other order, or every point twice: the same loss."""
        for case in CASES:
            loss = student.mse(case.y, case.predictions).number()
            expect(loss > 0, "residuals that are not zero should have a loss above zero")
            twice = case.y + 2.0 * (case.predictions - case.y)
            student.mse(case.y, twice).should_equal(4.0 * loss, condition=FEW_SUMS)
            student.mse(case.y[::-1], case.predictions[::-1]).should_equal(loss, condition=FEW_SUMS)
            student.mse(np.tile(case.y, 2), np.tile(case.predictions, 2)).should_equal(
                loss, condition=FEW_SUMS, hint=SQUARES
            )

    @points(1)
    def test_refuses_a_column_against_a_row(self, student: Student) -> None:
        """Shapes (n, 1) and (n,) look alike and are not: ValueError, from either side."""
        for case in CASES:
            columns = (case.y[:, None], case.predictions), (case.y, case.predictions[:, None])
            for targets, predictions in columns:
                student.mse.should_raise(ValueError, targets, predictions, hint=COLUMN)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, huge ones, read-only arrays and slices are fine, and nothing you are given changes."""
        for targets, predictions in (*pairs(), far_from_zero(9)):
            answer = student.mse(targets, predictions)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.mse(targets, predictions), condition=FEW_SUMS, hint=RESIDUALS)


SQUARES = "Write down three residuals, their squares, and the mean of those."
RESIDUALS = "Does your function also work for targets of many millions? Which of its numbers become very large?"
COLUMN = "How many differences does NumPy make of the two? Compare the shapes, not the lengths."


@exercise("error_report")
class TestErrorReport:
    @points(1)
    def test_gives_all_three_errors(self, student: Student) -> None:
        """Mean square, root of the mean square, and mean size, each under its key."""
        for case in CASES:
            report = reference.error_report(case.y, case.predictions)
            student.error_report(case.y, case.predictions).should_equal(dict(report), condition=FEW_SUMS)

    @points(1)
    def test_the_root_is_never_below_the_mean_size(self, student: Student) -> None:
        """rmse is at least mae; for residuals of one size they are equal; both follow the unit of y."""
        for case in CASES:
            errors = student.error_report(case.y, case.predictions).mapping("mse", "rmse", "mae")
            mse, rmse, mae = (error.number() for error in errors.values())
            slack = EPS * FEW_SUMS * rmse
            expect(rmse >= mae - slack, "rmse should never be below mae")
            signs = np.where(np.arange(len(case.y)) % 3 == 0, -2.5, 2.5)
            level = {"mse": 6.25, "rmse": 2.5, "mae": 2.5}
            student.error_report(case.y, case.y + signs).should_equal(level, condition=FEW_SUMS)
            cents = {"mse": 1e4 * mse, "rmse": 100.0 * rmse, "mae": 100.0 * mae}
            student.error_report(100.0 * case.y, 100.0 * case.predictions).should_equal(cents, condition=FEW_SUMS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for targets, predictions in pairs():
            answer = student.error_report(targets, predictions)
            answer.should_leave_arguments_alone()
            answer.should_equal(dict(reference.error_report(targets, predictions)), condition=FEW_SUMS)


@exercise("loss_grid")
class TestLossGrid:
    @points(2)
    def test_each_cell_is_the_loss_of_its_line(self, student: Student) -> None:
        """Row i and column j hold the loss of the line with b_values[i] and w_values[j]."""
        for case in CASES:
            answer = student.loss_grid(case.x, case.y, case.w_values, case.b_values)
            answer.should_equal(case.grid, condition=FEW_SUMS, hint=CELL)

    @points(1)
    def test_bends_like_a_bowl_in_both_directions(self, student: Student) -> None:
        """Along every row and column the loss is a parabola: its third differences are zero, its second are not."""
        for case in CASES:
            w_values, b_values = np.linspace(-2.0, 3.0, 6), np.linspace(-1.0, 6.0, 5)
            grid = student.loss_grid(case.x, case.y, w_values, b_values).array((5, 6), finite=True)
            slack = EPS * FEW_SUMS * float(np.max(np.abs(grid)))
            for axis, name in ((0, "column"), (1, "row")):
                bend, third = np.diff(grid, 2, axis=axis), np.diff(grid, 3, axis=axis)
                expect(np.all(np.abs(third) <= slack), f"along a {name} the loss should be a parabola", hint=CELL)
                expect(np.all(bend > slack), f"along a {name} the loss should bend upwards", hint=CELL)

    @points(1)
    def test_is_lowest_at_the_best_line(self, student: Student) -> None:
        """On a grid that contains the line of least squares, no other cell lies as low."""
        for case in CASES:
            w_values, b_values = case.best[0] + np.arange(-3.0, 6.0), case.best[1] + np.arange(-2.0, 4.0)
            grid = student.loss_grid(case.x, case.y, w_values, b_values).array((6, 9), finite=True)
            lowest = tuple(int(i) for i in np.unravel_index(int(np.argmin(grid)), grid.shape))
            expect(lowest == (2, 3), "the lowest cell is not the one of the best line", hint=CELL)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.loss_grid(case.x, case.y, case.w_values, case.b_values)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.grid, condition=FEW_SUMS)


CELL = "Pick one cell. Which w and which b belong to it, and what is the loss of that line?"
