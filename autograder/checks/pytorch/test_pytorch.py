"""What the grader checks in `pytorch`, on data no notebook has seen: single lines. The class is in `model.py`."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Student, exercise, expect, points
from lab.checking.comparison import close

from autograder.checks.pytorch.answers import follows, history, layer, should_go_backward
from autograder.checks.pytorch.cases import CASES, HUGE, WHOLE, layouts
from autograder.checks.pytorch.model import TestLinearRegression  # noqa: F401 - collected with this module
from solutions import pytorch as reference

LR = 0.06
# A handful of sums of at most 11 terms: rounding in any order stays far below this.
FEW_SUMS = 1e3


@exercise("autograd_gradients", returns=("dw", "db"))
class TestAutogradGradients:
    @points(2)
    def test_agrees_with_the_slopes_of_the_loss(self, student: Student) -> None:
        """Both derivatives agree with the loss itself, for two numbers of points; asking again changes nothing."""
        for case in (*CASES, CASES[0]):
            answer = student.autograd_gradients(case.x, case.y, case.w, case.b)
            answer.should_equal(case.slopes, condition=FEW_SUMS, hint=SHAPES)

    @points(1)
    def test_keeps_its_digits_on_huge_numbers(self, student: Student) -> None:
        """Targets of 12 digits: float64 and a backward pass keep all digits, float32 and differences do not."""
        for case in HUGE:
            answer = student.autograd_gradients(case.x, case.y, case.w, case.b)
            answer.should_equal(case.slopes, condition=FEW_SUMS, hint=DIGITS)

    @points(1)
    def test_goes_backward(self, student: Student) -> None:
        """The derivatives come from PyTorch's backward pass, not from a formula of your own."""
        for case in HUGE:
            should_go_backward(student, student.autograd_gradients, case, case.w, case.b)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also for w and b), read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.autograd_gradients(case.x, case.y, case.w, case.b)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.slopes, condition=FEW_SUMS)


SHAPES = "Print loss and the shape of the residual: n points should leave n residuals, and their mean."
DIGITS = "Which dtype has each of your tensors, w and b included?"


@exercise("fit_autograd")
class TestFitAutograd:
    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent is known from theory; yours should be on that path, the start included."""
        for case, n_steps in zip(CASES, (12, 17), strict=True):
            run = history(student.fit_autograd(case.x, case.y, LR, n_steps, case.w, case.b), n_steps)
            states = case.path(LR, n_steps, np.array([[case.b], [case.w]]))
            for row, name in ((1, "w"), (0, "b")):
                follows(run[name], states[:, row, 0], FEW_SUMS * n_steps, name, PATH_HINT)

    @points(1)
    def test_each_loss_belongs_to_its_state(self, student: Student) -> None:
        """loss[t] is the mean squared error of the line (w[t], b[t]), for every t."""
        for case, n_steps in zip(CASES, (5, 8), strict=True):
            run = history(student.fit_autograd(case.x, case.y, LR, n_steps, case.w, case.b), n_steps)
            own = case.losses(np.stack([run["b"], run["w"]], axis=1)[:, :, None])
            fits = close(run["loss"], own, FEW_SUMS)
            expect(fits.all(), f"`loss` does not belong to its w and b at entry {int(np.argmin(fits))}")

    @points(1)
    def test_no_steps_leave_the_start(self, student: Student) -> None:
        """With n_steps = 0 the history holds the start and its loss, nothing else; the start is 0, 0 unless given."""
        for case in CASES:
            for start in ((case.w, case.b), ()):
                wanted = reference.fit_autograd(case.x, case.y, LR, 0, *start)
                student.fit_autograd(case.x, case.y, LR, 0, *start).should_equal(dict(wanted), condition=FEW_SUMS)

    @points(1)
    def test_settles_on_the_best_line(self, student: Student) -> None:
        """Just below the largest stable rate, a long run ends on the line of least squares."""
        for case in CASES:
            lr = case.rate(0.9)
            n_steps = case.steps_to_settle(lr)
            run = history(student.fit_autograd(case.x, case.y, lr, n_steps), n_steps)
            ends = np.array([[run["b"][-1]], [run["w"][-1]]])
            expect(close(ends, case.best, case.condition).all(), "a long run should end on the line of least squares")

    @points(1)
    def test_goes_backward(self, student: Student) -> None:
        """Every gradient comes from PyTorch's backward pass, not from a formula of your own."""
        for case in CASES:
            should_go_backward(student, student.fit_autograd, case, LR, 3)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also to start at), read-only arrays and slices are fine, and nothing changes."""
        for case in layouts():
            start = (2, -3) if case is WHOLE else (case.w, case.b)
            answer = student.fit_autograd(case.x, case.y, LR / 2, 6, *start)
            answer.should_leave_arguments_alone()
            wanted = reference.fit_autograd(case.x, case.y, LR / 2, 6, *start)
            answer.should_equal(dict(wanted), condition=FEW_SUMS * 6)


PATH_HINT = "Print w.grad at the start of every step: what does it still hold?"


@exercise("fit_nn_linear", returns=("w", "b", "losses"))
class TestFitNnLinear:
    @points(1)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """From zeros, the losses and the end of the run are known from theory; w is (1, 1) and b is (1,)."""
        for case, n_steps in zip(CASES, (9, 14), strict=True):
            w, b, losses = layer(student.fit_nn_linear(case.x, case.y, LR, n_steps), n_steps)
            states = case.path(LR, n_steps, np.zeros((2, 1)))
            ends = np.array([[b], [w]])
            expect(close(ends, states[-1], FEW_SUMS * n_steps).all(), "w and b are not where descent leads", hint=SAME)
            follows(losses, case.losses(states), FEW_SUMS * n_steps, "losses", SAME)

    @points(1)
    def test_a_sum_at_lr_over_n_is_a_mean_at_lr(self, student: Student) -> None:
        """With reduction="sum" the same steps need a rate n times smaller, and each loss is n times as large."""
        for case, n_steps in zip(CASES, (6, 3), strict=True):
            n, states = len(case.x), case.path(LR, n_steps, np.zeros((2, 1)))
            w, b, losses = layer(student.fit_nn_linear(case.x, case.y, LR / n, n_steps, reduction="sum"), n_steps)
            ends = np.array([[b], [w]])
            expect(close(ends, states[-1], FEW_SUMS * n_steps).all(), "the sum takes other steps than the mean", hint=N)
            follows(losses, n * case.losses(states), FEW_SUMS * n_steps, "losses", N)

    @points(1)
    def test_goes_backward(self, student: Student) -> None:
        """The layer learns by PyTorch's backward pass, not by a formula of your own; with no step it stays at zero."""
        for case in CASES:
            w, b, _ = layer(student.fit_nn_linear(case.x, case.y, LR, 0), 0)
            expect(w == 0.0 and b == 0.0, "with n_steps = 0 the layer should still be at zero")
            should_go_backward(student, student.fit_nn_linear, case, LR, 3)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.fit_nn_linear(case.x, case.y, LR / 2, 5)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.fit_nn_linear(case.x, case.y, LR / 2, 5), condition=FEW_SUMS * 5)


SAME = "Zeros first, then zero_grad, backward, step; and x and y both as columns."
N = "MSELoss(reduction=reduction): which of the two is n times as long, and so is its gradient?"
