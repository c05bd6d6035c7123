"""The hidden checks of momentum, collected by `test_stochastic_descent`: the rolling ball and its best settings."""

from __future__ import annotations

import numpy as np
from lab import data
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import close

from autograder.checks.stochastic_descent.answers import pair, run
from autograder.checks.stochastic_descent.cases import CASES, WHOLE, Case, Floats, layouts
from solutions import stochastic_descent as reference

# A handful of sums of at most 11 terms: rounding in any order stays far below this.
FEW_SUMS = 1e3


@exercise("fit_momentum", returns=("thetas", "losses"))
class TestFitMomentum:
    @points(1)
    def test_without_memory_it_is_plain_descent(self, student: Student) -> None:
        """With beta = 0 every state is that of ordinary gradient descent."""
        for case, n_steps in zip(CASES, (6, 9), strict=True):
            lr = case.rate(0.4)
            wanted = case.path(np.full(n_steps, lr))
            answer = student.fit_momentum(case.A, case.y, lr, 0.0, n_steps)
            answer.should_equal((wanted, case.losses(wanted)), condition=FEW_SUMS * n_steps, hint=PLAIN)

    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent with momentum is known from theory; yours should be on that path."""
        for case, beta, n_steps in zip(CASES, (0.6, 0.85), (8, 12), strict=True):
            lr = case.rate(0.35)
            thetas, losses = run(student.fit_momentum(case.A, case.y, lr, beta, n_steps), n_steps, case.p)
            wanted = case.rolling(lr, beta, n_steps)
            fits = close(thetas, wanted, FEW_SUMS * n_steps).all(axis=1)
            expect(fits.all(), f"`thetas` leaves the exact path at entry {int(np.argmin(fits))}", hint=PATH)
            belongs = close(losses, case.losses(thetas), FEW_SUMS)
            expect(belongs.all(), f"loss {int(np.argmin(belongs))} is not that of its state")

    @points(1)
    def test_at_its_best_it_leaves_plain_descent_behind(self, student: Student) -> None:
        """At the best rate and momentum, a run ends nearer than plain descent at its best rate."""
        for case in CASES:
            lr, beta = reference.heavy_ball_params(case.A)
            n_steps = 60
            thetas, _ = run(student.fit_momentum(case.A, case.y, lr, beta, n_steps), n_steps, case.p)
            plain = case.path(np.full(n_steps, 2.0 / float(case.curvatures[0] + case.curvatures[-1])))
            with np.errstate(all="ignore"):
                ball, walk = (float(np.linalg.norm(ends - case.best)) for ends in (thetas[-1], plain[-1]))
            expect(ball < 0.01 * walk, "a run should end far nearer than plain descent does", hint=PATH)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """No steps at all, whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case, n_steps in ((WHOLE, 0), *zip(layouts(), (4, 5, 6), strict=True)):
            lr = case.rate(0.3)
            answer = student.fit_momentum(case.A, case.y, lr, 0.7, n_steps)
            answer.should_leave_arguments_alone()
            wanted = case.rolling(lr, 0.7, n_steps)
            answer.should_equal((wanted, case.losses(wanted)), condition=10 * FEW_SUMS)


PLAIN = "Put beta = 0 into your formulas: what is left of them?"
PATH = "Follow two steps on paper. What does the velocity hold when the second one begins?"


@exercise("heavy_ball_params", returns=("lr", "beta"))
class TestHeavyBallParams:
    @points(1)
    def test_agrees_with_the_formula(self, student: Student) -> None:
        """Both come from the largest and the smallest eigenvalue of the Hessian, on data of two sizes."""
        for case in CASES:
            wanted = _formula(case)
            student.heavy_ball_params(case.A).should_equal(wanted, condition=_condition(case), hint=ROOTS)

    @points(1)
    def test_needs_as_few_steps_as_theory_promises(self, student: Student) -> None:
        """On the course's line and plane a run with them takes 25 and 49 steps to a millionth of the way."""
        line, plane = data.line(), data.plane()
        for A, y, promised in (
            (np.column_stack([np.ones(100), line.x]), line.y, 25),
            (np.column_stack([np.ones(100), plane.X]), plane.y, 49),
        ):
            lr, beta = pair(student.heavy_ball_params(A))
            with np.errstate(all="ignore"):
                left = np.linalg.norm(Case(A, y, y[:0]).rolling(lr, beta, promised) - _best(A, y), axis=1)
            arrived = bool(left[promised] < 1e-6 * left[0])
            expect(arrived, "a run with these takes more steps than it need", hint=ROOTS)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.heavy_ball_params(case.A)
            answer.should_leave_arguments_alone()
            answer.should_equal(_formula(case), condition=_condition(case))


def _formula(case: Case) -> tuple[float, float]:
    flat, steep = np.sqrt(case.curvatures[[0, -1]])
    kappa = float(case.curvatures[-1] / case.curvatures[0])
    return float(4.0 / (steep + flat) ** 2), float(((np.sqrt(kappa) - 1.0) / (np.sqrt(kappa) + 1.0)) ** 2)


def _condition(case: Case) -> float:
    """The smallest eigenvalue is known to eps times the largest."""
    return FEW_SUMS * float(case.curvatures[-1] / case.curvatures[0])


def _best(A: Floats, y: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(A, y, rcond=None)[0])


ROOTS = "Which eigenvalues are L and mu, and of which matrix? Which roots does the formula take?"
