"""Visible checks of `gradient`: shapes first, then numbers that can be worked out on paper."""

from typing import Any

import numpy as np

from lab.checking.api import Student, exercise, expect, points

X, Y = np.array([1.0, 3.0]), np.array([2.0, 4.0])
THETA = np.array([3.0, -1.0])


@np.errstate(all="ignore")
def quadratic(theta: Any) -> Any:
    """Return t0² + 5 t0 t1, whose slopes can be worked out on paper."""
    return theta[0] ** 2 + 5.0 * theta[0] * theta[1]


def quadratic_gradient(theta: Any) -> Any:
    """Return its gradient: (2 t0 + 5 t1, 5 t0)."""
    return np.array([2.0 * theta[0] + 5.0 * theta[1], 5.0 * theta[0]])


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
        student.grad_line(X, Y, 1.0, 1.0).should_equal((0.0, 0.0))
        student.grad_line(X, Y, 1.0, 2.0).should_equal((4.0, 2.0))


@exercise("numerical_gradient")
class TestNumericalGradient:
    @points(1)
    def test_gives_one_slope_for_each_parameter(self, student: Student) -> None:
        """Two parameters, two slopes: an array of the shape of theta."""
        slopes = student.numerical_gradient(quadratic, THETA).value
        expect(
            isinstance(slopes, np.ndarray) and slopes.shape == (2,),
            "an array with one slope for each parameter should come back",
        )

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
        expect(len(arguments) == 4, f"two parameters need 4 values of f; yours asked for {len(arguments)}")


@exercise("relative_error")
class TestRelativeError:
    @points(1)
    def test_shares_by_hand(self, student: Student) -> None:
        """1 against 3 is off by 2 of 4; of two pairs the larger error counts."""
        student.relative_error(1.0, 3.0).should_equal(0.5)
        answer = student.relative_error(np.array([1.0, 9.0]), np.array([3.0, 9.0]))
        answer.should_equal(0.5, hint="Write down the error of each entry on paper. Which one is asked for?")


@exercise("complex_step_gradient")
class TestComplexStepGradient:
    @points(1)
    def test_gives_real_slopes(self, student: Student) -> None:
        """Two parameters, two slopes, and real numbers again."""
        slopes = student.complex_step_gradient(quadratic, THETA).value
        real = isinstance(slopes, np.ndarray) and slopes.shape == (2,) and slopes.dtype.kind in "iuf"
        expect(real, "an array of real numbers, one for each parameter, should come back")

    @points(1)
    def test_slopes_by_hand(self, student: Student) -> None:
        """At (3, -1), the function t0² + 5 t0 t1 has the slopes 1 and 15."""
        answer = student.complex_step_gradient(quadratic, THETA)
        answer.should_equal(np.array([1.0, 15.0]), hint="Which part of f's answer holds the slope?")


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
