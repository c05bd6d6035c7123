"""What the grader checks in `pytorch` of single lines, on data no notebook has seen."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import close
from lab.checks.pytorch import should_use_backward

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.pytorch.cases import CASES, HUGE, WHOLE, layouts
from hidden_checks.pytorch.training_runs import numbers_of_states, should_follow
from solutions import pytorch as reference

LR = 0.06


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
            should_use_backward(student, student.autograd_gradients, case.x, case.y, case.w, case.b)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also for w and b), read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.autograd_gradients(case.x, case.y, case.w, case.b)
            answer.should_leave_arguments_alone()
            answer.should_equal(case.slopes, condition=FEW_SUMS)


SHAPES = "Print loss and the shape of the residual: n points should leave n residuals, and their mean."
DIGITS = "What dtype does each of your tensors have, w and b included?"


@exercise("fit_autograd")
class TestFitAutograd:
    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """Every state of descent is known from theory; yours should be on that path, the start included."""
        for case, n_steps in zip(CASES, (12, 17), strict=True):
            history = _history(student.fit_autograd(case.x, case.y, LR, n_steps, case.w, case.b), n_steps)
            for name, path in zip("wb", case.path(LR, n_steps), strict=True):
                should_follow(history[name], path, FEW_SUMS * n_steps, name, PATH_HINT)

    @points(1)
    def test_each_loss_belongs_to_its_state(self, student: Student) -> None:
        """loss[t] is the mean squared error of the line (w[t], b[t]), for every t."""
        for case, n_steps in zip(CASES, (5, 8), strict=True):
            history = _history(student.fit_autograd(case.x, case.y, LR, n_steps, case.w, case.b), n_steps)
            fits = close(history["loss"], case.losses(history["w"], history["b"]), FEW_SUMS)
            expect(fits.all(), f"`loss` does not belong to its w and b at entry {int(np.argmin(fits))}")

    @points(1)
    def test_no_steps_leave_the_start(self, student: Student) -> None:
        """With n_steps = 0 the history holds the start and its loss, nothing else; the start is 0, 0 unless given."""
        for case in CASES:
            for start in ((case.w, case.b), ()):
                history = reference.fit_autograd(case.x, case.y, LR, 0, *start)
                student.fit_autograd(case.x, case.y, LR, 0, *start).should_equal(dict(history), condition=FEW_SUMS)

    @points(1)
    def test_settles_on_the_best_line(self, student: Student) -> None:
        """Just below the largest stable rate, a long run ends on the line of least squares."""
        for case in CASES:
            lr = case.problem.rate(0.9)
            n_steps = case.problem.steps_to_settle(lr)
            history = _history(student.fit_autograd(case.x, case.y, lr, n_steps), n_steps)
            end = np.array([history["w"][-1], history["b"][-1]])
            fits = close(end, np.array(case.best), case.problem.condition)
            expect(fits.all(), "a long run should end on the line of least squares")

    @points(1)
    def test_goes_backward(self, student: Student) -> None:
        """Every gradient comes from PyTorch's backward pass, not from a formula of your own."""
        for case in CASES:
            should_use_backward(student, student.fit_autograd, case.x, case.y, LR, 3)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers (also to start at), read-only arrays and slices are fine, and nothing changes."""
        for case in layouts():
            start = (2, -3) if case is WHOLE else (case.w, case.b)
            answer = student.fit_autograd(case.x, case.y, LR / 2, 6, *start)
            answer.should_leave_arguments_alone()
            history = reference.fit_autograd(case.x, case.y, LR / 2, 6, *start)
            answer.should_equal(dict(history), condition=FEW_SUMS * 6)


def _history(answer: Answer, n_steps: int) -> dict[str, Floats]:
    history = answer.mapping("w", "b", "loss")
    return {key: numbers_of_states(row, n_steps, repr(key)) for key, row in history.items()}


PATH_HINT = "Print w.grad at the start of every step: what does it still hold?"


@exercise("fit_nn_linear", returns=("w", "b", "losses"))
class TestFitNnLinear:
    @points(2)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """From zeros, the losses and the end of the run are known from theory; w is (1, 1) and b is (1,)."""
        for case, n_steps in zip(CASES, (9, 14), strict=True):
            end, losses = _layer(student.fit_nn_linear(case.x, case.y, LR, n_steps), n_steps)
            states = case.problem.path(LR, n_steps, np.zeros(2))
            expect(close(end, states[-1], FEW_SUMS * n_steps).all(), "w and b are not where descent leads", hint=SAME)
            should_follow(losses, case.problem.losses(states), FEW_SUMS * n_steps, "losses", SAME)

    @points(1)
    def test_a_sum_at_lr_over_n_is_a_mean_at_lr(self, student: Student) -> None:
        """With reduction="sum" the same steps need a rate n times smaller, and each loss is n times as large."""
        for case, n_steps in zip(CASES, (6, 3), strict=True):
            n, states = len(case.x), case.problem.path(LR, n_steps, np.zeros(2))
            end, losses = _layer(student.fit_nn_linear(case.x, case.y, LR / n, n_steps, reduction="sum"), n_steps)
            expect(close(end, states[-1], FEW_SUMS * n_steps).all(), "the sum takes other steps than the mean", hint=N)
            should_follow(losses, n * case.problem.losses(states), FEW_SUMS * n_steps, "losses", N)

    @points(1)
    def test_goes_backward(self, student: Student) -> None:
        """The layer learns by PyTorch's backward pass, not by a formula of your own; with no step it stays at zero."""
        for case in CASES:
            end, _ = _layer(student.fit_nn_linear(case.x, case.y, LR, 0), 0)
            expect(not np.any(end), "with n_steps = 0 the layer should still be at zero")
            should_use_backward(student, student.fit_nn_linear, case.x, case.y, LR, 3)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            answer = student.fit_nn_linear(case.x, case.y, LR / 2, 5)
            answer.should_leave_arguments_alone()
            answer.should_equal(reference.fit_nn_linear(case.x, case.y, LR / 2, 5), condition=FEW_SUMS * 5)


def _layer(answer: Answer, n_steps: int) -> tuple[Floats, Floats]:
    """Return theta = [b, w] of the layer, and its losses."""
    parts = answer.parts("w", "b", "losses")
    w, b = (
        part.array(shape, message=f"`{name}` should be the layer's own {name}, an array of the shape {shape}", hint=OWN)
        for part, name, shape in zip(parts, "wb", ((1, 1), (1,)), strict=False)
    )
    return np.array([b[0], w[0, 0]]), numbers_of_states(parts[2], n_steps, "`losses`")


OWN = "Print the shapes of what you hand back: are they the layer's own, (1, 1) and (1,)?"
SAME = "Where does the layer start, which shapes do x and y have, and what does the gradient hold when a step begins?"
N = "Print the loss of the same parameters with both reductions: by how much do they differ? And their gradients?"
