"""What the grader checks in `many-features`, on data no notebook has seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from lab.checking.api import Answer, Member, Student, exercise, expect, points
from lab.checking.comparison import EPS, GUARDED, close

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS, LeastSquares
from hidden_checks.many_features.cases import CASES, ILL_SCALED, OTHER_SIZES, WHOLE, layouts
from solutions import many_features as reference

ONE_ENTRY = "Work out one entry on paper, for two rows. Then compare."


@exercise("add_intercept")
class TestAddIntercept:
    @points(1)
    def test_any_table_becomes_a_design_matrix(self, student: Student) -> None:
        """Ones first, then the features unchanged: float64, for tables of any size, and X stays as it was."""
        for case in (*CASES, *OTHER_SIZES, *layouts()):
            answer = student.add_intercept(case.features)
            answer.should_equal(np.asarray(case.A, dtype=float))
            is_float = answer.value.dtype == np.float64
            expect(
                is_float,
                "the design matrix should hold floats",
                hint="Give it whole numbers: what is the dtype of your answer?",
            )
            answer.should_leave_arguments_alone()


@exercise("mse_theta")
class TestMseTheta:
    @points(2)
    def test_agrees_for_data_of_any_size(self, student: Student) -> None:
        """The mean of the squared residuals: other rows, other columns, whole numbers, read-only arrays, slices."""
        for case in (*CASES, *OTHER_SIZES, *layouts()):
            answer = student.mse_theta(case.A, case.y, case.theta)
            answer.should_leave_arguments_alone()
            answer.should_equal(float(case.losses(case.theta[None, :])[0]), condition=FEW_SUMS)


@exercise("grad_elementwise")
class TestGradElementwise:
    @points(1)
    def test_agrees_with_a_complex_step(self, student: Student) -> None:
        """Each derivative should be the one that an independent method finds, also on badly scaled data."""
        for case in (ILL_SCALED, *CASES):
            _should_be_the_gradient(student.grad_elementwise, case)

    @points(1)
    def test_works_for_any_number_of_parameters(self, student: Student) -> None:
        """With two parameters or with six, there is one derivative for each."""
        for case in OTHER_SIZES:
            _should_be_the_gradient(student.grad_elementwise, case)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            student.grad_elementwise(case.A, case.y, case.theta).should_leave_arguments_alone()
            _should_be_the_gradient(student.grad_elementwise, case)


@exercise("grad_theta")
class TestGradTheta:
    @points(1)
    def test_agrees_with_a_complex_step(self, student: Student) -> None:
        """The gradient should be the one that an independent method finds, also on badly scaled data."""
        for case in (ILL_SCALED, *CASES, *OTHER_SIZES):
            _should_be_the_gradient(student.grad_theta, case)

    @points(1)
    def test_copied_rows_change_nothing_and_the_best_fit_is_flat(self, student: Student) -> None:
        """With every row there twice the gradient is the same, and at the best parameters it is zero."""
        for case in CASES:
            doubled = replace(case, A=np.vstack([case.A, case.A]), y=np.concatenate([case.y, case.y]))
            gradient, of_doubled = (_gradient(student.grad_theta, problem) for problem in (case, doubled))
            same = bool(np.all(np.abs(gradient - of_doubled) <= 2.0 * _rounding(case)))
            expect(same, "the gradient should not change when every row is there twice")
            lowest = replace(case, theta=case.best)
            small = bool(np.all(np.abs(_gradient(student.grad_theta, lowest)) <= 10.0 * _rounding(lowest)))
            expect(small, "the gradient should be zero at the best parameters")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            student.grad_theta(case.A, case.y, case.theta).should_leave_arguments_alone()
            _should_be_the_gradient(student.grad_theta, case)


def _gradient(function: Member, case: LeastSquares) -> Floats:
    """Return the gradient that the student's function gives at the case's theta."""
    return function(case.A, case.y, case.theta).array((case.p,), "the gradient")


def _rounding(case: LeastSquares) -> Floats:
    """Return what the rounding of a thousand operations may do to each entry of the gradient."""
    return EPS * 1e3 * case.gradient_scale


def _should_be_the_gradient(function: Member, case: LeastSquares) -> None:
    """Pass where every entry of the gradient agrees, however large its neighbours are."""
    wrong = ~(np.abs(_gradient(function, case) - case.gradient) <= _rounding(case))
    expect(not wrong.any(), f"entry {int(np.argmax(wrong))} of the gradient is not right", hint=ONE_ENTRY)


@exercise("fit_gd", returns=("thetas", "losses"))
class TestFitGd:
    @points(1)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent is known from theory; yours should be on that path, the start included."""
        for case, n_steps in zip(CASES, (12, 17), strict=True):
            lr = case.rate(0.6)
            thetas, _ = _run(student.fit_gd(case.A, case.y, lr, n_steps, case.theta), n_steps, case.p)
            fits = close(thetas, case.path(lr, n_steps), FEW_SUMS * n_steps).all(axis=1)
            expect(fits.all(), f"`thetas` leaves the exact path in row {int(np.argmin(fits))}", hint=PATH_HINT)

    @points(1)
    def test_each_loss_belongs_to_its_row(self, student: Student) -> None:
        """losses[t] is the mean squared error at thetas[t], for every t; no steps leave the start alone."""
        for case, n_steps in zip((*CASES, CASES[0]), (5, 8, 0), strict=True):
            answer = student.fit_gd(case.A, case.y, case.rate(0.6), n_steps, case.theta)
            thetas, losses = _run(answer, n_steps, case.p)
            fits = close(losses, case.losses(thetas), FEW_SUMS)
            expect(fits.all(), f"`losses` does not belong to its row of `thetas` at entry {int(np.argmin(fits))}")
            begins = close(thetas[0], case.theta, FEW_SUMS).all()
            expect(begins, "row 0 of `thetas` should be the start", hint="Where does theta0 enter your loop?")

    @points(1)
    def test_never_rises_and_settles_at_the_best(self, student: Student) -> None:
        """From zeros, just below the largest stable rate, the loss never rises and a long run ends at the best."""
        for case in CASES:
            lr = case.rate(0.9)
            n_steps = case.steps_to_settle(lr)
            thetas, losses = _run(student.fit_gd(case.A, case.y, lr, n_steps), n_steps, case.p)
            expect(not np.any(thetas[0]), "without theta0 the run should start at zeros")
            rises = ~(losses[1:] <= losses[:-1] + 1e-12 * losses[0])
            expect(not rises.any(), "the loss rises, although the rate is below the largest stable one")
            ends = close(thetas[-1], case.best, case.condition).all()
            expect(ends, "a long run should end at the parameters of least squares")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also to start at), read-only arrays and slices are fine, and nothing changes."""
        for case in layouts():
            lr = case.rate(0.4)
            answer = student.fit_gd(case.A, case.y, lr, 6, case.theta)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.fit_gd(case.A, case.y, lr, 6, case.theta), condition=6 * FEW_SUMS)


def _run(answer: Answer, n_steps: int, p: int) -> tuple[Floats, Floats]:
    thetas, losses = answer.parts("thetas", "losses")
    return thetas.array((n_steps + 1, p)), losses.array((n_steps + 1,))


PATH_HINT = "Take two steps on paper: which theta enters the second gradient?"


@exercise("normal_equation")
class TestNormalEquation:
    @points(1)
    def test_agrees_with_least_squares(self, student: Student) -> None:
        """On well-behaved data the normal equation leads where least squares leads; nothing you are given changes."""
        for case in (*CASES, OTHER_SIZES[0], *layouts()):
            answer = student.normal_equation(case.A, case.y)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.best, condition=GUARDED)


@exercise("lstsq_fit")
class TestLstsqFit:
    @points(1)
    def test_holds_where_the_normal_equation_breaks(self, student: Student) -> None:
        """A column that is there twice, powers up to the eleventh, and ordinary data: each should be solved well."""
        for case in layouts():
            equal_columns = np.column_stack([case.A, case.A[:, 2]])
            best = np.linalg.pinv(np.asarray(equal_columns, dtype=float)) @ case.y
            student.lstsq_fit(equal_columns, case.y).should_equal(best, condition=case.condition, hint=SHORTEST_HINT)
        powers = np.vander(np.linspace(0.0, 1.0, 40), 12, increasing=True)
        theta = 1.5 * (-1.0) ** np.arange(12)
        fit = student.lstsq_fit(powers, powers @ theta).array((12,), "the answer of `lstsq_fit`")
        expect(np.max(np.abs(fit - theta)) < 1e-6, "powers up to the eleventh lose too many digits", hint=SQUARED)
        for case in (*CASES, WHOLE):
            answer = student.lstsq_fit(case.A, case.y)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.best, condition=case.condition)


SHORTEST_HINT = "With two equal columns many answers are equally good. Which of them does the docstring ask for?"
SQUARED = "What happens to the condition number when A is multiplied by its own transpose?"
