"""Visible checks of `pytorch`: types and shapes first, then numbers that can be worked out on paper.

PyTorch itself is not needed here: functions are called with arrays, and a tensor that they return is read as an array.
"""

from typing import Any

import numpy as np

from lab.checking.api import CheckFailed, Member, Student, exercise, expect, points
from lab.checking.properties import should_take_whole_numbers

FOUR_X, FOUR_Y = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 1.0])
ONE_X, ONE_Y = np.array([2.0]), np.array([3.0])
WHOLE_X, WHOLE_Y = np.array([1, -2, 0, 3]), np.array([2, 1, -1, 4])
BACKWARD = "Build the loss from tensors with requires_grad=True, call backward() on it, and read .grad."


def should_use_backward(student: Student, function: Member, x: np.ndarray, y: np.ndarray, *rest: Any) -> None:
    """Pass when a call on x and y differentiates by autograd.

    With its anomaly detection on, PyTorch raises a RuntimeError where a gradient turns to nan in the backward pass. A
    formula, a difference quotient or another engine lets the same nan pass.
    """
    function(x, y, *rest).should_return()
    targets = y.astype(float)
    targets[2] = np.nan
    torch = student.torch.read()
    torch.set_anomaly_enabled(True).should_return()
    try:
        function.should_raise(RuntimeError, x, targets, *rest)
    except CheckFailed:
        raise CheckFailed("these derivatives did not come from PyTorch's backward pass", BACKWARD) from None
    finally:
        torch.set_anomaly_enabled(False)


@exercise("autograd_gradients", returns=("dw", "db"))
class TestAutogradGradients:
    @points(1)
    def test_gives_two_plain_numbers(self, student: Student) -> None:
        """Two plain numbers come back, dw and db, no tensors."""
        slopes = student.autograd_gradients(FOUR_X, FOUR_Y, 1.0, 0.0).value
        two = isinstance(slopes, (tuple, list)) and len(slopes) == 2
        two = two and all(isinstance(part, (int, float)) and not isinstance(part, bool) for part in slopes)
        expect(
            two,
            "two plain numbers should come back: dw, db",
            hint="Print `type(...)` of each. Which types does the docstring ask for?",
        )

    @points(1)
    def test_four_points_by_hand(self, student: Student) -> None:
        """With w = 1 and b = 0 the four residuals are 0, 1, 1, 2: the two means can be taken on paper."""
        answer = student.autograd_gradients(FOUR_X, FOUR_Y, 1.0, 0.0)
        answer.should_equal(
            (4.5, 2.0), hint="How many residuals are there? And which of the two gradients did you read?"
        )

    @points(0)
    def test_digits_of_large_numbers(self, student: Student) -> None:
        """With targets near 100000, residuals such as 1/1024 and 1 + 1/1024 keep their digits."""
        answer = student.autograd_gradients(FOUR_X, FOUR_Y + 1e5, 1.0, 1e5 + 1.0 / 1024.0)
        answer.should_equal(
            (4.5 + 3.0 / 1024.0, 2.0 + 2.0 / 1024.0), hint="Print the dtype of every tensor, w and b included."
        )

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same slopes as floats, and x and y stay as they are."""
        should_take_whole_numbers(student.autograd_gradients, WHOLE_X, WHOLE_Y, 2, -3)

    @points(0)
    def test_differentiates_by_torch(self, student: Student) -> None:
        """PyTorch's backward pass finds the slopes, not a formula of your own."""
        should_use_backward(student, student.autograd_gradients, FOUR_X, FOUR_Y, 1.0, 0.0)


@exercise("fit_autograd")
class TestFitAutograd:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps visit four states: each array has n_steps + 1 entries."""
        history = student.fit_autograd(ONE_X, ONE_Y, 0.1, 3).value
        is_history = isinstance(history, dict) and sorted(history) == ["b", "loss", "w"]
        expect(is_history, "a dictionary with the keys 'w', 'b' and 'loss' should come back")
        for key, states in history.items():
            expect(
                isinstance(states, np.ndarray),
                f"{key!r} should be an array",
                hint="What is `type(...)` of it? The docstring asks for an array.",
            )
            expect(states.shape == (4,), f"{key!r} should have 4 entries after 3 steps; yours has {states.size}")

    @points(2)
    def test_two_steps_by_hand(self, student: Student) -> None:
        """One point, two steps of lr = 0.05: each halves what is left, so paper is enough."""
        answer = student.fit_autograd(ONE_X, ONE_Y, 0.05, 2)
        states = {
            "w": np.array([0.0, 0.6, 0.9]),
            "b": np.array([0.0, 0.3, 0.45]),
            "loss": np.array([9.0, 2.25, 0.5625]),
        }
        answer.should_equal(states, hint="What do w.grad and b.grad hold when the second step begins?")

    @points(0)
    def test_one_step_from_a_start(self, student: Student) -> None:
        """Four points and a start at w = 1 and b = 0, where the slopes are 4.5 and 2: one step of lr = 0.1."""
        answer = student.fit_autograd(FOUR_X, FOUR_Y, 0.1, 1, 1.0, 0.0)
        states = {"w": np.array([1.0, 0.55]), "b": np.array([0.0, -0.2]), "loss": np.array([1.5, 0.09375])}
        answer.should_equal(states, hint="How many residuals are in your mean? Print w, b and both slopes.")

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same run as floats, and x and y stay as they are."""
        should_take_whole_numbers(student.fit_autograd, WHOLE_X, WHOLE_Y, 0.05, 3, 2, -3)

    @points(0)
    def test_differentiates_by_torch(self, student: Student) -> None:
        """PyTorch's backward pass finds every gradient, not a formula of your own."""
        should_use_backward(student, student.fit_autograd, FOUR_X, FOUR_Y, 0.05, 2)


@exercise("LinearRegression")
class TestLinearRegression:
    @points(1)
    def test_starts_at_zeros_of_the_right_shape(self, student: Student) -> None:
        """For 3 features and 2 outputs, weights is (3, 2) and bias (2,), both zero and float64."""
        model = student.LinearRegression(3, 2, learning_rate=0.1)
        for name, shape in (("weights", (3, 2)), ("bias", (2,))):
            parameter = getattr(model, name).value
            fits = isinstance(parameter, np.ndarray) and parameter.shape == shape
            expect(fits, f"`{name}` should be a tensor of the shape {shape}")
            expect(parameter.dtype == np.float64, f"`{name}` should be float64; yours is {parameter.dtype}")
            expect(not parameter.any(), f"`{name}` should start at zeros")

    @points(2)
    def test_one_epoch_by_hand(self, student: Student) -> None:
        """Two rows, one feature, lr = 0.25: one epoch leads to the weight 3.5 and the bias 1.5, losses 10 and 36.5."""
        model = student.LinearRegression(1, 1, learning_rate=0.25)
        X, y = np.array([[1.0], [3.0]]), np.array([[2.0], [4.0]])
        losses = np.asarray(model.train(X, y, epochs=1).value, dtype=float)
        expect(losses.shape == (2,), "`train` should hand back epochs + 1 losses: before each step, and after the last")
        expect(
            np.allclose(losses, [10.0, 36.5]), "the two losses are not right", hint="Write down W, b and both losses."
        )
        model.predict(np.array([[2.0], [-1.0]])).should_equal(np.array([[8.5], [-2.0]]))

    @points(1)
    def test_the_loss_is_one_mean(self, student: Student) -> None:
        """Four squares, 1, 4, 9 and 16, in two rows and two columns: the loss is 7.5."""
        model = student.LinearRegression(1, 2)
        predictions, targets = np.array([[1.0, 2.0], [3.0, 4.0]]), np.zeros((2, 2))
        model.mse_loss(predictions, targets).should_equal(
            7.5, hint="How many squares are there? Over which of them is your mean?"
        )

    @points(0)
    def test_training_goes_on(self, student: Student) -> None:
        """Two outputs, of which one is 0 everywhere, and twice one epoch of lr = 0.1: the losses fit on paper."""
        model = student.LinearRegression(1, 2, learning_rate=0.1)
        X, y = np.array([[1.0], [3.0]]), np.array([[2.0, 0.0], [4.0, 0.0]])
        for expected in ([5.0, 0.89], [0.89, 0.1741]):
            losses = np.asarray(model.train(X, y, epochs=1).value, dtype=float)
            expect(losses.shape == (2,), "one epoch should leave two losses: before its step, and after it")
            fits = np.allclose(losses, expected, rtol=0.0, atol=1e-12)
            expect(fits, "the losses of an epoch are not right", hint=GOES_ON)

    @points(0)
    def test_takes_whole_numbers_but_no_flat_targets(self, student: Student) -> None:
        """predict takes whole numbers and leaves X alone; targets without columns are a ValueError."""
        model = student.LinearRegression(1, 1)
        should_take_whole_numbers(model.predict, np.array([[1], [3]]))
        model.mse_loss.should_raise(ValueError, np.array([[2.0], [4.0]]), np.array([2.0, 4.0]), hint=COLUMN)


GOES_ON = "Where does the second epoch begin, and what do the gradients hold then? How many squares are in the mean?"
COLUMN = "What is the shape of (n, 1) minus (n,)? Compare the two shapes before you subtract."


@exercise("fit_nn_linear", returns=("w", "b", "losses"))
class TestFitNnLinear:
    @points(1)
    def test_hands_back_the_layers_own_shapes(self, student: Student) -> None:
        """After three steps: w of the shape (1, 1), b of the shape (1,), and four losses."""
        parts = student.fit_nn_linear(FOUR_X, FOUR_Y, 0.05, 3).value
        three = isinstance(parts, (tuple, list)) and len(parts) == 3
        expect(three, "three things should come back: w, b, losses")
        for name, part, shape in zip(("w", "b", "losses"), parts, ((1, 1), (1,), (4,)), strict=True):
            expect(np.shape(part) == shape, f"`{name}` should have the shape {shape}; yours has {np.shape(part)}")

    @points(1)
    def test_one_step_by_hand(self, student: Student) -> None:
        """From zeros, one step of lr = 0.1 on the four points: the losses are 0.5 and 0.07875."""
        answer = student.fit_nn_linear(FOUR_X, FOUR_Y, 0.1, 1)
        expected = (np.array([[0.25]]), np.array([0.1]), np.array([0.5, 0.07875]))
        answer.should_equal(expected, hint="Does the layer start at zeros? Are x and y both columns, (n, 1)?")

    @points(0)
    def test_two_steps_of_the_sum(self, student: Student) -> None:
        """The sum of four squares is four times their mean, so a rate of 0.025 takes the steps of 0.1."""
        answer = student.fit_nn_linear(FOUR_X, FOUR_Y, 0.025, 2, reduction="sum")
        expected = (np.array([[0.295]]), np.array([0.105]), np.array([2.0, 0.315, 0.26415]))
        answer.should_equal(expected, hint="Who uses `reduction`? What do the gradients hold when a step begins?")

    @points(0)
    def test_takes_whole_numbers(self, student: Student) -> None:
        """Whole numbers give the same run as floats, and x and y stay as they are."""
        should_take_whole_numbers(student.fit_nn_linear, WHOLE_X, WHOLE_Y, 0.05, 3)

    @points(0)
    def test_differentiates_by_torch(self, student: Student) -> None:
        """The layer learns by PyTorch's backward pass, not by a formula of your own."""
        should_use_backward(student, student.fit_nn_linear, FOUR_X, FOUR_Y, 0.05, 2)
