"""What the grader checks in `training-loop`, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import EPS, GUARDED, close

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.training_loop.cases import CASES, REMAINING, WHOLE, layouts
from solutions import training_loop as reference

LR = 0.06


@exercise("train_step", returns=("new_w", "new_b", "loss_before"))
class TestTrainStep:
    @points(2)
    def test_lands_where_the_gradient_leads(self, student: Student) -> None:
        """One step, from a w and b that are not zero, should end where lr times the gradient leads."""
        for case in CASES:
            answer = student.train_step(case.x, case.y, case.w, case.b, LR)
            new_w, new_b, _ = answer.numbers("new_w", "new_b", "loss_before")
            (_, w), (_, b) = case.path(LR, 1)
            for name, number, expected in (("new_w", new_w, w), ("new_b", new_b, b)):
                fits = close(np.array(number), np.array(expected), FEW_SUMS)
                expect(fits, f"`{name}` is not where one step along the gradient leads", hint=STEP_HINT)

    @points(1)
    def test_the_loss_is_the_one_before_the_step(self, student: Student) -> None:
        """The loss that comes back belongs to the w and b that went in."""
        for case in CASES:
            answer = student.train_step(case.x, case.y, case.w, case.b, LR)
            loss = answer.numbers("new_w", "new_b", "loss_before")[2]
            fits = close(np.array(loss), case.losses(np.array([case.w]), np.array([case.b]))[0], FEW_SUMS)
            expect(fits, "`loss_before` should be the mean squared error at the old w and b")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.train_step(case.x, case.y, case.w, case.b, LR)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.train_step(case.x, case.y, case.w, case.b, LR), condition=FEW_SUMS)


STEP_HINT = (
    "To which w and b does each of your derivatives belong? How far, and in which direction, does each parameter go?"
)


@exercise("fit_line")
class TestFitLine:
    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent is known from theory; yours should be on that path, the start included."""
        for case, n_steps in zip(CASES, (12, 17), strict=True):
            history = _history(student.fit_line(case.x, case.y, LR, n_steps, case.w, case.b), n_steps)
            for name, path in zip("wb", case.path(LR, n_steps), strict=True):
                fits = close(history[name], path, FEW_SUMS * n_steps)
                message = f"`{name}` leaves the exact path at entry {int(np.argmin(fits))}"
                expect(fits.all(), message, hint=PATH_HINT)

    @points(1)
    def test_each_loss_belongs_to_its_state(self, student: Student) -> None:
        """loss[t] is the mean squared error of the line (w[t], b[t]), for every t."""
        for case, n_steps in zip(CASES, (5, 8), strict=True):
            history = _history(student.fit_line(case.x, case.y, LR, n_steps, case.w, case.b), n_steps)
            fits = close(history["loss"], case.losses(history["w"], history["b"]), FEW_SUMS)
            expect(fits.all(), f"`loss` does not belong to its w and b at entry {int(np.argmin(fits))}")

    @points(1)
    def test_no_steps_leave_the_start(self, student: Student) -> None:
        """With n_steps = 0 the history holds the start and its loss, nothing else; the start is 0, 0 unless given."""
        for case in CASES:
            for start in ((case.w, case.b), ()):
                history = reference.fit_line(case.x, case.y, LR, 0, *start)
                student.fit_line(case.x, case.y, LR, 0, *start).should_equal(dict(history), condition=FEW_SUMS)

    @points(1)
    def test_never_rises_and_settles_on_the_best_line(self, student: Student) -> None:
        """Just below the largest stable rate the loss never rises, and a long run ends on the best line."""
        for case in CASES:
            lr = case.problem.rate(0.9)
            n_steps = case.problem.steps_to_settle(lr, REMAINING)
            history = _history(student.fit_line(case.x, case.y, lr, n_steps), n_steps)
            finite = np.isfinite(history["loss"]).all()
            expect(finite, "the loss should stay finite at a rate below the largest stable one")
            rises = np.diff(history["loss"]) > 1e-12 * history["loss"][0]
            expect(not rises.any(), "the loss rises, although the rate is below the largest stable one")
            end = np.array([history["w"][-1], history["b"][-1]])
            fits = close(end, np.array(case.best), 10 * REMAINING / EPS)
            expect(fits.all(), "a long run should end on the line of least squares")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also to start at), read-only arrays and slices are fine, and nothing changes."""
        for case in layouts():
            start = (2, -3) if case is WHOLE else (case.w, case.b)
            answer = student.fit_line(case.x, case.y, LR / 2, 6, *start)
            answer.should_leave_arguments_alone()
            history = reference.fit_line(case.x, case.y, LR / 2, 6, *start)
            answer.should_equal(dict(history), condition=FEW_SUMS * 6)


def _history(answer: Answer, n_steps: int) -> dict[str, Floats]:
    history = answer.mapping("w", "b", "loss")
    hint = "Entry 0 is the start, the last one the end."
    return {
        key: row.array((n_steps + 1,), message=f"{key!r} should be an array of n_steps + 1 numbers", hint=hint)
        for key, row in history.items()
    }


PATH_HINT = "Follow two steps on paper: which w and b enter the second gradient?"


@exercise("closed_form_line", returns=("w", "b"))
class TestClosedFormLine:
    @points(2)
    def test_agrees_with_least_squares(self, student: Student) -> None:
        """Your line should be the one that least squares finds, on data of two sizes."""
        for case in CASES:
            student.closed_form_line(case.x, case.y).should_equal(case.best, condition=GUARDED)

    @points(1)
    def test_leaves_nothing_that_a_line_could_explain(self, student: Student) -> None:
        """At the best line the residuals average zero, and so do the residuals times x."""
        for case in CASES:
            w, b = student.closed_form_line(case.x, case.y).numbers("w", "b")
            slack = EPS * GUARDED * float(np.max(np.abs(case.y)) * np.max(np.abs(case.x)))
            residual = w * case.x + b - case.y
            expect(abs(np.mean(residual)) < slack, "the residuals should average zero", hint=CENTRE_HINT)
            expect(abs(np.mean(residual * case.x)) < slack, "the residuals times x should average zero")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.closed_form_line(case.x, case.y)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.best, condition=GUARDED)


CENTRE_HINT = "Does your line pass through the point (mean of x, mean of y)?"


@exercise("gap_report")
class TestGapReport:
    NUMBERS = (
        (1.253173, -0.414119, 2.071637, 0.728391, 1.113411, -1.954327),
        (-3.2, 5.5, -2.9, 4.1, -4.0, 6.3),
    )

    @points(1)
    def test_takes_the_right_differences(self, student: Student) -> None:
        """Each gap is one difference, with its sign."""
        for numbers in self.NUMBERS:
            student.gap_report(*numbers).should_equal(reference.gap_report(*numbers), condition=FEW_SUMS)

    @points(1)
    def test_both_gaps_together_lead_from_truth_to_fit(self, student: Student) -> None:
        """Optimisation gap plus statistical gap is the whole way from the truth to the fit."""
        for w, b, *numbers, w_true, b_true in self.NUMBERS:
            parts = student.gap_report(w, b, *numbers, w_true, b_true).mapping("opt_w", "opt_b", "stat_w", "stat_b")
            gaps = {key: part.number() for key, part in parts.items()}
            for name, fit, true in (("w", w, w_true), ("b", b, b_true)):
                gap = gaps[f"opt_{name}"] + gaps[f"stat_{name}"]
                fits = close(np.array(gap), np.array(fit - true), FEW_SUMS)
                expect(fits, f"the two gaps of {name} do not add up")

    @points(1)
    def test_a_perfect_descent_leaves_only_the_statistical_gap(self, student: Student) -> None:
        """When the fit is the best line, both optimisation gaps are zero and the rest is noise."""
        for _, _, w, b, w_true, b_true in self.NUMBERS:
            gaps = {"opt_w": 0.0, "opt_b": 0.0, "stat_w": w - w_true, "stat_b": b - b_true}
            student.gap_report(w, b, w, b, w_true, b_true).should_equal(gaps, condition=FEW_SUMS)


@exercise("fit_until", returns=("w", "b", "steps", "converged"))
class TestFitUntil:
    @points(1)
    def test_stops_at_the_first_small_gradient(self, student: Student) -> None:
        """The run ends once the gradient's norm is at most tol, and steps counts the updates made."""
        for case, steps in zip(CASES, (14, 23), strict=True):
            tol = case.tolerance(LR, steps)
            result = reference.fit_until(case.x, case.y, LR, tol, 100)
            student.fit_until(case.x, case.y, LR, tol, 100).should_equal(result, condition=FEW_SUMS * steps)

    @points(1)
    def test_converged_says_whether_the_gradient_is_small(self, student: Student) -> None:
        """converged is True exactly when the gradient at the returned w and b is within tol."""
        for case, steps in zip(CASES, (6, 11), strict=True):
            tol = case.tolerance(LR, steps)
            limits = (steps - 1, steps, steps + 3)
            answers = [student.fit_until(case.x, case.y, LR, tol, limit) for limit in limits]
            for limit, answer in zip(limits, answers, strict=True):
                w, b, updates, converged = _run_until(answer)
                small = case.gradient_norm(w, b) <= tol
                expect(converged is small, "converged should be True exactly when the gradient's norm is at most tol")
                counts = updates == min(limit, steps)
                expect(
                    counts,
                    "steps should count the updates made",
                    hint="On a run that needs a single step, what does your count say?",
                )

    @points(1)
    def test_a_runaway_ends_quietly(self, student: Student) -> None:
        """With too large a rate the run ends with converged False, and no warning reaches the screen."""
        for case, share in zip(CASES, (40.0, 300.0), strict=True):
            answer = student.fit_until(case.x, case.y, case.problem.rate(share), 1e-6, 4000)
            answer.should_not_warn()
            *_, updates, converged = _run_until(answer)
            expect(converged is False, "converged should be False when the numbers run away")
            expect(0 < updates < 4000, "the run should end as soon as its numbers are no longer finite")

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            tol = case.tolerance(LR / 2, 9)
            answer = student.fit_until(case.x, case.y, LR / 2, tol, 50)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.fit_until(case.x, case.y, LR / 2, tol, 50), condition=FEW_SUMS * 9)


def _run_until(answer: Answer) -> tuple[float, float, float, bool]:
    """Return w, b (which may have run away), the number of updates, and whether the run converged."""
    w, b, steps, converged = answer.parts("w", "b", "steps", "converged")
    return w.number(finite=False), b.number(finite=False), steps.number(), converged.truth()
