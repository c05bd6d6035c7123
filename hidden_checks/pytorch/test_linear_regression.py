"""What the grader checks in `pytorch` of the class: a linear model of several features and outputs."""

from __future__ import annotations

import numpy as np
from lab.checking.api import Answer, Member, Student, exercise, expect, points
from lab.checking.comparison import close

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.pytorch.cases import ONE_OUTPUT, SEVERAL_OUTPUTS, Table, table_layouts
from hidden_checks.pytorch.training_runs import numbers_of_states, should_follow

LR = 0.05


@exercise("LinearRegression")
class TestLinearRegression:
    @points(1)
    def test_is_made_and_used_as_it_says(self, student: Student) -> None:
        """The constructor takes learning_rate by name or place, 0.01 unless given; predict gives plain numbers."""
        for table in ONE_OUTPUT:
            for model, lr in (
                (student.LinearRegression(table.d, table.k), 0.01),
                (student.LinearRegression(input_dim=table.d, output_dim=table.k, learning_rate=LR), LR),
                (student.LinearRegression(table.d, table.k, 0.02), 0.02),
            ):
                model.train(table.X, table.Y, 1).should_return()
                predictions = table.predictions(table.problem.path(lr, 1)[-1])
                answer = model.predict(table.X)
                answer.should_equal(predictions, condition=FEW_SUMS, scale=_scale(table), hint=ONE_STEP)

    @points(1)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """From zeros, every loss and the parameters at the end are known from theory."""
        for table, epochs in zip(ONE_OUTPUT, (8, 13), strict=True):
            _trained_model(student, table, epochs)

    @points(1)
    def test_two_outputs_share_one_mean(self, student: Student) -> None:
        """With k outputs the loss is the mean of all n times k squares, and the steps are its steps."""
        for table, epochs in zip(SEVERAL_OUTPUTS, (7, 4), strict=True):
            model = _trained_model(student, table, epochs)
            predictions = table.Y[::-1] + 1.0
            mean = float(np.mean((predictions - table.Y) ** 2))
            model.mse_loss(predictions, table.Y).should_equal(mean, condition=FEW_SUMS, hint=ALL)

    @points(1)
    def test_targets_without_columns_are_refused(self, student: Student) -> None:
        """Targets of the shape (n,) raise a ValueError, in mse_loss and in train; predictions keep their column."""
        for table in ONE_OUTPUT:
            model = student.LinearRegression(table.d, 1, learning_rate=LR)
            model.mse_loss.should_raise(ValueError, table.Y + 1.0, table.Y[:, 0], hint=COLUMN)
            model.mse_loss.should_raise(ValueError, table.Y[:, 0], table.Y + 1.0, hint=COLUMN)
            model.train.should_raise(ValueError, table.X, table.Y[:, 0], 3, hint=COLUMN)
            model.predict(table.X).should_equal(np.zeros((len(table.X), 1)), hint=COLUMN)

    @points(1)
    def test_goes_on_from_where_it_is(self, student: Student) -> None:
        """Training goes on from where the model is, 100 epochs unless told otherwise; no model knows of another."""
        for table in SEVERAL_OUTPUTS:
            first, second = (student.LinearRegression(table.d, table.k, learning_rate=LR) for _ in range(2))
            states = table.problem.path(LR, 9)
            four, five = (_losses(first.train(table.X, table.Y, epochs), epochs) for epochs in (4, 5))
            losses = table.problem.losses(states)
            should_follow(np.concatenate([four, five[1:]]), losses, FEW_SUMS * 9, "losses", GOES_ON)
            second.predict(table.X).should_equal(np.zeros(table.Y.shape))
            _losses(second.train(table.X, table.Y), 100)
            outputs = first.forward(table.X)
            outputs.should_equal(table.predictions(states[-1]), condition=FEW_SUMS * 9, scale=_scale(table))

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for table in table_layouts():
            model = student.LinearRegression(table.d, table.k, learning_rate=LR / 2)
            training, prediction = model.train(table.X, table.Y, 3), model.predict(table.X)
            states = table.problem.path(LR / 2, 3)
            should_follow(_losses(training, 3), table.problem.losses(states), FEW_SUMS * 3, "losses", GOES_ON)
            prediction.should_equal(table.predictions(states[-1]), condition=FEW_SUMS * 3, scale=_scale(table))
            for answer in (training, prediction):
                answer.should_leave_arguments_alone()


ONE_STEP = "One step from zeros, by hand: lr times the gradient of the mean of all squares."
ALL = "By how many numbers do you divide, when there are n rows and k outputs?"
COLUMN = "What is (n, 1) minus (n,)? Compare the two shapes before you subtract."
GOES_ON = "Where does the second call of train start, and what is in the gradients by then?"


def _trained_model(student: Student, table: Table, epochs: int) -> Answer:
    """Return a model after its epochs, all of whose numbers have been compared with theory."""
    model = student.LinearRegression(table.d, table.k, learning_rate=LR)
    states = table.problem.path(LR, epochs)
    losses = _losses(model.train(table.X, table.Y, epochs), epochs)
    should_follow(losses, table.problem.losses(states), FEW_SUMS * epochs, "losses", ONE_STEP)
    end = np.vstack([_parameter(model.bias, (table.k,)), _parameter(model.weights, (table.d, table.k))])
    fits = close(end, states[-1], FEW_SUMS * epochs)
    expect(fits.all(), "the parameters are not where descent leads", hint=ONE_STEP)
    return model


def _losses(answer: Answer, epochs: int) -> Floats:
    return numbers_of_states(answer, epochs, "what `train` hands back")


def _parameter(attribute: Member, shape: tuple[int, ...]) -> Floats:
    value = attribute.value
    fits = isinstance(value, np.ndarray) and value.dtype.kind == "f" and value.shape == shape
    expect(fits, f"weights should have the shape (d, k) and bias (k,); one of yours is not of the shape {shape}")
    return np.asarray(value, dtype=np.float64)


def _scale(table: Table) -> float:
    return float(np.max(np.abs(table.Y)))
