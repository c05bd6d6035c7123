"""Visible checks of `stochastic-descent`: shapes first, then numbers that can be worked out on paper."""

import numpy as np

from lab.checking.answers import is_array
from lab.checking.api import Student, exercise, expect, points
from lab.checking.global_generator import replaced_global_generator
from lab.checking.properties import DIGITS, GENERATOR, ROWS, TINY, is_used, nearly_equal, should_use_generator

# One row says: y is 3 where x is 2. A step with lr = 0.05 then halves what is left of the residual.
ROW_A, ROW_Y = np.array([[1.0, 2.0]]), np.array([3.0])
TWINS_A, TWINS_Y = np.repeat(ROW_A, 2, axis=0), np.repeat(ROW_Y, 2)
# Each row has a column to itself: the order of the rows changes nothing, but a row read twice or never does.
LONERS_A, LONERS_Y = np.eye(6), np.array([1.0, -2.0, 3.0, -4.0, 5.0, -6.0])
ONCE = "Follow one row through the epoch: is it read once, with its own target, and in a batch of how many rows?"
LAST = "How many rows are in the last batch, and by how many is its sum divided? Is a number rounded?"


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
        """Seven rows in threes: two full batches, one short one, and every row number exactly once."""
        batches = student.minibatches(7, 3, np.random.default_rng(2)).value
        expect(isinstance(batches, list) and batches, "a list of batches should come back")
        expect(all(map(is_array, batches)), "each batch should be an array of whole numbers")
        numbers = np.concatenate([np.ravel(rows) for rows in batches])
        expect(sorted(numbers.tolist()) == list(range(7)), "every number from 0 to n - 1 should turn up exactly once")
        sizes = [np.size(rows) for rows in batches]
        expect(sizes == [3, 3, 1], f"the sizes should be 3, 3 and 1; yours are {sizes}", hint="Who is left at the end?")

    @points(0)
    def test_the_generator_shuffles(self, student: Student) -> None:
        """The order of the rows comes from the generator you are given, and from nothing else."""
        with replaced_global_generator(student):
            answer = student.minibatches(8, 3, np.random.default_rng(3))
        draws = is_used(answer.arguments[2], np.random.default_rng(3))
        expect(draws, "the new order should be drawn from `rng`", hint=GENERATOR)


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

    @points(0)
    def test_the_last_batch_may_be_short(self, student: Student) -> None:
        """Nine equal rows in twos: five steps, the last one for a single row, and each halves what is left."""
        A, y = np.repeat(ROW_A, 9, axis=0), np.repeat(ROW_Y, 9)
        theta = student.sgd_epoch(A, y, np.zeros(2), 0.05, 2, np.random.default_rng(6))
        theta.should_equal(np.array([0.58125, 1.1625]), hint=LAST)
        theta.should_leave_arguments_alone()

    @points(0)
    def test_every_row_is_read_once(self, student: Student) -> None:
        """Six rows that share no column: in any order, each moves its own parameter once, towards its own target."""
        for batch_size, end in ((1, LONERS_Y), (2, 0.5 * LONERS_Y)):
            theta = student.sgd_epoch(LONERS_A, LONERS_Y, np.zeros(6), 0.5, batch_size, np.random.default_rng(7))
            theta.should_equal(end, hint=ONCE)
            theta.should_leave_arguments_alone()

    @points(0)
    def test_the_generator_decides_on_the_order(self, student: Student) -> None:
        """The order of the rows comes from the generator: the same one gives the same epoch, another one another."""
        should_use_generator(student.sgd_epoch, nearly_equal(6, 2), nearly_equal(6), np.zeros(2), 0.1, 1)


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

    @points(0)
    def test_several_steps_in_an_epoch(self, student: Student) -> None:
        """Three equal rows in twos, three epochs with decay: one state per epoch, and one rate within it."""
        A, y = np.repeat(ROW_A, 3, axis=0), np.repeat(ROW_Y, 3)
        answer = student.fit_sgd(A, y, 0.05, 3, 2, np.random.default_rng(8), decay=1.0)
        left = 3.0 * np.array([1.0, 1.0 / 4.0, 9.0 / 64.0, 25.0 / 256.0])
        hint = "Write down the rate of each epoch and of each step in it. By how many rows is the last batch divided?"
        answer.should_equal((np.outer(3.0 - left, [0.2, 0.4]), left**2), hint=hint)

    @points(0)
    def test_losses_count_all_rows(self, student: Student) -> None:
        """Six rows that share no column, one at a time: every loss counts all rows, and A and y stay as they are."""
        run = student.fit_sgd(LONERS_A, LONERS_Y, 0.25, 2, 1, np.random.default_rng(9))
        left = np.array([1.0, 0.5, 0.25])
        hint = "Over which rows is each loss the mean, and at which theta?"
        run.should_equal((np.outer(1.0 - left, LONERS_Y), left**2 * np.mean(LONERS_Y**2)), hint=hint)
        run.should_leave_arguments_alone()

    @points(0)
    def test_the_generator_decides_on_every_epoch(self, student: Student) -> None:
        """The order of the rows comes from the generator, and each epoch draws a new one."""
        A, y = nearly_equal(6, 2), nearly_equal(6)
        should_use_generator(student.fit_sgd, A, y, 0.1, 2, 1)
        once, twice = (student.fit_sgd(A, y, 0.1, epochs, 1, np.random.default_rng(1)) for epochs in (1, 2))
        hint = "Where in your code are the rows shuffled: once, or once per epoch?"
        expect(is_used(twice.arguments[5], once.arguments[5]), "a second epoch should draw a new order", hint=hint)


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
        expect(
            shapes == expected,
            f"their shapes should be (4, 2) and (4,); yours are {shapes[0]} and {shapes[1]}",
            hint="How many states are there before, between and after three steps?",
        )

    @points(2)
    def test_three_steps_by_hand(self, student: Student) -> None:
        """With lr = 0.05 and beta = 0.5, the second step is longer than the first, and lands on the line."""
        answer = student.fit_momentum(ROW_A, ROW_Y, 0.05, 0.5, 3)
        states = np.array([[0.0, 0.0], [0.3, 0.6], [0.6, 1.2], [0.75, 1.5]])
        answer.should_equal(
            (states, np.array([9.0, 2.25, 0.0, 0.5625])),
            hint="Which velocity moves theta in a step: the one before, or the new one?",
        )

    @points(0)
    def test_two_rows_and_tiny_targets(self, student: Student) -> None:
        """The same row twice gives the same run, a tiny target the same digits, and A and y stay as they are."""
        states = np.array([[0.0, 0.0], [0.3, 0.6], [0.6, 1.2]])
        for unit, hint in ((1.0, ROWS), (TINY, DIGITS)):
            run = student.fit_momentum(TWINS_A, unit * TWINS_Y, 0.05, 0.5, 2)
            run.should_equal((unit * states, unit**2 * np.array([9.0, 2.25, 0.0])), hint=hint)
            run.should_leave_arguments_alone()


@exercise("heavy_ball_params", returns=("lr", "beta"))
class TestHeavyBallParams:
    @points(1)
    def test_two_curvatures_by_hand(self, student: Student) -> None:
        """Here the Hessian has the eigenvalues 2 and 18: their roots are 1 to 3, which leaves fractions on paper."""
        answer = student.heavy_ball_params(np.array([[1.0, -3.0], [1.0, 3.0]]))
        answer.should_equal((0.125, 0.25), hint="kappa is 9. What is its root?")

    @points(0)
    def test_four_rows_and_three_curvatures(self, student: Student) -> None:
        """Four rows, three parameters, the eigenvalues 0.5, 2 and 18: no digit is lost, and A stays as it is."""
        A = np.array([[1.0, 3.0, 0.5], [1.0, 3.0, -0.5], [1.0, -3.0, 0.5], [1.0, -3.0, -0.5]])
        pair = student.heavy_ball_params(A)
        hint = "Print the eigenvalues you use: are they 0.5, 2 and 18, and which two of them count? Do you round?"
        pair.should_equal((8.0 / 49.0, 25.0 / 49.0), hint=hint)
        pair.should_leave_arguments_alone()
