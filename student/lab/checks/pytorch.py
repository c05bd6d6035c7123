"""Visible checks of `pytorch`: types and shapes first, then numbers that can be worked out on paper.

PyTorch itself is not needed here: functions are called with arrays, and a tensor that they return is read as an array.
"""

import numpy as np

from lab.checking.api import Student, exercise, expect, points

FOUR_X, FOUR_Y = np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 1.0])
ONE_X, ONE_Y = np.array([2.0]), np.array([3.0])


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
