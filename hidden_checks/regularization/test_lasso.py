"""What the grader checks in `regularization` of the lasso: its step, its descent, its path."""

from __future__ import annotations

from functools import cache

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS, close
from sklearn.linear_model import Lasso

from autograder.checking.array_layouts import Floats, read_only
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.regularization.cases import CASES, Case, layouts
from solutions import regularization as reference

# Three digits fewer than a settled descent has: the student chooses how long the descents of a path run.
SETTLED = 1e7


@cache
def _theta_of_scikit_learn(index: int, lam: float) -> Floats:
    """Return theta of scikit-learn's Lasso on one of the cases, with lam converted."""
    case = CASES[index]
    model = Lasso(alpha=lam / 2, tol=1e-14, max_iter=100_000).fit(case.features, case.y)
    return np.concatenate([[model.intercept_], model.coef_])


@exercise("soft_threshold")
class TestSoftThreshold:
    VALUES = (np.array([2.5, -2.5, 0.7, -0.7, 0.3, -0.3, 0.0]), np.array([0.7, 4.0, -0.69, -11.0, 0.01]))

    @points(1)
    def test_what_it_takes_away_is_never_more_than_t(self, student: Student) -> None:
        """With what it cuts off it adds up to v again: t where v is large, all of v where it is not."""
        for v in self.VALUES:
            for t in (0.7, 0.05):
                answer = student.soft_threshold(v, t)
                answer.should_equal(v - np.clip(v, -t, t), condition=FEW_SUMS, hint=BELOW)

    @points(1)
    def test_treats_both_signs_alike_and_never_jumps(self, student: Student) -> None:
        """-v gives the opposite of v, and neighbours stay neighbours, at the threshold too."""
        for n, t in ((23, 0.7), (31, 1.3)):
            v = np.linspace(-3.1, 2.9, n)
            result = student.soft_threshold(v, t).array((n,))
            of_opposite = student.soft_threshold(-v, t).array((n,))
            expect(close(of_opposite, -result, FEW_SUMS, scale=3.0).all(), "for -v the opposite should come back")
            with np.errstate(invalid="ignore"):  # of two infinities
                jumps = np.abs(np.diff(result)) > np.diff(v) * (1 + 1e-9)
            expect(not jumps.any(), "two neighbours are further apart afterwards than before", hint="Plot it.")
            small = np.abs(result[np.abs(v) <= t]) < EPS * FEW_SUMS
            expect(small.all(), "what is not larger than t should become 0")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """A single number, whole numbers, a table, a read-only array, a slice: the answer looks like what came in."""
        for v, result in ((1.75, 1.25), (-1.75, -1.25), (0.25, 0.0), (3, 2.5)):
            student.soft_threshold(v, 0.5).should_equal(result, condition=FEW_SUMS)
        whole, table = np.array([3, -1, 0, 1]), np.array([[1.5, -0.25], [-4.0, 0.5], [0.0, 2.0]])
        for v in (whole, table, read_only(np.array([0.9, -2.25])), CASES[0].y[::2]):
            answer = student.soft_threshold(v, 0.5)
            answer.should_leave_arguments_alone()
            answer.should_equal(v - np.clip(v, -0.5, 0.5), condition=FEW_SUMS)


BELOW = "Try it below, at and above t, on both sides of zero."


@exercise("ista", returns=("theta", "losses"))
class TestIsta:
    @points(1)
    def test_takes_the_steps_of_the_formula(self, student: Student) -> None:
        """After none, one and a few steps theta is where a gradient step and a threshold lead each time."""
        for case, few in zip(CASES, (4, 7), strict=True):
            for n_steps in (0, 1, few):
                theta, _ = _run(student.ista(case.A, case.y, case.lam, n_steps), case.p, n_steps)
                expected = reference.ista(case.A, case.y, case.lam, n_steps)[0]
                fits = close(theta, expected, FEW_SUMS * (n_steps + 1))
                expect(fits.all(), f"after {n_steps} step(s) theta is not where they lead", hint=STEP)

    @points(1)
    def test_every_loss_belongs_to_its_step_and_none_rises(self, student: Student) -> None:
        """losses[t] is the lasso objective after t steps: it starts at zero weights and never rises."""
        for case, n_steps in zip(CASES, (6, 11), strict=True):
            theta, losses = _run(student.ista(case.A, case.y, case.lam, n_steps), case.p, n_steps)
            expect(np.isfinite(losses).all(), "the objective should stay finite")
            expect(not np.any(np.diff(losses) > 1e-12 * losses[0]), "the objective should never rise", hint=STEP)
            ends = [case.lasso_objective(np.zeros(case.p)), case.lasso_objective(theta)]
            fits = close(losses[[0, -1]], np.array(ends), FEW_SUMS)
            expect(fits.all(), "the first loss belongs to the start, the last to the theta that comes back", hint=LOSS)
            expected = reference.ista(case.A, case.y, case.lam, n_steps)[1]
            fits = close(losses, expected, FEW_SUMS * n_steps)
            expect(fits.all(), f"loss {int(np.argmin(fits))} is not the objective after as many steps", hint=LOSS)

    @points(1)
    def test_settles_where_every_weight_earns_its_price(self, student: Student) -> None:
        """In the end a weight that is in use gains exactly lam per unit, the others less, and those are exactly 0."""
        for case in CASES:
            theta = _end_of_a_long_run(student, case)
            gains = -case.error_gradient(theta)
            slack = EPS * case.condition * float(np.max(np.abs(case.y)))
            expect(abs(gains[0]) < slack, "the residuals should average zero: the intercept has no penalty", hint=BIAS)
            idle = np.abs(theta[1:]) < slack
            expect(idle.any(), "a useless feature should get a weight of 0")
            expect(np.all(np.abs(gains[1:][idle]) <= case.lam + slack), "a weight of 0 could still gain", hint=STEP)
            balanced = np.abs(gains[1:][~idle] - case.lam * np.sign(theta[1:][~idle])) < slack
            expect(
                balanced.all(), "where a weight is not zero, the slopes of loss and penalty should cancel", hint=STEP
            )

    @points(1)
    def test_ends_where_scikit_learns_lasso_ends(self, student: Student) -> None:
        """A long run finds the intercept and the weights of scikit-learn's Lasso at half of lam."""
        for index, case in enumerate(CASES):
            theta = _end_of_a_long_run(student, case)
            fits = close(theta, _theta_of_scikit_learn(index, case.lam), case.condition)
            expect(fits.all(), f"entry {int(np.argmin(fits))} of theta is not where it should end", hint=STEP)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.ista(case.A, case.y, case.lam, 5)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.ista(case.A, case.y, case.lam, 5), condition=FEW_SUMS * 5)


def _run(answer: Answer, p: int, n_steps: int) -> tuple[Floats, Floats]:
    theta, losses = answer.parts("theta", "losses")
    return theta.array((p,)), losses.array((n_steps + 1,))


def _end_of_a_long_run(student: Student, case: Case) -> Floats:
    n_steps = case.steps_of_ista
    return _run(student.ista(case.A, case.y, case.lam, n_steps), case.p, n_steps)[0]


STEP = "Take one step on paper: how long is the gradient step, and by how much may the threshold pull after it?"
LOSS = "Which theta, and which penalty, does each of your losses belong to?"
BIAS = "Which entry of theta is not thresholded?"


@exercise("lambda_max")
class TestLambdaMax:
    @points(1)
    def test_all_weights_are_zero_there_and_not_just_below(self, student: Student) -> None:
        """At this lam all weights are zero; a thousandth below, one is not. On data of any kind, left as it was."""
        for case in (*CASES, *layouts()):
            answer = student.lambda_max(case.A, case.y)
            answer.should_leave_arguments_alone()
            price = answer.number()
            gain = np.max(np.abs(2.0 / case.n * case.features.T @ (case.y - np.mean(case.y))))
            expect(price > gain * (1 - 1e-9), "at this lam some weight is still not zero", hint=CENTRE)
            expect(price < gain * (1 + 1e-9), "a smaller lam would do as well", hint=CENTRE)
            answer.should_equal(float(gain), condition=FEW_SUMS)


CENTRE = "With all weights at zero, which intercept is best? How steeply does the mean square fall from there?"


@exercise("lasso_path")
class TestLassoPath:
    @points(1)
    def test_agrees_with_scikit_learn_at_every_price(self, student: Student) -> None:
        """One row for each lam, in the order of lams, each the minimiser that scikit-learn finds, too."""
        for index, lams in enumerate(([0.9, 0.2], [0.0, 0.45])):
            case = CASES[index]
            path = student.lasso_path(case.A, case.y, np.array(lams)).array((len(lams), case.p))
            minimisers = [_theta_of_scikit_learn(index, lam) if lam else case.best for lam in lams]
            wrong = ~close(path, np.array(minimisers), SETTLED).all(axis=1)
            expect(not wrong.any(), f"row {int(np.argmax(wrong))} is not the minimiser for its lam", hint=ROWS)
        for case, path in _paths_at_a_price_of_two():
            answer = student.lasso_path(case.A, case.y, np.array([2]))
            answer.should_leave_arguments_alone()
            answer.should_equal(path, condition=SETTLED, hint=ROWS)


@cache
def _paths_at_a_price_of_two() -> tuple[tuple[Case, Floats], ...]:
    return tuple((case, reference.lasso_path(case.A, case.y, [2.0])) for case in layouts())


ROWS = "Row k belongs to lams[k]. Try a single lam, and compare with `ista`."
