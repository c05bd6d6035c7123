"""Visible checks of `regularization`: two rows, one weight, numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED

# Two patients, one feature: its mean is 0 and its mean square is 1, so intercept and weight do not mix.
TWO_A, TWO_Y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0])


@exercise("ridge_loss")
class TestRidgeLoss:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """Residuals 1 and -1, a weight of 3 and lam = 0.5: on paper that makes 5.5."""
        answer = student.ridge_loss(TWO_A, TWO_Y, np.array([2.0, 3.0]), 0.5)
        answer.should_equal(5.5, hint="The intercept is 2. Is it in the penalty?")


@exercise("ridge_grad")
class TestRidgeGrad:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """With residuals 2 and 0, a weight of 1 and lam = 0.5, each entry can be found on paper."""
        answer = student.ridge_grad(TWO_A, TWO_Y, np.array([3.0, 1.0]), 0.5)
        answer.should_equal(
            np.array([2.0, -1.0]),
            hint="Work out the gradient of each of the two terms on paper. Does the intercept get both?",
        )


@exercise("ridge_closed_form")
class TestRidgeClosedForm:
    @points(1)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """With lam = 0 the weight is 2. With lam = 1 only half of it is left; the intercept stays."""
        student.ridge_closed_form(TWO_A, TWO_Y, 0.0).should_equal(np.array([2.0, 2.0]), condition=GUARDED)
        answer = student.ridge_closed_form(TWO_A, TWO_Y, 1.0)
        hint = "Put your answer into `ridge_grad`: is it zero there?"
        answer.should_equal(np.array([2.0, 1.0]), condition=GUARDED, hint=hint)


@exercise("sklearn_alpha")
class TestSklearnAlpha:
    @points(0)
    def test_half_the_price_is_half_the_alpha(self, student: Student) -> None:
        """For both kinds a number comes back, and half of lam gives half of it."""
        for kind in ("ridge", "lasso"):
            whole, half = (student.sklearn_alpha(kind, lam, 30).number("alpha") for lam in (0.8, 0.4))
            expect(np.isclose(whole, 2 * half), f"for {kind!r}, half of lam should give half of alpha")


@exercise("l1_subgradient")
class TestL1Subgradient:
    @points(1)
    def test_left_and_right_of_zero(self, student: Student) -> None:
        """On the right of zero the penalty rises by 1 per unit, on the left it falls by 1."""
        answer = student.l1_subgradient(np.array([0.5, -3.0, 20.0]))
        answer.should_equal(np.array([1.0, -1.0, 1.0]), hint="How steep is abs(w) at 20? Steeper than at 0.5?")


@exercise("soft_threshold")
class TestSoftThreshold:
    @points(1)
    def test_three_numbers_by_hand(self, student: Student) -> None:
        """With t = 1, 3 becomes 2, -3 becomes -2, and 0.5 becomes 0."""
        answer = student.soft_threshold(np.array([3.0, -3.0, 0.5]), 1.0)
        answer.should_equal(
            np.array([2.0, -2.0, 0.0]),
            hint="Draw the numbers on a line. How far may each one move, and where does it stop?",
        )


@exercise("ista", returns=("theta", "losses"))
class TestIsta:
    @points(1)
    def test_gives_parameters_and_a_history(self, student: Student) -> None:
        """Three steps give theta of shape (p,) and n_steps + 1 losses."""
        arrays = student.ista(TWO_A, TWO_Y, 1.0, 3).value
        pair = isinstance(arrays, (tuple, list)) and len(arrays) == 2
        expect(pair and all(map(is_array, arrays)), "two arrays of numbers should come back: theta, losses")
        shapes = tuple(part.shape for part in arrays)
        expect(
            shapes == ((2,), (4,)), f"their shapes should be (2,) and (4,) here; yours are {shapes[0]} and {shapes[1]}"
        )

    @points(2)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """With two rows one step arrives, so theta and both losses can be found on paper."""
        answer = student.ista(TWO_A, TWO_Y, 1.0, 1)
        result = (np.array([2.0, 1.5]), np.array([8.0, 1.75]))
        answer.should_equal(result, hint="Here the step is 0.5. How far does the threshold move the weight?")


@exercise("lambda_max")
class TestLambdaMax:
    @points(1)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """One weight: at w = 0 the mean square falls by 4 per unit of it, so the answer is 4."""
        student.lambda_max(TWO_A, TWO_Y).should_equal(4.0, hint="At w = 0, which intercept is best?")


@exercise("lasso_path")
class TestLassoPath:
    @points(1)
    def test_one_weight_at_two_prices(self, student: Student) -> None:
        """One weight, lam = 6 and lam = 2: one row each, in this order."""
        answer = student.lasso_path(TWO_A, TWO_Y, np.array([6.0, 2.0]))
        answer.should_equal(np.array([[2.0, 0.0], [2.0, 1.0]]), hint="Row k belongs to lams[k].")
