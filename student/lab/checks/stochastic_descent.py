"""Visible checks of `stochastic-descent`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points

# One row says: y is 3 where x is 2. A step with lr = 0.05 then halves what is left of the residual.
ROW_A, ROW_Y = np.array([[1.0, 2.0]]), np.array([3.0])
TWINS_A, TWINS_Y = np.repeat(ROW_A, 2, axis=0), np.repeat(ROW_Y, 2)


@exercise("minibatches")
class TestMinibatches:
    @points(1)
    def test_gives_a_list_of_arrays(self, student: Student) -> None:
        """Six rows in threes: a list of two arrays of row numbers."""
        batches = student.minibatches(6, 3, np.random.default_rng(1)).value
        expect(
            isinstance(batches, list),
            "a list should come back",
            hint="What is `type(...)` of it? The docstring asks for a list.",
        )
        arrays = all(isinstance(rows, np.ndarray) and rows.dtype.kind in "iu" for rows in batches)
        expect(arrays, "each batch should be an array of whole numbers, so that `A[batch]` picks its rows")
        shapes = [rows.shape for rows in batches]
        expect(shapes == [(3,), (3,)], f"six rows in threes should make the shapes (3,) and (3,); yours are {shapes}")

    @points(1)
    def test_no_row_is_left_out_and_none_comes_twice(self, student: Student) -> None:
        """Five rows in twos: two full batches, one short one, and every row number exactly once."""
        batches = student.minibatches(5, 2, np.random.default_rng(2)).value
        expect(isinstance(batches, list) and batches, "a list of batches should come back")
        expect(all(map(is_array, batches)), "each batch should be an array of whole numbers")
        numbers = np.concatenate([np.ravel(rows) for rows in batches])
        expect(sorted(numbers.tolist()) == [0, 1, 2, 3, 4], "every number from 0 to n - 1 should turn up exactly once")
        sizes = [np.size(rows) for rows in batches]
        expect(sizes == [2, 2, 1], f"the sizes should be 2, 2 and 1; yours are {sizes}", hint="Who is left at the end?")


@exercise("sgd_epoch")
class TestSgdEpoch:
    @points(1)
    def test_one_batch_of_all_rows(self, student: Student) -> None:
        """With all rows in one batch an epoch is one ordinary step; on paper it leads to (0.3, 0.6)."""
        answer = student.sgd_epoch(TWINS_A, TWINS_Y, np.zeros(2), 0.05, 2, np.random.default_rng(3))
        answer.should_equal(np.array([0.3, 0.6]), hint="The mean of two equal rows is one of them.")

    @points(2)
    def test_one_batch_for_each_row(self, student: Student) -> None:
        """Two equal rows, one at a time: two steps, and each halves what is left."""
        answer = student.sgd_epoch(TWINS_A, TWINS_Y, np.zeros(2), 0.05, 1, np.random.default_rng(4))
        answer.should_equal(np.array([0.45, 0.9]), hint="Where does the second step begin?")


@exercise("fit_sgd", returns=("thetas", "losses"))
class TestFitSgd:
    @points(1)
    def test_two_epochs_by_hand(self, student: Student) -> None:
        """Two epochs leave three states and three losses; with decay = 1 the second epoch has half the rate."""
        answer = student.fit_sgd(TWINS_A, TWINS_Y, 0.05, 2, 2, np.random.default_rng(5), decay=1.0)
        arrays = answer.value
        pair = isinstance(arrays, (tuple, list)) and len(arrays) == 2
        expect(pair and all(map(is_array, arrays)), "two arrays of numbers should come back: thetas, losses")
        shapes = (arrays[0].shape, arrays[1].shape)
        expect(
            shapes == ((3, 2), (3,)),
            f"after 2 epochs their shapes should be (3, 2) and (3,); yours are {shapes[0]} and {shapes[1]}",
            hint="How many states are there before, between and after the epochs?",
        )
        run = np.array([[0.0, 0.0], [0.3, 0.6], [0.375, 0.75]]), np.array([9.0, 2.25, 1.265625])
        answer.should_equal(run, hint="Which rate should the first epoch have, and which one has yours?")


@exercise("fit_momentum", returns=("thetas", "losses"))
class TestFitMomentum:
    @points(1)
    def test_keeps_every_state(self, student: Student) -> None:
        """Three steps leave four states and four losses."""
        arrays = student.fit_momentum(ROW_A, ROW_Y, 0.05, 0.5, 3).value
        pair = isinstance(arrays, (tuple, list)) and len(arrays) == 2
        expect(pair and all(map(is_array, arrays)), "two arrays of numbers should come back: thetas, losses")
        shapes = (arrays[0].shape, arrays[1].shape)
        expected = ((4, 2), (4,))
        expect(shapes == expected, f"their shapes should be (4, 2) and (4,); yours are {shapes[0]} and {shapes[1]}")

    @points(2)
    def test_three_steps_by_hand(self, student: Student) -> None:
        """With lr = 0.05 and beta = 0.5, the second step is longer than the first, and lands on the line."""
        answer = student.fit_momentum(ROW_A, ROW_Y, 0.05, 0.5, 3)
        states = np.array([[0.0, 0.0], [0.3, 0.6], [0.6, 1.2], [0.75, 1.5]])
        answer.should_equal(
            (states, np.array([9.0, 2.25, 0.0, 0.5625])),
            hint="Which velocity moves theta in a step: the one before, or the new one?",
        )


@exercise("heavy_ball_params", returns=("lr", "beta"))
class TestHeavyBallParams:
    @points(1)
    def test_two_curvatures_by_hand(self, student: Student) -> None:
        """Here the Hessian has the eigenvalues 2 and 18: their roots are 1 to 3, which leaves fractions on paper."""
        answer = student.heavy_ball_params(np.array([[1.0, -3.0], [1.0, 3.0]]))
        answer.should_equal((0.125, 0.25), hint="kappa is 9. What is its root?")
