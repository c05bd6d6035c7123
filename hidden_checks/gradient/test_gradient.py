"""What the grader checks in `gradient` of the gradient of a line, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS

from hidden_checks.gradient.cases import CASES, HUGE, PAIRS, layouts, pairs
from hidden_checks.least_squares_cases import FEW_SUMS
from solutions import gradient as reference


@exercise("grad_line", returns=("dw", "db"))
class TestGradLine:
    @points(1)
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
    dw, db = answer.numbers("dw", "db")
    return dw, db


RULE = (
    "Chain rule, one point at a time: r² changes by 2r per unit of r. How much does r change with w, how much with b?"
)
SIGN = "Stand to the right of the lowest point. In which direction does the ground rise?"
DIGITS = "Does your function compare two losses? How many of their digits are left after the subtraction?"


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
        """0 against 0 gives 0, and below 1e-12 in size the scale stays at 1e-12."""
        for a, b in ((0.0, 0.0), (np.zeros(4), np.zeros(4))):
            student.relative_error(a, b).should_equal(0.0, hint=GUARD)
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
GUARD = "What does your function give for two zeros? And for numbers far below 1e-12?"
