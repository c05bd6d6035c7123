"""What the grader checks in `learning-rate`, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import GUARDED, close

from autograder.checking.array_layouts import Floats, read_only, strided
from hidden_checks.learning_rate.cases import CASES, late_run, layouts
from hidden_checks.least_squares_cases import FEW_SUMS
from solutions import learning_rate as reference


@exercise("rate_experiment")
class TestRateExperiment:
    @points(1)
    def test_each_row_is_the_exact_run(self, student: Student) -> None:
        """Each row should be the run of its own rate from zeros, as theory knows it: none depends on another."""
        for case, n_steps in zip(CASES, (9, 14), strict=True):
            lrs = np.array([case.rate(share) for share in (0.9, 0.2, 1.2, 0.55)])
            runs = student.rate_experiment(case.A, case.y, lrs, n_steps).array((4, n_steps + 1))
            for i, lr in enumerate(lrs):
                fits = close(runs[i], case.losses_from_zeros(lr, n_steps), FEW_SUMS * n_steps)
                expect(fits.all(), f"row {i} leaves the exact run at entry {int(np.argmin(fits))}", hint=FRESH)

    @points(1)
    def test_runs_away_exactly_above_the_limit(self, student: Student) -> None:
        """Below 2 / lambda_max the loss never rises, above it grows without end, and no run ends in a crash."""
        for case, n_steps in zip(CASES, (130, 90), strict=True):
            lrs = np.array([case.rate(share) for share in (30.0, 0.98, 1.15, 0.4)])
            runs = student.rate_experiment(case.A, case.y, lrs, n_steps).array((4, n_steps + 1))
            for i, (row, lr) in enumerate(zip(runs, lrs, strict=True)):
                wild = not row[-1] <= row[0]
                expect(wild == (lr > case.rate()), "a run should grow exactly where its rate is above 2 / lambda_max")
                rises = ~(row[1:] <= row[:-1] + 1e-12 * row[0])
                expect(wild or not rises.any(), "the loss rises, although the rate is below the largest stable one")
                entry = _first_wrong_loss(row, case.losses_from_zeros(lr, n_steps))
                expect(entry is None, f"row {i} leaves the exact run at entry {entry}", hint=RUNAWAY)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """No steps at all, whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            lrs = read_only(np.array([case.rate(0.5), case.rate(0.25), case.rate(0.75)]))
            for n_steps in (0, 5):
                answer = student.rate_experiment(case.A, case.y, lrs, n_steps)
                answer.should_leave_arguments_alone()
                runs = np.array([case.losses_from_zeros(lr, n_steps) for lr in lrs])
                answer.should_equal(runs, condition=10 * FEW_SUMS)


def _first_wrong_loss(row: Floats, exact: Floats) -> int | None:
    """Return the first entry that is neither the exact loss to six digits, nor inf or nan in a run that grows."""
    with np.errstate(all="ignore"):
        agrees = np.abs(row - exact) <= 1e-6 * exact + 1e-12 * exact[0]
    may_be_infinite = exact > exact[0]
    is_huge = ~(exact < 1e290)  # the square of such a loss's gradient may be beyond every float
    fits = agrees | (may_be_infinite & ~np.isfinite(row)) | (is_huge & ~(row < 1e280))
    return None if fits.all() else int(np.argmin(fits))


RUNAWAY = "Hold on to the numbers as they are, however large they get."
FRESH = "Where does each run begin? Nothing may be left over from the run before."


@exercise("classify_run")
class TestClassifyRun:
    RUNS = (
        ([5.0, 7.0, 3.0, 2.0], "converging"),
        ([5.0, 1.0, 0.5, 5.5], "diverging"),
        ([5.0, 80.0, np.inf, np.nan], "diverging"),
        ([5.0, 4.0, np.inf], "diverging"),
        ([5.0, np.nan, 2.0], "diverging"),
        ([5.0, np.inf, 2.0], "diverging"),
        ([5.0, 4.0, np.nan], "diverging"),
        ([5.0, 5.0, 5.0], "stalled"),
        ([5e6, 5e6 + 0.1, 5e6 - 0.1], "stalled"),
        ([5e6, 5e6 - 0.1, 5e6 + 0.1], "stalled"),
        ([5e-7, 4e-7, 5e-7], "stalled"),
        ([5e-7, 2e-7], "converging"),
        ([5e-7, 9e-7], "diverging"),
        ([3.0, 2.0, 2.0, 2.0], "converging"),
        ([9, 4, 1], "converging"),
    )

    @points(2)
    def test_knows_every_kind_of_run(self, student: Student) -> None:
        """Runs that dip or rise on their way, that reach inf or nan, that stay: in large units and in small ones."""
        first, second, *rest = (np.array(losses) for losses, _ in self.RUNS)
        # All calls come before the first comparison: mistakes that fail on the same run differ on others.
        answers = [student.classify_run(losses) for losses in (read_only(first), strided(second), *rest)]
        for answer, (_, word) in zip(answers, self.RUNS, strict=True):
            answer.should_equal(word, hint=ORDER)


ORDER = (
    "Does your function find inf and nan wherever they stand? Which two losses does it compare, and relative to what?"
)


@exercise("hessian")
class TestHessian:
    @points(2)
    def test_agrees_for_data_of_any_size(self, student: Student) -> None:
        """2/n times the sum over the rows: other rows, other columns, whole numbers, read-only arrays, slices."""
        for case in (*CASES, *layouts()):
            answer = student.hessian(case.A)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.hessian, condition=FEW_SUMS)


@exercise("max_stable_lr")
class TestMaxStableLr:
    @points(1)
    def test_is_two_over_the_largest_curvature(self, student: Student) -> None:
        """Your limit should be the one that the largest eigenvalue of the Hessian sets."""
        for case in CASES:
            student.max_stable_lr(case.A).should_equal(case.rate(), condition=GUARDED)

    @points(1)
    def test_descent_stands_just_below_and_falls_just_above(self, student: Student) -> None:
        """At 0.99 of your limit the loss ends lower than it began, at 1.01 of it higher."""
        for case in CASES:
            lr = student.max_stable_lr(case.A).number("the largest stable rate")
            below, above = case.losses_from_zeros(0.99 * lr, 2000), case.losses_from_zeros(1.01 * lr, 2000)
            expect(below[-1] < below[0], "descent runs away at 0.99 of your limit", hint=EDGE)
            expect(not above[-1] < above[0], "descent still converges at 1.01 of your limit", hint=EDGE)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.max_stable_lr(case.A)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.rate(), condition=GUARDED)


EDGE = "For which lr is 1 - lr * lambda just -1 in the direction of largest curvature?"


@exercise("rate")
class TestRate:
    @points(1)
    def test_is_the_worst_factor_of_all_directions(self, student: Student) -> None:
        """At slow rates the smallest curvature decides, near the limit the largest; beyond it nothing shrinks."""
        shares = (0.05, 0.5, 0.97, 1.4)
        inputs = [
            (case, lr)
            for case in (*CASES, *layouts())
            for lr in (*map(case.rate, shares), 1.5 / float(case.curvatures[0]))
        ]
        answers = [student.rate(case.A, lr) for case, lr in inputs]
        for (case, lr), answer in zip(inputs, answers, strict=True):
            answer.should_leave_arguments_alone()
            answer.should_equal(float(np.max(np.abs(1.0 - lr * case.curvatures))), condition=FEW_SUMS, scale=3.0)


@exercise("best_lr")
class TestBestLr:
    @points(1)
    def test_no_other_rate_shrinks_the_error_faster(self, student: Student) -> None:
        """At your rate, the worst factor is as small as a search over many rates can make it."""
        for case in (*CASES, *layouts()):
            answer = student.best_lr(case.A)
            answer.should_leave_arguments_alone()
            lr = answer.number("the best rate")
            rates = np.linspace(0.01, 1.0, 400)[:, None] * case.rate()
            smallest = np.abs(1.0 - rates * case.curvatures).max(axis=1).min()
            worst = np.abs(1.0 - lr * case.curvatures).max()
            expect(worst <= smallest + 1e-7, "another rate shrinks the error faster", hint=BALANCE)
            answer.should_equal(2.0 / float(case.curvatures[0] + case.curvatures[-1]), condition=GUARDED)


BALANCE = "At your rate, what are the factors for the smallest and for the largest curvature?"


@exercise("measured_rate")
class TestMeasuredRate:
    @points(1)
    def test_agrees_with_theory(self, student: Student) -> None:
        """Late in a run, what you measure is the square of the worst factor: to three digits."""
        for slow, fast, star in ((0.9, 0.3, 5.0), (0.6, 0.05, 0.0), (1.7, 0.5, 2.0)):
            run = read_only(late_run(30, slow, fast, star))
            _expect_rate(student.measured_rate(run, star), slow)
        whole = 7 + 2 ** np.arange(10, 0, -1)
        for losses in (whole, strided(whole)):
            answer = student.measured_rate(losses, 7.0)
            answer.should_leave_arguments_alone()
            _expect_rate(answer, 0.5)
        for case in CASES:
            lr = case.rate(0.985)
            answer = student.measured_rate(case.losses_from_zeros(lr, 80), case.smallest_loss)
            _expect_rate(answer, float(np.max(np.abs(1.0 - lr * case.curvatures))) ** 2)


def _expect_rate(answer: Answer, rate: float) -> None:
    """Pass where three digits agree, as many as a measurement has."""
    error = abs(answer.number("the rate") - rate)
    expect(error <= 1e-3 * rate, "the measured rate is not the one the run shrinks with", hint=ABOVE)


ABOVE = "Which part of the loss shrinks by the same factor in every step, and in which part of a run?"


@exercise("steps_needed")
class TestStepsNeeded:
    @points(1)
    def test_agrees_with_a_run_that_is_counted(self, student: Student) -> None:
        """Within two steps, your count is what descent at the best rate really takes."""
        for case in CASES:
            for eps in (1e-3, 1e-6):
                count = student.steps_needed(case.kappa, eps).number("the number of steps")
                expect(abs(count - case.steps_to(eps)) <= 2, "your count is not what a run takes", hint=FACTOR)

    @points(1)
    def test_is_a_whole_number_for_narrow_and_for_round_valleys(self, student: Student) -> None:
        """A narrow valley takes hundreds of thousands of steps, a round one a single step."""
        for kappa, eps in ((46115.0, 1e-6), (480, 1e-9), (1.02, 1e-6)):
            count = student.steps_needed(kappa, eps).integer("the number of steps")
            near = abs(count - reference.steps_needed(kappa, eps)) <= 2 and count >= 1
            expect(near, "your count is off for a very narrow or a nearly round valley", hint=FACTOR)
        single = student.steps_needed(1.0, 1e-6).integer("the number of steps")
        expect(single == 1, "a round valley takes a single step", hint="By which factor does a step shrink the error?")

    @points(1)
    def test_twice_the_digits_take_twice_the_steps(self, student: Student) -> None:
        """Each further digit of the error costs the same number of steps."""
        for kappa in (17.5, 230.0):
            three, six = (student.steps_needed(kappa, eps).number("the number of steps") for eps in (1e-3, 1e-6))
            expect(abs(six - 2 * three) <= 3, "from 1e-3 to 1e-6 the number of steps should double", hint=FACTOR)


FACTOR = (
    "By which factor does one step shrink the error? After how many steps is the product of the factors at most eps?"
)
