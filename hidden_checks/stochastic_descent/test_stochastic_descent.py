"""What the grader checks in `stochastic-descent`, on data no notebook has seen."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from lab.checking.api import Answer, Student, exercise, expect, points
from lab.checking.comparison import close

from autograder.checking.array_layouts import Floats
from hidden_checks.least_squares_cases import FEW_SUMS
from hidden_checks.stochastic_descent.cases import (
    CASES,
    FEW_ROWS,
    equal_rows,
    layouts,
    seed_the_global_generator,
)


@exercise("minibatches")
class TestMinibatches:
    @points(2)
    def test_deals_every_row_once(self, student: Student) -> None:
        """Every row is in exactly one batch, and only the last batch may be smaller than the others."""
        # All calls come before the first comparison: the same sizes of one deal may come about in several ways.
        answers = {
            (n, batch_size): student.minibatches(n, batch_size, np.random.default_rng(n))
            for n, batch_size in ((7, 3), (11, 4), (9, 3), (5, 1), (6, 6), (4, 9))
        }
        for (n, batch_size), answer in answers.items():
            batches = _batches(answer)
            rows = sorted(row for batch in batches for row in batch)
            expect(rows == list(range(n)), "every number from 0 to n - 1 should turn up exactly once", hint=DEAL)
            sizes = [min(batch_size, n - start) for start in range(0, n, batch_size)]
            message = f"{n} rows in batches of {batch_size} should have the sizes {sizes}"
            expect([len(batch) for batch in batches] == sizes, message, hint=DEAL)

    @points(1)
    def test_deals_anew_each_time(self, student: Student) -> None:
        """One generator, asked three times, gives three different orders: every epoch shuffles again."""
        for n, batch_size in ((11, 4), (9, 2)):
            rng, deals = np.random.default_rng(40 + n), []
            for _ in range(3):
                answer = student.minibatches(n, batch_size, rng)
                deals.append(_batches(answer))
                rng = answer.arguments[2]
            orders = {tuple(row for batch in deal for row in batch) for deal in deals}
            expect(len(orders) == 3, "each deal should be in a new order", hint="Where in your code is it shuffled?")
            expect(tuple(range(n)) not in orders, "the rows should be shuffled before they are dealt")

    @points(1)
    def test_draws_from_the_generator_it_is_given(self, student: Student) -> None:
        """Generators in the same state give the same batches, whatever other chance does meanwhile."""
        for n, batch_size in ((11, 4), (7, 2)):
            seed_the_global_generator(student, n)
            first, repeated, different = (
                _batches(student.minibatches(n, batch_size, np.random.default_rng(seed))) for seed in (5, 5, 6)
            )
            expect(first == repeated, "generators in the same state should give the same batches", hint=OWN_RNG)
            expect(first != different, "different generators should give different batches", hint=OWN_RNG)


def _batches(answer: Answer) -> list[list[int]]:
    """Return the answer as batches of row numbers."""
    batches = answer.value
    expect(isinstance(batches, (list, tuple)), "a list of batches should come back")
    whole = all(isinstance(batch, np.ndarray) and batch.ndim == 1 and batch.dtype.kind in "iu" for batch in batches)
    expect(whole, "each batch should be an array of row numbers", hint="Its entries pick rows, as in `A[batch]`.")
    return [batch.tolist() for batch in batches]


DEAL = "Take 7 rows in batches of 3 and write them down: is every row there once, and how long is the last batch?"
OWN_RNG = "Which generator shuffles in your code: the one that was handed over, or another one?"


@exercise("sgd_epoch")
class TestSgdEpoch:
    @points(1)
    def test_one_batch_of_all_rows_is_one_full_step(self, student: Student) -> None:
        """Where a batch holds all rows, an epoch is one step of ordinary descent."""
        for case in CASES:
            lr = case.rate(0.3)
            answer = student.sgd_epoch(case.A, case.y, case.theta, lr, case.n, np.random.default_rng(1))
            answer.should_equal(case.path(lr, 1)[1], condition=FEW_SUMS, hint=STEP)

    @points(1)
    def test_small_steps_add_up_to_full_gradients(self, student: Student) -> None:
        """With equal batches and a tiny rate, the steps of an epoch add up to as many full gradients."""
        for case, batch_size in ((CASES[0], 1), (layouts()[1], 3)):
            lr, steps = 2e-6, case.n // batch_size  # mistakes of the gradient differ in more than seven digits of theta
            answer = student.sgd_epoch(case.A, case.y, case.theta, lr, batch_size, np.random.default_rng(2))
            theta = answer.array((case.p,))
            gradient = case.hessian @ (case.theta - case.best)
            # Later steps start from a theta that has moved by about lr.
            near = np.abs((case.theta - theta) / (lr * steps) - gradient) < 1e-3 * np.max(np.abs(gradient))
            expect(near.all(), "the steps of an epoch do not add up to the full gradient", hint=STEP)

    @points(1)
    def test_the_last_batch_counts_its_own_rows(self, student: Student) -> None:
        """Where all rows are alike, every batch gives a full step, the short last one, too."""
        for case, batch_size in ((equal_rows(7), 3), (equal_rows(11), 4), (equal_rows(9), 2)):
            lr, steps = case.rate(0.2), -(-case.n // batch_size)
            answer = student.sgd_epoch(case.A, case.y, case.theta, lr, batch_size, np.random.default_rng(3))
            end = case.path(lr, steps)[-1]
            answer.should_equal(end, condition=FEW_SUMS * steps, hint="How many rows are in the last batch?")

    @points(1)
    def test_ends_where_the_generators_order_leads(self, student: Student) -> None:
        """Each row once, each step from the last, and the order is the generator's: the same for the same seed."""
        seed_the_global_generator(student, 12)
        # All calls come before the first comparison: mistakes that end in the same place once do not do so again.
        answers = {
            (index, batch_size): [
                student.sgd_epoch(case.A, case.y, case.theta, case.rate(0.2), batch_size, np.random.default_rng(seed))
                for seed in (4, 4, 5, 6, 7)
            ]
            for index, case, batch_size in ((0, FEW_ROWS[0], 2), (0, FEW_ROWS[0], 3), (1, FEW_ROWS[1], 1))
        }
        for (index, batch_size), answers_by_seed in answers.items():
            ends = [answer.array((FEW_ROWS[index].p,)) for answer in answers_by_seed]
            possible = _epoch_ends(index, batch_size)
            for end in ends:
                expect(_is_among(end, possible).any(), "no order of the rows leads to where you end", hint=ORDER)
            expect(np.array_equal(ends[0], ends[1]), "generators in the same state should end alike", hint=OWN_RNG)
            several = len({end.tobytes() for end in ends}) > 1
            expect(several, "another generator should read the rows in another order", hint=OWN_RNG)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """Whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case in layouts():
            lr = case.rate(0.25)
            answer = student.sgd_epoch(case.A, case.y, case.theta, lr, case.n, np.random.default_rng(6))
            answer.should_leave_arguments_alone()
            answer.should_equal(case.path(lr, 1)[1], condition=FEW_SUMS)


@cache
def _epoch_ends(index: int, batch_size: int) -> Floats:
    case = FEW_ROWS[index]
    return case.epoch_ends(case.theta, case.rate(0.2), batch_size)


def _is_among(theta: Floats, possible: Floats) -> npt.NDArray[np.bool_]:
    """Return which of the possible rows are equal to theta up to rounding."""
    return close(np.broadcast_to(theta, possible.shape), possible, 10 * FEW_SUMS).all(axis=1)


STEP = "For one batch: which rows of A and which entries of y make its gradient, and over how many is the mean?"
ORDER = "Does A[i] still belong to y[i]? Is every row read once? Does each step begin where the last one ended?"


@exercise("fit_sgd", returns=("thetas", "losses"))
class TestFitSgd:
    @points(1)
    def test_keeps_the_start_and_the_state_after_each_epoch(self, student: Student) -> None:
        """With one batch per epoch every state is known from theory, and so is every loss over all rows."""
        for case, epochs in zip(CASES, (5, 8), strict=True):
            lr = case.rate(0.4)
            thetas = case.path_with_rates(np.full(epochs, lr))
            answer = student.fit_sgd(case.A, case.y, lr, epochs, case.n, np.random.default_rng(7))
            answer.should_equal((thetas, case.losses(thetas)), condition=FEW_SUMS * epochs, hint=HISTORY)

    @points(1)
    def test_every_epoch_deals_anew(self, student: Student) -> None:
        """Each state is reached from the last by some order of the rows, and not always by the same order."""
        for case, batch_size in ((FEW_ROWS[0], 3), (FEW_ROWS[1], 1)):
            lr, epochs, orders = case.rate(0.2), 9, set()
            answer = student.fit_sgd(case.A, case.y, lr, epochs, batch_size, np.random.default_rng(13))
            thetas, _ = _run(answer, epochs, case.p)
            for before, after in pairwise(thetas):
                matches = _is_among(after, case.epoch_ends(before, lr, batch_size))
                expect(matches.any(), "no order of the rows leads from one of your states to the next", hint=ORDER)
                orders.add(int(np.argmax(matches)))
            expect(len(orders) > 1, "every epoch should read the rows in a new order", hint=ANEW)

    @points(1)
    def test_the_rate_falls_from_epoch_to_epoch(self, student: Student) -> None:
        """In epoch t, counted from 0, every step has the rate lr / (1 + decay * t)."""
        for case, batch_size, epochs in ((CASES[0], 7, 6), (CASES[1], 11, 9), (equal_rows(7), 3, 4)):
            lr, steps = case.rate(0.3), -(-case.n // batch_size)
            rates = np.repeat(lr / (1.0 + 0.6 * np.arange(epochs)), steps)
            thetas = case.path_with_rates(rates)[::steps]
            rng = np.random.default_rng(8)
            answer = student.fit_sgd(case.A, case.y, lr, epochs, batch_size, rng, decay=0.6)
            answer.should_equal((thetas, case.losses(thetas)), condition=FEW_SUMS * len(rates), hint=DECAY)

    @points(1)
    def test_repeats_itself_and_decay_ends_below_the_floor(self, student: Student) -> None:
        """The same generator gives the same run, another one another; with decay a long run ends lower than without."""
        for case, seed in zip(CASES, (9, 10), strict=True):
            lr, excesses, states = case.rate(0.25), [], []
            seed_the_global_generator(student, seed)
            for decay in (0.0, 0.0, 0.2):
                answer = student.fit_sgd(case.A, case.y, lr, 25, 1, np.random.default_rng(seed), decay=decay)
                thetas, losses = _run(answer, 25, case.p)
                fits = close(losses, case.losses(thetas), FEW_SUMS)
                expect(fits.all(), f"loss {int(np.argmin(fits))} is not that of all rows at its state")
                excesses.append(losses[-10:] - case.losses(case.best[None])[0])
                states.append(thetas[1])
            answer = student.fit_sgd(case.A, case.y, lr, 1, 1, np.random.default_rng(seed + 20))
            different = _run(answer, 1, case.p)[0][1]
            expect(np.array_equal(*excesses[:2]), "generators in the same state should give the same run")
            differs = not np.array_equal(different, states[0])
            expect(differs, "another generator should give another run", hint=OWN_RNG)
            expect(np.mean(excesses[2]) < 0.5 * np.mean(excesses[0]), "with decay the run should end lower", hint=DECAY)

    @points(1)
    def test_takes_any_numbers_and_leaves_them_alone(self, student: Student) -> None:
        """No epochs at all, whole numbers, read-only arrays and slices are fine, and nothing you are given changes."""
        for case, epochs in zip(layouts(), (0, 3, 4), strict=True):
            for number in {0, epochs}:
                lr = case.rate(0.3)
                answer = student.fit_sgd(case.A, case.y, lr, number, case.n, np.random.default_rng(11))
                answer.should_leave_arguments_alone()
                thetas = case.path_with_rates(np.full(number, lr))
                answer.should_equal((thetas, case.losses(thetas)), condition=10 * FEW_SUMS)


def _run(answer: Answer, steps: int, p: int) -> tuple[Floats, Floats]:
    thetas, losses = answer.parts("thetas", "losses")
    return thetas.array((steps + 1, p)), losses.array((steps + 1,))


ANEW = "Where in your code are the rows shuffled: once, or once per epoch?"
HISTORY = "Row t is the state after t epochs, row 0 the start. Which rows does each loss count?"
DECAY = "Write down the rates of epochs 0, 1 and 2. In which line of your loop do they enter?"
