"""What the grader checks of the class: a linear model of several features and outputs."""

from __future__ import annotations

from typing import Any

import numpy as np
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import close

from autograder.checks.pytorch.answers import follows, losses
from autograder.checks.pytorch.cases import OUTPUTS, TABLES, Case, Floats, tables

LR = 0.05
FEW_SUMS = 1e3


@exercise("LinearRegression")
class TestLinearRegression:
    @points(1)
    def test_is_made_and_used_as_it_says(self, student: Student) -> None:
        """The constructor takes learning_rate by name or place, 0.01 unless given; predict gives plain numbers."""
        for case in TABLES:
            d, k = case.x.shape[1], case.targets.shape[1]
            for model, lr in (
                (student.LinearRegression(d, k), 0.01),
                (student.LinearRegression(input_dim=d, output_dim=k, learning_rate=LR), LR),
                (student.LinearRegression(d, k, 0.02), 0.02),
            ):
                model.train(case.x, case.y, 1).should_return()
                wanted = case.design @ case.path(lr, 1, _zeros(case))[-1]
                model.predict(case.x).should_equal(wanted, condition=FEW_SUMS, scale=_size(case), hint=ONE_STEP)

    @points(1)
    def test_follows_the_exact_path(self, student: Student) -> None:
        """From zeros, every loss and the parameters at the end are known from theory."""
        for case, epochs in zip(TABLES, (8, 13), strict=True):
            _trained(student, case, epochs)

    @points(1)
    def test_two_outputs_share_one_mean(self, student: Student) -> None:
        """With k outputs the loss is the mean of all n times k squares, and the steps are its steps."""
        for case, epochs in zip(OUTPUTS, (7, 4), strict=True):
            model = _trained(student, case, epochs)
            made, wanted = case.targets[::-1] + 1.0, case.targets
            mean = float(np.mean((made - wanted) ** 2))
            model.mse_loss(made, wanted).should_equal(mean, condition=FEW_SUMS, hint=ALL)

    @points(1)
    def test_targets_without_columns_are_refused(self, student: Student) -> None:
        """Targets of the shape (n,) raise a ValueError, in mse_loss and in train; predictions keep their column."""
        for case in TABLES:
            model = student.LinearRegression(case.x.shape[1], 1, learning_rate=LR)
            model.mse_loss.should_raise(ValueError, case.targets + 1.0, case.targets[:, 0], hint=COLUMN)
            model.mse_loss.should_raise(ValueError, case.targets[:, 0], case.targets + 1.0, hint=COLUMN)
            model.train.should_raise(ValueError, case.x, case.targets[:, 0], 3, hint=COLUMN)
            model.predict(case.x).should_equal(np.zeros((len(case.x), 1)), hint=COLUMN)

    @points(1)
    def test_goes_on_from_where_it_is(self, student: Student) -> None:
        """Training goes on from where the model is, 100 epochs unless told otherwise; no model knows of another."""
        for case in OUTPUTS:
            d, k = case.x.shape[1], case.targets.shape[1]
            first, second = (student.LinearRegression(d, k, learning_rate=LR) for _ in range(2))
            states = case.path(LR, 9, _zeros(case))
            head, tail = losses(first.train(case.x, case.y, 4), 4), losses(first.train(case.x, case.y, 5), 5)
            follows(np.concatenate([head, tail[1:]]), case.losses(states), FEW_SUMS * 9, "losses", GOES_ON)
            second.predict(case.x).should_equal(np.zeros(case.y.shape))
            losses(second.train(case.x, case.y), 100)
            forward = first.forward(case.x)
            forward.should_equal(case.design @ states[-1], condition=FEW_SUMS * 9, scale=_size(case))

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in tables():
            model = student.LinearRegression(case.x.shape[1], case.y.shape[1], learning_rate=LR / 2)
            trained, seen = model.train(case.x, case.y, 3), model.predict(case.x)
            states = case.path(LR / 2, 3, _zeros(case))
            follows(losses(trained, 3), case.losses(states), FEW_SUMS * 3, "losses", GOES_ON)
            seen.should_equal(case.design @ states[-1], condition=FEW_SUMS * 3, scale=_size(case))
            for answer in (trained, seen):
                answer.should_leave_arguments_alone()


ONE_STEP = "One step from zeros, by hand: lr times the gradient of the mean of all squares."
ALL = "By how many numbers do you divide, when there are n rows and k outputs?"
COLUMN = "What is (n, 1) minus (n,)? Compare the two shapes before you subtract."
GOES_ON = "Where does the second call of train start, and what is in the gradients by then?"


def _trained(student: Student, case: Case, epochs: int) -> Answer:
    """A model after its epochs, all of whose numbers have been compared with theory."""
    model = student.LinearRegression(case.x.shape[1], case.targets.shape[1], learning_rate=LR)
    states = case.path(LR, epochs, _zeros(case))
    row = losses(model.train(case.x, case.y, epochs), epochs)
    follows(row, case.losses(states), FEW_SUMS * epochs, "losses", ONE_STEP)
    bias, weights = states[-1][0], states[-1][1:]
    ends = np.vstack([_read(model.bias, bias.shape), _read(model.weights, weights.shape)])
    expect(
        close(ends, states[-1], FEW_SUMS * epochs).all(), "the parameters are not where descent leads", hint=ONE_STEP
    )
    return model


def _read(attribute: Any, shape: tuple[int, ...]) -> Floats:
    """A parameter as numbers of that shape, or a failed check."""
    found = attribute.value
    fits = isinstance(found, np.ndarray) and found.dtype.kind == "f" and found.shape == shape
    expect(fits, f"weights should have the shape (d, k) and bias (k,); one of yours is not of the shape {shape}")
    return np.asarray(found, dtype=np.float64)


def _zeros(case: Case) -> Floats:
    return np.zeros((case.design.shape[1], case.targets.shape[1]))


def _size(case: Case) -> float:
    return float(np.max(np.abs(case.targets)))
