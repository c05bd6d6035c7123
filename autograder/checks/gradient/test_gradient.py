"""What the grader checks in `gradient`, on data and functions no notebook has seen."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS

from autograder.checks.array_layouts import Floats, strided
from autograder.checks.gradient.cases import (
    CASES,
    HUGE,
    PAIRS,
    layouts,
    mean_of_exponentials,
    pairs,
    places,
    quadratic,
)
from autograder.checks.least_squares import FEW_SUMS
from solutions import gradient as reference


@exercise("grad_line", returns=("dw", "db"))
class TestGradLine:
    @points(2)
    def test_agrees_with_the_slopes_of_the_loss(self, student: Student) -> None:
        """Both derivatives agree with the loss itself, for two numbers of points."""
        for case in CASES:
            student.grad_line(case.x, case.y, case.w, case.b).should_equal(case.slopes, condition=FEW_SUMS, hint=RULE)

    @points(1)
    def test_is_zero_at_the_best_line_alone(self, student: Student) -> None:
        """The ground is flat at the line of least squares, and rises again beyond it."""
        for case in CASES:
            w, b = case.best
            slack = EPS * FEW_SUMS * 10.0 * float(np.max(np.abs(case.y)))
            lowest = _slopes(student.grad_line(case.x, case.y, w, b))
            expect(max(map(abs, lowest)) < slack, "at the best line both derivatives should be zero")
            dw, _ = _slopes(student.grad_line(case.x, case.y, w + 1.0, b))
            _, db = _slopes(student.grad_line(case.x, case.y, w, b - 1.0))
            expect(dw > 0.1, "with w above its best value, dw should be positive", hint=SIGN)
            expect(db < -0.1, "with b below its best value, db should be negative", hint=SIGN)

    @points(1)
    def test_keeps_its_promises(self, student: Student) -> None:
        """Every point twice changes nothing; a shift of all y by c changes db by -2c and dw by -2c times mean(x)."""
        for case, shift in zip(CASES, (7.5, -40.0), strict=True):
            dw, db = _slopes(student.grad_line(case.x, case.y, case.w, case.b))
            twice = student.grad_line(np.tile(case.x, 2), np.tile(case.y, 2), case.w, case.b)
            twice.should_equal((dw, db), condition=FEW_SUMS, hint="Copy every row twice: should a mean change?")
            shifted = (dw - 2.0 * shift * float(np.mean(case.x)), db - 2.0 * shift)
            answer = student.grad_line(case.x, case.y + shift, case.w, case.b)
            answer.should_equal(shifted, condition=FEW_SUMS, scale=10.0 * abs(shift), hint=RULE)

    @points(1)
    def test_keeps_its_digits_on_huge_numbers(self, student: Student) -> None:
        """Targets of 12 digits: a formula keeps all digits, a difference quotient with a step up to 1 does not."""
        for case in HUGE:
            student.grad_line(case.x, case.y, case.w, case.b).should_equal(case.slopes, condition=FEW_SUMS, hint=DIGITS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.grad_line(case.x, case.y, case.w, case.b)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.grad_line(case.x, case.y, case.w, case.b), condition=FEW_SUMS)


def _slopes(answer: Answer) -> tuple[float, float]:
    dw, db = (part.number() for part in answer.parts("dw", "db"))
    return dw, db


RULE = (
    "Chain rule, one point at a time: r² changes by 2r per unit of r. How much does r change with w, how much with b?"
)
SIGN = "Stand to the right of the lowest point. In which direction does the ground rise?"
DIGITS = "Write the derivative down as a formula, instead of comparing two losses."


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
BOTH = "One step forward only, or one to either side? The error of the first falls with h, of the second with h²."
RESTORE = "Work on a fresh copy for each parameter, of floats. Is theta the same after your function as before?"


@exercise("relative_error")
class TestRelativeError:
    @points(1)
    def test_takes_the_largest_share(self, student: Student) -> None:
        """Entry by entry the difference over the sum of the sizes; of all entries the largest; in either order."""
        for a, b in PAIRS:
            error = reference.relative_error(a, b)
            student.relative_error(a, b).number()
            student.relative_error(a, b).should_equal(error, condition=FEW_SUMS, hint=SHARE)
            student.relative_error(b, a).should_equal(error, condition=FEW_SUMS, hint=SHARE)
        student.relative_error(-2.0, 6.0).should_equal(1.0, condition=FEW_SUMS, hint=SHARE)

    @points(1)
    def test_nothing_against_nothing_is_no_error(self, student: Student) -> None:
        """0 against 0 gives 0, without a warning, and below 1e-12 in size the scale stays at 1e-12."""
        for a, b in ((0.0, 0.0), (np.zeros(4), np.zeros(4))):
            answer = student.relative_error(a, b)
            answer.should_not_warn()
            answer.should_equal(0.0, hint=GUARD)
        student.relative_error(2e-13, 1e-13).should_equal(0.1, condition=FEW_SUMS, hint=GUARD)
        student.relative_error(np.array([2e-12, 0.0]), np.array([1e-12, 0.0])).should_equal(1 / 3, condition=FEW_SUMS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for a, b in pairs():
            answer = student.relative_error(a, b)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.relative_error(a, b), condition=FEW_SUMS)


SHARE = "For 1 and 3: the difference is 2, the sizes add up to 4. What does your function give for 3 and 1?"
GUARD = "`max(1e-12, ...)` stands below the line. For arrays, np.maximum takes the larger entry by entry."


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


PART = "f(theta + ih) is about f(theta) + ih times the slope. Which part of it do you keep, and what do you divide by?"


@exercise("fd_error_curve")
class TestFdErrorCurve:
    @points(1)
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

    @points(1)
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


WAYS = "Forward: one step ahead, divided by h. Central: one to either side, divided by 2h. Complex: the imaginary part."
LARGEST = "Subtract grad(theta), take the sizes, then the largest of them."
