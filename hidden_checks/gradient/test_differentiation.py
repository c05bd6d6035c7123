"""What the grader checks in `gradient` of differentiation without a formula: differences and complex steps."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points

from autograder.checking.array_layouts import Floats, strided
from hidden_checks.gradient.cases import mean_of_exponentials, places, quadratic
from hidden_checks.least_squares_cases import FEW_SUMS


@exercise("numerical_gradient")
class TestNumericalGradient:
    @points(1)
    def test_is_exact_on_a_quadratic(self, student: Student) -> None:
        """On a quadratic, central differences have no error of their own, even with h = 0.1."""
        for function in (quadratic(3), quadratic(5)):
            answer = student.numerical_gradient(function.f, function.theta, 0.1)
            answer.array(function.theta.shape, finite=True)
            answer.should_equal(function.gradient(function.theta), condition=FEW_SUMS, scale=10.0, hint=APART)

    @points(2)
    def test_errs_with_the_square_of_the_step(self, student: Student) -> None:
        """A tenth of the step leaves a hundredth of the error; and the default step is a good one."""
        for function in (mean_of_exponentials(3), mean_of_exponentials(4)):
            exact = function.gradient(function.theta)
            large, small = (
                _largest_error(student.numerical_gradient(function.f, function.theta, h), exact) for h in (0.3, 0.03)
            )
            expect(large < 0.05, "with h = 0.3 the slopes should already be right to a few per cent", hint=APART)
            ratio = large / max(small, 1e-300)
            expect(80.0 < ratio < 120.0, "a tenth of the step should leave a hundredth", hint=BOTH)
            default = _largest_error(student.numerical_gradient(function.f, function.theta), exact)
            expect(default < 1e-8, "with the default step, eight digits should be right")

    @points(1)
    def test_moves_one_parameter_at_a_time(self, student: Student) -> None:
        """f is asked twice for each parameter, and each time one parameter has moved, by h."""
        for function, h in ((mean_of_exponentials(3), 1e-3), (quadratic(5), 0.25)):
            thetas: list[Any] = []

            def recording(theta: Any, f: Any = function.f, thetas: list[Any] = thetas) -> Any:
                thetas.append(np.array(theta))
                return f(theta)

            p = len(function.theta)
            student.numerical_gradient(recording, function.theta, h).array((p,), finite=True)
            expect(len(thetas) == 2 * p, f"{p} parameters need {2 * p} values of f; yours asked for {len(thetas)}")
            fits = all(isinstance(theta, np.ndarray) and theta.shape == (p,) for theta in thetas)
            expect(fits, "f should be asked with an array of the shape of theta")
            distances = np.abs(np.array(thetas) - function.theta)
            moves = distances > h / 2
            expect((moves.sum(axis=1) == 1).all(), "one parameter should move at a time, the others stay", hint=RESTORE)
            expect(np.allclose(distances[moves], h, rtol=1e-6), "it should move by h, to either side")

    @points(1)
    def test_takes_any_place_and_leaves_it_alone(self, student: Student) -> None:
        """Parameters may be whole numbers, read-only or a slice, and stay as they are."""
        function = quadratic(4)
        for theta in places(function.theta):
            answer = student.numerical_gradient(function.f, theta, 0.5)
            answer.should_leave_arguments_alone()
            answer.should_equal(function.gradient(theta), condition=FEW_SUMS, scale=30.0, hint=RESTORE)


def _largest_error(answer: Answer, exact: Floats) -> float:
    return float(np.max(np.abs(answer.array(exact.shape, finite=True) - exact)))


APART = "How far apart are the two points you compare? And what do you divide by?"
BOTH = "At which two points do you ask f? Look at the two formulas in the text, and at what each leaves over."
RESTORE = (
    "While one parameter moves, where do the others stand? Is theta the same afterwards? What type has room for a step?"
)


@exercise("complex_step_gradient")
class TestComplexStepGradient:
    @points(2)
    def test_is_exact_to_the_last_digits(self, student: Student) -> None:
        """No error but rounding: 14 digits, on functions that bend."""
        for function in (mean_of_exponentials(3), mean_of_exponentials(5)):
            answer = student.complex_step_gradient(function.f, function.theta)
            answer.array(function.theta.shape, finite=True)
            answer.should_equal(function.gradient(function.theta), condition=1e2, hint=PART)

    @points(1)
    def test_works_with_any_small_step(self, student: Student) -> None:
        """A step of 1e-9 or 1e-100 gives the same slopes: nothing is subtracted, so nothing cancels."""
        for function, h in ((quadratic(4), 1e-100), (mean_of_exponentials(3), 1e-9)):
            answer = student.complex_step_gradient(function.f, function.theta, h)
            answer.should_equal(function.gradient(function.theta), condition=FEW_SUMS, hint=PART)
        function = quadratic(3)
        cubic = student.complex_step_gradient(lambda theta: np.sum(theta**3), function.theta, 0.5)
        fits = np.allclose(cubic.array((3,), finite=True), 3.0 * function.theta**2 - 0.25, rtol=0.0, atol=1e-12)
        expect(fits, "the step you take should be the h you are given")

    @points(1)
    def test_takes_any_place_and_leaves_it_alone(self, student: Student) -> None:
        """Parameters may be whole numbers, read-only or a slice, and stay as they are."""
        function = quadratic(4)
        for theta in places(function.theta):
            answer = student.complex_step_gradient(function.f, theta)
            answer.should_leave_arguments_alone()
            answer.should_equal(function.gradient(theta), condition=FEW_SUMS, scale=30.0, hint=PART)


PART = "Look at the series again: in which part of f(theta + ih) does the slope stand, and what multiplies it there?"


@exercise("fd_error_curve")
class TestFdErrorCurve:
    @points(2)
    def test_falls_by_one_and_by_two_decades(self, student: Student) -> None:
        """Over one decade of large steps, forward differences gain one digit and central ones two, as theory says."""
        function, hs = mean_of_exponentials(2), np.array([1e-2, 1e-3])
        curves = _curves(student.fd_error_curve(function.f, function.gradient, function.theta, hs), 2)
        for name, slope in (("forward", 1.0), ("central", 2.0)):
            expect(np.all(curves[name] > 0), f"{name!r} should hold errors above zero here")
            decades = float(np.log10(curves[name][0] / curves[name][1]))
            expect(abs(decades - slope) < 0.1, f"{name!r} should fall by {slope:g} decades in one", hint=WAYS)
        errors = hs * np.max(np.abs(function.curvatures(function.theta))) / 2
        fits = np.allclose(curves["forward"], errors, rtol=0.02)
        expect(fits, "'forward' should err by h/2 times the curvature", hint=WAYS)

    @points(1)
    def test_rounding_takes_over_below_1e_8(self, student: Student) -> None:
        """For tiny steps both differences get worse again, while complex steps stay exact."""
        function, hs = mean_of_exponentials(3), np.array([1e-8, 1e-12, 1e-5])
        curves = _curves(student.fd_error_curve(function.f, function.gradient, function.theta, hs), 3)
        for name in ("forward", "central"):
            expect(curves[name][1] > 20.0 * curves[name][0], f"{name!r} should get worse from 1e-8 to 1e-12", hint=WAYS)
        expect(curves["central"][2] < curves["central"][0], "'central' should be better at 1e-5 than at 1e-8")
        expect(np.all(curves["complex"][:2] < 1e-14), "'complex' should be exact for small steps")

    @points(2)
    def test_takes_the_largest_difference_for_each_step(self, student: Student) -> None:
        """One error for each h, of any kind, in their order: the largest over all parameters, without sign or scale."""
        steps = np.array([0.5, 2.0, 0.125]), np.array([1, 4, 2]), strided(np.array([0.25, 1.0, 0.5]))
        for size, layout in ((4, 0), (3, 1), (5, 2)):
            function, hs = quadratic(size), steps[layout]
            theta = places(function.theta)[layout]
            answer = student.fd_error_curve(function.f, function.gradient, theta, hs)
            answer.should_leave_arguments_alone()
            forward = hs * np.max(function.curvatures(theta)) / 2
            errors = {"forward": forward, "central": np.zeros(3), "complex": np.zeros(3)}
            answer.should_equal(errors, condition=FEW_SUMS, scale=100.0, hint=LARGEST)


def _curves(answer: Answer, m: int) -> dict[str, Floats]:
    curves = answer.mapping("forward", "central", "complex")
    return {
        name: curve.array((m,), finite=True, message=f"{name!r} should be an array with an error for each h")
        for name, curve in curves.items()
    }


WAYS = "Take one h and a function of one number, such as t². What should each of the three ways give on paper?"
LARGEST = "For one h, write down the estimated and the exact gradient. Which single number is their error?"
