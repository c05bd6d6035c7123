"""What the grader checks in `stochastic-descent` of momentum: its steps, and its best rate and beta."""

from __future__ import annotations

import numpy as np
from lab import data
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import close

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.stochastic_descent.cases import CASES, WHOLE, Case, layouts
from solutions import stochastic_descent as reference


@exercise("fit_momentum", returns=("thetas", "losses"))
class TestFitMomentum:
    @points(1)
    def test_without_memory_it_is_plain_descent(self, student: Student) -> None:
        """With beta = 0 every state is that of ordinary gradient descent."""
        for case, n_steps in zip(CASES, (6, 9), strict=True):
            lr = case.rate(0.4)
            thetas = case.path_with_rates(np.full(n_steps, lr))
            answer = student.fit_momentum(case.A, case.y, lr, 0.0, n_steps)
            answer.should_equal((thetas, case.losses(thetas)), condition=FEW_SUMS * n_steps, hint=PLAIN)

    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent with momentum is known from theory; yours should be on that path."""
        for case, beta, n_steps in zip(CASES, (0.6, 0.85), (8, 12), strict=True):
            lr = case.rate(0.35)
            thetas, losses = _run(student.fit_momentum(case.A, case.y, lr, beta, n_steps), n_steps, case.p)
            fits = close(thetas, case.path_with_momentum(lr, beta, n_steps), FEW_SUMS * n_steps).all(axis=1)
            expect(fits.all(), f"`thetas` leaves the exact path at entry {int(np.argmin(fits))}", hint=PATH)
            fits = close(losses, case.losses(thetas), FEW_SUMS)
            expect(fits.all(), f"loss {int(np.argmin(fits))} is not that of its state")

    @points(1)
    def test_at_its_best_it_leaves_plain_descent_behind(self, student: Student) -> None:
        """At the best rate and momentum, a run ends nearer than plain descent at its best rate."""
        for case in CASES:
            lr, beta = reference.heavy_ball_params(case.A)
            n_steps = 60
            thetas, _ = _run(student.fit_momentum(case.A, case.y, lr, beta, n_steps), n_steps, case.p)
            plain = case.path_with_rates(np.full(n_steps, 2.0 / float(case.curvatures[0] + case.curvatures[-1])))
            with np.errstate(all="ignore"):
                error, plain_error = (float(np.linalg.norm(end - case.best)) for end in (thetas[-1], plain[-1]))
            expect(error < 0.01 * plain_error, "a run should end far nearer than plain descent does", hint=PATH)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """No steps at all, whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case, n_steps in ((WHOLE, 0), *zip(layouts(), (4, 5, 6), strict=True)):
            lr = case.rate(0.3)
            answer = student.fit_momentum(case.A, case.y, lr, 0.7, n_steps)
            answer.should_leave_arguments_alone()
            thetas = case.path_with_momentum(lr, 0.7, n_steps)
            answer.should_equal((thetas, case.losses(thetas)), condition=10 * FEW_SUMS)


def _run(answer: Answer, n_steps: int, p: int) -> tuple[Floats, Floats]:
    thetas, losses = answer.parts("thetas", "losses")
    return thetas.array((n_steps + 1, p)), losses.array((n_steps + 1,))


PLAIN = "Put beta = 0 into your formulas: what is left of them?"
PATH = "Follow two steps on paper. What does the velocity hold when the second one begins?"


@exercise("heavy_ball_params", returns=("lr", "beta"))
class TestHeavyBallParams:
    @points(1)
    def test_agrees_with_the_formula(self, student: Student) -> None:
        """Both come from the largest and the smallest eigenvalue of the Hessian, on data of two sizes."""
        for case in CASES:
            answer = student.heavy_ball_params(case.A)
            answer.should_equal(_formula(case), condition=_condition(case), hint=ROOTS)

    @points(1)
    def test_needs_as_few_steps_as_theory_promises(self, student: Student) -> None:
        """On the course's line and plane a run with them takes 25 and 49 steps to a millionth of the way."""
        line, plane = data.line(), data.plane()
        for A, y, n_steps in (
            (np.column_stack([np.ones(100), line.x]), line.y, 25),
            (np.column_stack([np.ones(100), plane.X]), plane.y, 49),
        ):
            lr, beta = (part.number() for part in student.heavy_ball_params(A).parts("lr", "beta"))
            case = Case(A, y, y[:0])
            with np.errstate(all="ignore"):
                errors = np.linalg.norm(case.path_with_momentum(lr, beta, n_steps) - case.best, axis=1)
            arrives = bool(errors[n_steps] < 1e-6 * errors[0])
            expect(arrives, "a run with these takes more steps than it need", hint=ROOTS)

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
    """Return the loss of digits: the smallest eigenvalue is known to eps times the largest."""
    return FEW_SUMS * float(case.curvatures[-1] / case.curvatures[0])


ROOTS = "Which two eigenvalues does the formula take, and of which matrix? Which roots of them?"
