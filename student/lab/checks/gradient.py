"""Visible checks of `gradient`: shapes first, then numbers that can be worked out on paper."""

from typing import Any

import numpy as np

from lab.checking.api import Student, exercise, expect, points
from lab.checking.properties import DIGITS, should_count_rows_alike, should_take_whole_numbers

X, Y = np.array([1.0, 3.0]), np.array([2.0, 4.0])
THETA = np.array([3.0, -1.0])


@np.errstate(all="ignore")
def quadratic(theta: Any) -> Any:
    """Return t0² + 5 t0 t1, whose slopes can be worked out on paper."""
    return theta[0] ** 2 + 5.0 * theta[0] * theta[1]


def quadratic_gradient(theta: Any) -> Any:
    """Return its gradient: (2 t0 + 5 t1, 5 t0)."""
    return np.array([2.0 * theta[0] + 5.0 * theta[1], 5.0 * theta[0]])


def third(theta: Any) -> Any:
    """Return (t0² + 2 t1²) / 3, whose slopes have digits without end."""
    return (theta[0] ** 2 + 2.0 * theta[1] ** 2) / 3.0


def third_gradient(theta: Any) -> Any:
    """Return its gradient: (2 t0 / 3, 4 t1 / 3)."""
    return np.array([2.0 * theta[0], 4.0 * theta[1]]) / 3.0


@exercise("grad_line", returns=("dw", "db"))
class TestGradLine:
    @points(1)
    def test_gives_two_numbers(self, student: Student) -> None:
        """Two plain numbers come back: dw, db."""
        slopes = student.grad_line(np.array([1.0, 2.0, 4.0]), np.array([1.0, 0.0, 2.0]), 1.0, 1.0)
        slopes.numbers("dw", "db", hint="Has each of them been averaged?")

    @points(1)
    def test_two_points_by_hand(self, student: Student) -> None:
        """Points (1, 2) and (3, 4), w = b = 0: the residuals are -2 and -4, and paper does the rest."""
        answer = student.grad_line(X, Y, 0.0, 0.0)
        answer.should_equal(
            (-14.0, -6.0), hint="Write down the two residuals on paper. What does each formula make of them?"
        )

    @points(1)
    def test_a_perfect_line_lies_on_flat_ground(self, student: Student) -> None:
        """Where every residual is zero, both derivatives are zero, and one step away they are not."""
        hint = "Print your residuals for the line y = x + 1, which meets both points. What is left of each formula?"
        student.grad_line(X, Y, 1.0, 1.0).should_equal((0.0, 0.0), hint=hint)
        student.grad_line(X, Y, 1.0, 2.0).should_equal((4.0, 2.0), hint=hint)

    @points(0)
    def test_averages_over_rows(self, student: Student) -> None:
        """Every point twice and in another order changes nothing: the gradient is a mean over the points."""
        should_count_rows_alike(student.grad_line, np.array([1.0, 2.0, 4.0]), np.array([1.0, 0.0, 2.0]), 1.0, 1.0)

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """Whole numbers, thirds and heights in millions of millions keep all digits; your arrays stay as they are."""
        should_take_whole_numbers(student.grad_line, X, Y, 0.5, 1.0)
        student.grad_line(X, Y / 3.0, 0.0, 0.0).should_equal((-14.0 / 3.0, -2.0), hint=DIGITS)
        student.grad_line(X, 1e12 * Y, 0.0, 0.0).should_equal((-14e12, -6e12), hint=LARGE)


LARGE = "Which digits are left when two huge, almost equal numbers are subtracted? Where does your code do that?"


@exercise("numerical_gradient")
class TestNumericalGradient:
    @points(1)
    def test_gives_one_slope_for_each_parameter(self, student: Student) -> None:
        """Two parameters, two slopes: an array of the shape of theta."""
        student.numerical_gradient(quadratic, THETA).array((2,))

    @points(1)
    def test_slopes_by_hand(self, student: Student) -> None:
        """At (3, -1), the function t0² + 5 t0 t1 has the slopes 1 and 15."""
        answer = student.numerical_gradient(quadratic, THETA, 0.5)
        answer.should_equal(np.array([1.0, 15.0]), hint="How far apart are the two points you compare?")

    @points(1)
    def test_asks_twice_for_each_parameter(self, student: Student) -> None:
        """f is asked once on either side of each parameter, and no more."""
        arguments: list[Any] = []

        def recording(theta: Any) -> Any:
            arguments.append(theta)
            return quadratic(theta)

        student.numerical_gradient(recording, THETA, 0.5).should_return()
        message = f"two parameters need 4 values of f; yours asked for {len(arguments)}"
        expect(len(arguments) == 4, message, hint="Print theta inside of f. Which places would you expect to see?")

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """Slopes of a third keep all their digits, also where theta holds whole numbers; and theta is never changed."""
        should_take_whole_numbers(student.numerical_gradient, third, THETA, 0.5)
        answer = student.numerical_gradient(third, np.array([0.5, -1.0]), 0.5)
        answer.should_equal(np.array([1.0, -4.0]) / 3.0, hint=DIGITS)


@exercise("relative_error")
class TestRelativeError:
    @points(1)
    def test_shares_by_hand(self, student: Student) -> None:
        """1 against 3 is off by 2 of 4; of two pairs the larger error counts."""
        hint = "By how much do 1 and 3 differ, and how large are the two together? Which fraction is 2 of 4?"
        student.relative_error(1.0, 3.0).should_equal(0.5, hint=hint)
        answer = student.relative_error(np.array([1.0, 9.0]), np.array([3.0, 9.0]))
        answer.should_equal(0.5, hint="Write down the error of each entry on paper. Which one is asked for?")

    @points(0)
    def test_zeros_and_opposite_signs(self, student: Student) -> None:
        """0 against 0 is no error, -2 against 1 is one of 100 %, and far below 1e-12 the scale stays at 1e-12."""
        student.relative_error(-2.0, 1.0).should_equal(1.0, hint="How large are -2 and 1, and how far apart are they?")
        for a, b, error in ((0.0, 0.0, 0.0), (3e-13, 0.0, 0.3)):
            hint = f"What stands below the fraction for {a:g} and 0? Compare it with the formula, bracket by bracket."
            student.relative_error(a, b).should_equal(error, hint=hint)

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """A share of a third keeps all its digits, also between whole numbers; your arrays stay as they are."""
        a, b = np.array([1.0, 2.0, -4.0]), np.array([2.0, 2.0, -4.0])
        should_take_whole_numbers(student.relative_error, a, b)
        student.relative_error(a, b).should_equal(1.0 / 3.0, hint=DIGITS)


@exercise("complex_step_gradient")
class TestComplexStepGradient:
    @points(1)
    def test_gives_real_slopes(self, student: Student) -> None:
        """Two parameters, two slopes, and real numbers again."""
        student.complex_step_gradient(quadratic, THETA).array((2,), hint="How many parameters move, one at a time?")

    @points(1)
    def test_slopes_by_hand(self, student: Student) -> None:
        """At (3, -1), the function t0² + 5 t0 t1 has the slopes 1 and 15."""
        answer = student.complex_step_gradient(quadratic, THETA)
        answer.should_equal(np.array([1.0, 15.0]), hint="Which part of f's answer holds the slope?")

    @points(0)
    def test_takes_the_step_it_is_given(self, student: Student) -> None:
        """With h = 1, the series of t³ leaves 3 t² - 1: at 1 and 2 that is 2 and 11."""
        answer = student.complex_step_gradient(lambda theta: np.sum(theta**3), np.array([1.0, 2.0]), 1.0)
        answer.should_equal(np.array([2.0, 11.0]), hint="Write down (t + ih)³ on paper. Which h does your code take?")

    @points(0)
    def test_keeps_every_digit(self, student: Student) -> None:
        """Slopes of a third keep all their digits, also where theta holds whole numbers; and theta is never changed."""
        should_take_whole_numbers(student.complex_step_gradient, third, THETA)
        answer = student.complex_step_gradient(third, np.array([0.5, -1.0]))
        answer.should_equal(np.array([1.0, -4.0]) / 3.0, hint=DIGITS)


@exercise("fd_error_curve")
class TestFdErrorCurve:
    @points(1)
    def test_three_errors_by_hand(self, student: Student) -> None:
        """On t0² + 5 t0 t1, forward differences are off by h; the other two are exact."""
        hs = np.array([0.5, 0.25])
        answer = student.fd_error_curve(quadratic, quadratic_gradient, THETA, hs)
        curves = {"forward": hs, "central": np.zeros(2), "complex": np.zeros(2)}
        answer.should_equal(
            curves,
            scale=10.0,
            hint="Write down the differences for one h on paper. Which one counts, and has it a sign?",
        )

    @points(0)
    def test_takes_the_larger_of_two_errors(self, student: Student) -> None:
        """On (t0² + 2 t1²) / 3, forward differences are off by h/3 and 2h/3: the larger counts, every digit of it."""
        should_take_whole_numbers(student.fd_error_curve, third, third_gradient, THETA, np.array([1, 3]))
        hs = np.array([1.0, 3.0])
        answer = student.fd_error_curve(third, third_gradient, THETA, hs)
        curves = {"forward": 2.0 * hs / 3.0, "central": np.zeros(2), "complex": np.zeros(2)}
        answer.should_equal(curves, scale=10.0, hint="Two parameters, two errors for one h. Which number is asked for?")
