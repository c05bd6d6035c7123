"""Inputs of the hidden checks of `stochastic-descent`, and what theory says whatever the order of the rows.

A check must not depend on the order in which a student's code reads the rows. So all rows are read at once, or all are
alike, or they are four or five and every order is tried.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from lab.checking.api import CheckFailed, Student

from autograder.checking.array_layouts import Array, Floats, read_only, strided
from hidden_checks.least_squares_cases import LeastSquares


@dataclass(frozen=True)
class Case(LeastSquares):
    """Rows around a plane, and a theta to start an epoch from."""

    def path_with_rates(self, rates: Floats, start: Array | None = None) -> Floats:
        """Return every state of full descent with these rates, from `start` or zeros."""
        distances = [(np.zeros(self.p) if start is None else start) - self.best]
        for lr in rates:
            distances.append(distances[-1] - lr * self.hessian @ distances[-1])
        return self.best + np.array(distances)

    def path_with_momentum(self, lr: float, beta: float, n_steps: int) -> Floats:
        """Return every state of descent with momentum: one block matrix moves distance and velocity together."""
        identity = np.eye(self.p)
        block = np.block([[identity - lr * self.hessian, -lr * beta * identity], [self.hessian, beta * identity]])
        states = [np.concatenate([-self.best, np.zeros(self.p)])]
        for _ in range(n_steps):
            states.append(block @ states[-1])
        return np.asarray(self.best + np.array(states)[:, : self.p])

    def epoch_ends(self, theta: Array, lr: float, batch_size: int) -> Floats:
        """Return where an epoch from theta may end, for every way to split the rows into batches."""
        return np.array([self._end(batches, theta, lr) for batches in _splits(tuple(range(self.n)), batch_size)])

    def _end(self, batches: list[tuple[int, ...]], theta: Array, lr: float) -> Floats:
        for rows in map(list, batches):
            theta = theta - lr * 2.0 / len(rows) * self.A[rows].T @ (self.A[rows] @ theta - self.y[rows])
        return theta


def _splits(rows: tuple[int, ...], batch_size: int) -> list[list[tuple[int, ...]]]:
    if len(rows) <= batch_size:
        return [[rows]]
    splits = []
    for first in combinations(rows, batch_size):
        rest = tuple(row for row in rows if row not in first)
        splits += [[first, *batches] for batches in _splits(rest, batch_size)]
    return splits


def scattered(n: int, d: int) -> Case:
    """Return n rows around a plane in d features, the same for every submission."""
    rng = np.random.default_rng(6000 + 10 * n + d)
    X = rng.uniform(-1.0, 2.5, (n, d))
    y = 3.0 + X @ np.array([-1.4, 0.9, 2.2])[:d] + rng.normal(0.0, 0.8, n)
    return Case(np.column_stack([np.ones(n), X]), y, rng.uniform(0.5, 2.5, d + 1) * np.resize([1.0, -1.0], d + 1))


def equal_rows(n: int) -> Case:
    """Return the same row n times: an epoch ends in the same place in whatever order it reads them."""
    row = np.array([[1.0, 1.5, -0.5]])
    return Case(np.repeat(row, n, axis=0), np.full(n, 2.6), np.array([0.7, -1.1, 0.4]))


CASES = (scattered(7, 2), scattered(11, 3))
FEW_ROWS = (scattered(5, 2), scattered(4, 2))
WHOLE = Case(
    np.column_stack([np.ones(9, dtype=int), [-2, 3, 1, 4, -1, 2, 0, 3, -3], [1, -1, 2, 0, 3, -2, 1, 4, 0]]),
    np.array([5, -4, 3, 0, 8, -6, 2, 9, 4]),
    np.array([2, -3, 1]),
)


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9, 3)), strided(scattered(7, 3))


def seed_the_global_generator(student: Student, seed: int) -> None:
    """Make a function that draws from NumPy's global generator give the same answers in every replay.

    Otherwise no two of its answers agree, and its mistake could not be recognized. A notebook without `np` cannot
    have this mistake.
    """
    with contextlib.suppress(CheckFailed):
        student.np.read().random.read().seed(seed).should_return()
