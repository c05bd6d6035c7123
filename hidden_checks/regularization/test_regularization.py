"""What the grader checks in `regularization` of ridge: its objective, gradient and minimum, and scikit-learn's."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED, close
from sklearn.linear_model import Lasso, Ridge

from autograder.checking.array_layouts import read_only
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.regularization.cases import CASES, WHOLE, Case, ill_scaled, layouts
from solutions import regularization as reference


@exercise("ridge_loss")
class TestRidgeLoss:
    @points(2)
    def test_agrees_on_other_data_of_any_kind(self, student: Student) -> None:
        """On other data, whole or read-only or sliced, the objective and its slope are the ones the formula gives."""
        for case in (*CASES, *layouts()):
            answer = student.ridge_loss(case.A, case.y, case.theta, case.lam)
            answer.should_leave_arguments_alone()
            loss = reference.ridge_loss(case.A, case.y, case.theta, case.lam)
            answer.should_equal(loss, condition=FEW_SUMS, hint="Which entries of theta are penalised?")
        for case in CASES:
            move = np.linspace(-0.5, 0.75, case.p)
            ahead, behind = (
                student.ridge_loss(case.A, case.y, case.theta + sign * move, case.lam).number() for sign in (1, -1)
            )
            # Exact on a quadratic, whatever the length of the move.
            rise = 2 * case.ridge_gradient_by_complex_step() @ move
            fits = close(np.array(ahead - behind), np.array(rise), FEW_SUMS, scale=abs(ahead) + abs(behind))
            expect(fits, "the objective does not rise as its gradient says")


@exercise("ridge_grad")
class TestRidgeGrad:
    @points(1)
    def test_agrees_with_the_slope_of_the_objective(self, student: Student) -> None:
        """Entry by entry the gradient is the slope of the objective, also where features differ a trillionfold."""
        for case in (*CASES, ill_scaled()):
            gradient = student.ridge_grad(case.A, case.y, case.theta, case.lam).array((case.p,))
            wrong = ~case.is_close(gradient, case.ridge_gradient_by_complex_step())
            expect(not wrong.any(), f"entry {int(np.argmax(wrong))} is not the slope of the objective", hint=SLOPE)

    @points(1)
    def test_a_shift_of_every_target_is_the_biass_business(self, student: Student) -> None:
        """Raise every target and the intercept by 1000: the gradient stays. And at the minimum it is zero."""
        for case in CASES:
            shifted = replace(case, y=case.y + 1000.0, theta=case.theta + 1000.0 * np.eye(case.p)[0])
            gradient = student.ridge_grad(shifted.A, shifted.y, shifted.theta, case.lam).array((case.p,))
            same = shifted.is_close(gradient, case.ridge_gradient_by_complex_step())
            expect(same.all(), "the gradient changes when all targets and the intercept rise alike", hint=SHIFT)
            lowest = replace(case, theta=reference.ridge_closed_form(case.A, case.y, case.lam))
            gradient = student.ridge_grad(case.A, case.y, lowest.theta, case.lam).array((case.p,))
            expect(
                lowest.is_close(gradient, np.zeros(case.p)).all(), "at the minimum of the objective it should be zero"
            )

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.ridge_grad(case.A, case.y, case.theta, case.lam)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.ridge_grad(case.A, case.y, case.theta, case.lam), condition=FEW_SUMS)


SLOPE = "Differentiate the mean square, then the penalty, each by itself, and add."
SHIFT = "Which entry of theta is not in the penalty?"


@exercise("ridge_closed_form")
class TestRidgeClosedForm:
    @points(1)
    def test_agrees_with_scikit_learn(self, student: Student) -> None:
        """With lam translated into alpha, scikit-learn's Ridge finds the same intercept and weights."""
        for case in CASES:
            answer = student.ridge_closed_form(case.A, case.y, case.lam)
            model = Ridge(alpha=case.n * case.lam, solver="svd").fit(case.features, case.y)
            theta = np.concatenate([[model.intercept_], model.coef_])
            answer.should_equal(theta, condition=GUARDED, hint="Put it into `ridge_grad`: is the gradient zero there?")

    @points(1)
    def test_is_flat_there_and_right_at_both_ends(self, student: Student) -> None:
        """The gradient is zero there. With lam = 0 it is least squares; with a huge lam only the mean is left."""
        for case in CASES:
            theta = student.ridge_closed_form(case.A, case.y, case.lam).array((case.p,))
            gradient = reference.ridge_grad(case.A, case.y, theta, case.lam)
            flat = close(gradient, np.zeros(case.p), GUARDED, scale=float(np.max(case.ridge_gradient_scale)))
            expect(flat.all(), "the gradient of the ridge objective should be zero there")
            student.ridge_closed_form(case.A, case.y, 0.0).should_equal(case.best, condition=GUARDED)
            mean_alone = np.concatenate([[np.mean(case.y)], np.zeros(case.p - 1)])
            answer = student.ridge_closed_form(case.A, case.y, 1e10)
            answer.should_equal(mean_alone, condition=GUARDED, hint="Which parameter has no penalty?")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.ridge_closed_form(case.A, case.y, case.lam)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.ridge_closed_form(case.A, case.y, case.lam), condition=GUARDED)


@exercise("sklearn_alpha")
class TestSklearnAlpha:
    @points(1)
    def test_scikit_learns_ridge_finds_the_same_weights(self, student: Student) -> None:
        """Ridge, fitted with your alpha, should find the weights at which our ridge objective is smallest."""
        for case in CASES:
            model = Ridge(alpha=_alpha(student, "ridge", case), solver="svd").fit(case.features, case.y)
            weights = reference.ridge_closed_form(case.A, case.y, case.lam)[1:]
            fits = close(model.coef_, weights, case.condition)
            expect(fits.all(), "Ridge finds other weights with this alpha", hint=MULTIPLY)

    @points(1)
    def test_scikit_learns_lasso_finds_the_same_weights(self, student: Student) -> None:
        """Lasso, fitted with your alpha, should find the weights at which our lasso objective is smallest."""
        for case in CASES:
            alpha = _alpha(student, "lasso", case)
            model = Lasso(alpha=alpha, tol=1e-14, max_iter=100_000).fit(case.features, case.y)
            weights = reference.ista(case.A, case.y, case.lam, case.steps_of_ista)[0][1:]
            fits = close(model.coef_, weights, case.condition)
            expect(fits.all(), "Lasso finds other weights with this alpha", hint=MULTIPLY)

    @points(1)
    def test_rows_count_where_scikit_learn_adds_them_up(self, student: Student) -> None:
        """Twice the rows: one of the two alphas doubles, the other stays. With lam = 0 both are 0."""
        inputs = tuple(product(("ridge", "lasso"), (0.3, 2, 0.0), (9, 18, 26)))
        # All calls come before the first comparison: only the two kinds together tell some mistakes apart.
        answers = [student.sklearn_alpha(*arguments) for arguments in inputs]
        for arguments, answer in zip(inputs, answers, strict=True):
            answer.should_equal(reference.sklearn_alpha(*arguments), condition=FEW_SUMS, hint=MULTIPLY)


def _alpha(student: Student, kind: str, case: Case) -> float:
    """Return the student's alpha, if scikit-learn accepts it."""
    alpha = student.sklearn_alpha(kind, case.lam, case.n).number()
    expect(1e-6 < alpha < 1e6, f"alpha for {kind!r} should be a positive number of about the size of lam")
    return alpha


MULTIPLY = "Multiply our whole objective by whatever makes its error term the same as scikit-learn's."


@exercise("l1_subgradient")
class TestL1Subgradient:
    @points(1)
    def test_is_a_sign_and_nothing_at_zero(self, student: Student) -> None:
        """Every entry is the slope of abs(w) there; at zero it is 0. Any array will do, and none is changed."""
        weights = np.array([-2.5, 0.0, 0.3, 0.0, -1e-3, 7.0, 0.0]), read_only(np.array([0.0, -1e-9, 4.0, -0.0, 1e7]))
        for w in (*weights, np.array([0, 3, -2]), np.arange(-4.0, 5.0)[::2], WHOLE.theta):
            answer = student.l1_subgradient(w)
            answer.should_leave_arguments_alone()
            answer.should_equal(np.sign(w).astype(float), condition=1.0, hint=NEAR_ZERO)


NEAR_ZERO = "Look at a weight of exactly 0, and at tiny ones."
