"""Visible checks of `regularization`: two rows, one weight, numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import GUARDED
from lab.checking.properties import DIGITS, TINY, should_take_whole_numbers

# Two patients, one feature: its mean is 0 and its mean square is 1, so intercept and weight do not mix.
TWO_A, TWO_Y = np.array([[1.0, -1.0], [1.0, 1.0]]), np.array([0.0, 4.0])
# Two features, and parameters with the residuals 1, 0 and 2.
THREE_A, THREE_Y = np.array([[1.0, 1.0, 1.0], [1.0, 2.0, 0.0], [1.0, 0.0, 2.0]]), np.array([0.0, 5.0, -5.0])
THETA = np.array([1.0, 2.0, -2.0])


@exercise("ridge_loss")
class TestRidgeLoss:
    @points(1)
    def test_two_rows_by_hand(self, student: Student) -> None:
        """Residuals 1 and -1, a weight of 3 and lam = 0.5: on paper that makes 5.5."""
        answer = student.ridge_loss(TWO_A, TWO_Y, np.array([2.0, 3.0]), 0.5)
        answer.should_equal(5.5, hint="The intercept is 2. Is it in the penalty?")

    @points(0)
    def test_two_weights_in_any_unit(self, student: Student) -> None:
        """Residuals 1, 0 and 2, weights of 2 and -2, lam = 0.5, also in a tiny unit; nothing you are given changes."""
        hint = "What is the square of each weight? Which of them do you add, and what comes first: adding or squaring?"
        for unit, reason in ((1.0, hint), (TINY, DIGITS)):
            loss = student.ridge_loss(THREE_A, unit * THREE_Y, unit * THETA, 0.5)
            loss.should_equal(unit**2 * (5.0 / 3.0 + 4.0), hint=reason)
            loss.should_leave_arguments_alone()


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

    @points(0)
    def test_whole_numbers_and_tiny_ones(self, student: Student) -> None:
        """Two weights: in whole numbers the slopes are no whole numbers, in a tiny unit they have the same digits."""
        should_take_whole_numbers(student.ridge_grad, THREE_A, THREE_Y, THETA, 0.5)
        answer = student.ridge_grad(THREE_A, TINY * THREE_Y, TINY * THETA, 0.5)
        answer.should_equal(TINY * np.array([6.0, 8.0, 4.0]) / 3.0, hint=DIGITS)


@exercise("ridge_closed_form")
class TestRidgeClosedForm:
    @points(1)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """With lam = 0 the weight is 2. With lam = 1 only half of it is left; the intercept stays."""
        student.ridge_closed_form(TWO_A, TWO_Y, 0.0).should_equal(np.array([2.0, 2.0]), condition=GUARDED)
        answer = student.ridge_closed_form(TWO_A, TWO_Y, 1.0)
        hint = "Put your answer into `ridge_grad`: is it zero there?"
        answer.should_equal(np.array([2.0, 1.0]), condition=GUARDED, hint=hint)

    @points(0)
    def test_a_feature_whose_mean_is_not_zero(self, student: Student) -> None:
        """A feature of 1 and 3 with lam = 0.5: the intercept moves, too; no digit is lost, and A and y stay."""
        theta = student.ridge_closed_form(np.array([[1.0, 1.0], [1.0, 3.0]]), TWO_Y, 0.5)
        hint = "Is `ridge_grad` zero at your theta? Which intercept is best for this weight? Do you round?"
        theta.should_equal(np.array([-2.0, 4.0]) / 3.0, condition=GUARDED, hint=hint)
        theta.should_leave_arguments_alone()


@exercise("sklearn_alpha")
class TestSklearnAlpha:
    @points(0)
    def test_half_the_price_is_half_the_alpha(self, student: Student) -> None:
        """For both kinds a number comes back, and half of lam gives half of it."""
        for kind in ("ridge", "lasso"):
            whole, half = (student.sklearn_alpha(kind, lam, 30).number("alpha") for lam in (0.8, 0.4))
            expect(np.isclose(whole, 2 * half), f"for {kind!r}, half of lam should give half of alpha")

    @points(0)
    def test_both_objectives_are_smallest_at_the_same_weight(self, student: Student) -> None:
        """At the weight where our objective is smallest, scikit-learn's with your alpha is flat: 5 rows, 30 rows."""
        hint = "Write our objective and scikit-learn's below each other. Which number makes their error terms equal?"
        for n in (5, 30):
            # One feature with mean 0 and mean square 1, the mean product with y is 2, and lam = 0.3.
            alphas = [student.sklearn_alpha(kind, 0.3, n).number("alpha") for kind in ("ridge", "lasso")]
            ridge, lasso = 2.0 / 1.3, 2.0 - 0.15
            slopes = (2.0 * n * (ridge - 2.0) + 2.0 * alphas[0] * ridge, lasso - 2.0 + alphas[1])
            for kind, slope in zip(("ridge", "lasso"), slopes, strict=True):
                expect(abs(slope) < 1e-9, f"for {kind!r}, scikit-learn finds another weight with your alpha", hint=hint)


@exercise("l1_subgradient")
class TestL1Subgradient:
    @points(1)
    def test_left_and_right_of_zero(self, student: Student) -> None:
        """On the right of zero the penalty rises by 1 per unit, on the left it falls by 1."""
        answer = student.l1_subgradient(np.array([0.5, -3.0, 20.0]))
        answer.should_equal(np.array([1.0, -1.0, 1.0]), hint="How steep is abs(w) at 20? Steeper than at 0.5?")

    @points(0)
    def test_at_zero_and_near_it(self, student: Student) -> None:
        """At exactly 0 the slope is 0, and as near to it as you like it is 1 or -1; w stays as it is."""
        slopes = student.l1_subgradient(np.array([0.0, 1e-9, -1e-9, 2.0]))
        hint = "Print your slopes of 0 and of 1e-9. Which of the two weights is on neither side?"
        slopes.should_equal(np.array([0.0, 1.0, -1.0, 1.0]), hint=hint)
        slopes.should_leave_arguments_alone()


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

    @points(0)
    def test_one_number_whole_numbers_tiny_numbers(self, student: Student) -> None:
        """One number gives one number; whole numbers are no reason to round, tiny ones neither; and v stays."""
        student.soft_threshold(3.0, 1.0).should_equal(2.0, hint="With t = 1, how far does a single 3 move?")
        should_take_whole_numbers(student.soft_threshold, np.array([5.0, -3.0, 1.0]), 1.5)
        tiny = student.soft_threshold(TINY * np.array([3.0, -3.0, 0.5]), TINY)
        tiny.should_equal(TINY * np.array([2.0, -2.0, 0.0]), hint=DIGITS)


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

    @points(0)
    def test_two_steps_and_two_weights(self, student: Student) -> None:
        """Two steps, the curvatures 2, 0.5 and 0.125: the intercept arrives, one weight falls, one stays at 0."""
        A = np.array([[1.0, 0.5, 0.25], [1.0, 0.5, -0.25], [1.0, -0.5, 0.25], [1.0, -0.5, -0.25]])
        answer = student.ista(A, A @ np.array([3.0, -8.0, 4.0]), 1.0, 2)
        result = (np.array([3.0, -2.625, 0.0]), np.array([26.0, 13.0625, 10.84765625]))
        hint = "Print theta after each step. Is the step 1 over the largest curvature? Does a weight jump across 0?"
        answer.should_equal(result, hint=hint)


@exercise("lambda_max")
class TestLambdaMax:
    @points(1)
    def test_one_weight_by_hand(self, student: Student) -> None:
        """One weight: at w = 0 the mean square falls by 4 per unit of it, so the answer is 4."""
        student.lambda_max(TWO_A, TWO_Y).should_equal(4.0, hint="At w = 0, which intercept is best?")

    @points(0)
    def test_two_weights_in_any_unit(self, student: Student) -> None:
        """Two features whose means are not 0, one more useful, and with a negative weight; A and y stay as they are."""
        A, y = np.array([[1.0, 1.0, 0.0], [1.0, 2.0, 0.0], [1.0, 3.0, 3.0]]), np.array([3.0, 2.0, -2.0])
        hint = "At w = 0 and the best intercept, print the slope along each weight. Which one is the last to become 0?"
        for unit, reason in ((1.0, hint), (TINY, DIGITS)):
            limit = student.lambda_max(A, unit * y)
            limit.should_equal(6.0 * unit, hint=reason)
            limit.should_leave_arguments_alone()


@exercise("lasso_path")
class TestLassoPath:
    @points(1)
    def test_one_weight_at_two_prices(self, student: Student) -> None:
        """One weight, lam = 6 and lam = 2: one row each, in this order."""
        answer = student.lasso_path(TWO_A, TWO_Y, np.array([6.0, 2.0]))
        answer.should_equal(np.array([[2.0, 0.0], [2.0, 1.0]]), hint="Row k belongs to lams[k].")

    @points(0)
    def test_a_flat_direction_and_a_small_lam_first(self, student: Student) -> None:
        """Where the loss is flat along the weight it takes many steps; the smaller lam first; no weight is rounded."""
        A = np.array([[1.0, -0.5], [1.0, 0.5]])
        answer = student.lasso_path(A, A @ np.array([2.0, 8.0]), np.array([0.2, 1.0]))
        hint = "Take more steps: do your rows still change? Does row k belong to lams[k]? Of which type is your array?"
        answer.should_equal(np.array([[2.0, 7.6], [2.0, 6.0]]), condition=1e5, hint=hint)
