"""Inputs that hide no mistake, and what theory says about descent on them, whatever the order of the rows.

No input here is the notebook's: 7, 9 or 11 rows, means that are not 0, residuals of both signs. Where a check must not
depend on the order in which a student reads the rows, all rows are read at once, or all are alike, or they are four or
five, and every order is tried.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
from lab.checking.api import CheckFailed, Student

from autograder.checks.layouts import gapped, locked

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Case:
    """A data set, a place to start an epoch from, and the exact mathematics of descent on it."""

    A: Array
    y: Array
    theta: Array

    @property
    def n(self) -> int:
        """Number of rows."""
        return len(self.y)

    @property
    def p(self) -> int:
        """Number of parameters."""
        return int(self.A.shape[1])

    @cached_property
    def hessian(self) -> Floats:
        """H = (2/n) A^T A."""
        return np.asarray(2.0 / self.n * self.A.T @ self.A, dtype=float)

    @cached_property
    def curvatures(self) -> Floats:
        """Eigenvalues of the Hessian, ascending."""
        return np.asarray(np.linalg.eigvalsh(self.hessian))

    @cached_property
    def best(self) -> Floats:
        """The parameters of least squares; the shortest ones where there are many."""
        return np.asarray(np.linalg.lstsq(self.A, self.y, rcond=None)[0])

    def rate(self, share: float) -> float:
        """A learning rate as a share of the largest stable one, 2 / lambda_max."""
        return share * 2.0 / float(self.curvatures[-1])

    def path(self, rates: Floats, start: Array | None = None) -> Floats:
        """Every state of full descent with these rates: what is left is multiplied by I - lr H each time."""
        left = [(np.zeros(self.p) if start is None else start) - self.best]
        for lr in rates:
            left.append(left[-1] - lr * self.hessian @ left[-1])
        return self.best + np.array(left)

    def rolling(self, lr: float, beta: float, n_steps: int) -> Floats:
        """Every state of descent with momentum: (what is left, velocity) is multiplied by one block matrix."""
        one = np.eye(self.p)
        block = np.block([[one - lr * self.hessian, -lr * beta * one], [self.hessian, beta * one]])
        states = [np.concatenate([-self.best, np.zeros(self.p)])]
        for _ in range(n_steps):
            states.append(block @ states[-1])
        return np.asarray(self.best + np.array(states)[:, : self.p])

    def losses(self, thetas: Floats) -> Floats:
        """The mean squared error of each row of thetas, which may be wild."""
        with np.errstate(all="ignore"):
            return np.asarray(np.mean((thetas @ self.A.T - self.y) ** 2, axis=1))

    def epochs(self, theta: Array, lr: float, batch_size: int) -> Floats:
        """Where an epoch from theta may lead, for each way to deal the rows."""
        return np.array([self._through(deal, theta, lr) for deal in _deals(tuple(range(self.n)), batch_size)])

    def _through(self, deal: list[tuple[int, ...]], theta: Array, lr: float) -> Floats:
        for rows in map(list, deal):
            theta = theta - lr * 2.0 / len(rows) * self.A[rows].T @ (self.A[rows] @ theta - self.y[rows])
        return theta


def _deals(rows: tuple[int, ...], batch_size: int) -> list[list[tuple[int, ...]]]:
    if len(rows) <= batch_size:
        return [[rows]]
    found = []
    for first in combinations(rows, batch_size):
        rest = tuple(row for row in rows if row not in first)
        found += [[first, *others] for others in _deals(rest, batch_size)]
    return found


def scattered(n: int, d: int) -> Case:
    """Points around a tilted plane, the same for every submission."""
    rng = np.random.default_rng(6000 + 10 * n + d)
    X = rng.uniform(-1.0, 2.5, (n, d))
    y = 3.0 + X @ np.array([-1.4, 0.9, 2.2])[:d] + rng.normal(0.0, 0.8, n)
    return Case(np.column_stack([np.ones(n), X]), y, rng.uniform(0.5, 2.5, d + 1) * np.resize([1.0, -1.0], d + 1))


def alike(n: int) -> Case:
    """The same row n times: an epoch leads to the same place in whatever order it reads them."""
    row = np.array([[1.0, 1.5, -0.5]])
    return Case(np.repeat(row, n, axis=0), np.full(n, 2.6), np.array([0.7, -1.1, 0.4]))


CASES = (scattered(7, 2), scattered(11, 3))
FEW = (scattered(5, 2), scattered(4, 2))
WHOLE = Case(
    np.column_stack([np.ones(9, dtype=int), [-2, 3, 1, 4, -1, 2, 0, 3, -3], [1, -1, 2, 0, 3, -2, 1, 4, 0]]),
    np.array([5, -4, 3, 0, 8, -6, 2, 9, 4]),
    np.array([2, -3, 1]),
)


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9, 3)), gapped(scattered(7, 3))


def start_the_global_generator(student: Student, seed: int) -> None:
    """Let a function that draws from NumPy's global generator give the same answers in every replay.

    Without this no two of its answers agree, and such a mistake could not be named. Whoever has no `np` has no such
    mistake either.
    """
    with contextlib.suppress(CheckFailed):
        student.np.read().random.read().seed(seed).should_return()
