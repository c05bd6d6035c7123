"""Inputs of the hidden checks of `pytorch`: points for single lines, and rows of features with one or more outputs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from autograder.checking.array_layouts import Array, Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_X, WHOLE_Y, LeastSquares, Line, scattered_points


@dataclass(frozen=True)
class Table:
    """Rows of features X of shape (n, d), targets Y of shape (n, k), and descent on them from zeros."""

    X: Array
    Y: Array

    @property
    def d(self) -> int:
        """Number of features."""
        return int(self.X.shape[1])

    @property
    def k(self) -> int:
        """Number of outputs."""
        return int(self.Y.shape[1])

    @cached_property
    def problem(self) -> LeastSquares:
        """The same as a least-squares problem, whose theta has the shape (d + 1, k), the bias first."""
        design = np.column_stack([np.ones(len(self.X)), np.asarray(self.X, dtype=float)])
        return LeastSquares(design, np.asarray(self.Y, dtype=float), np.zeros((self.d + 1, self.k)))

    def predictions(self, theta: Floats) -> Floats:
        """Return the outputs at theta."""
        return np.asarray(self.problem.A @ theta)


def scattered(n: int) -> Line:
    """Return n points around a falling line."""
    return Line(*scattered_points(n, seed=900))


def scattered_table(n: int, outputs: int) -> Table:
    """Return n rows of three features of different size, and one or more outputs."""
    rng = np.random.default_rng(930 + n)
    X = rng.normal([0.8, -0.5, 1.5], [1.0, 1.4, 0.7], (n, 3))
    Y = X @ rng.normal(size=(3, outputs)) + rng.normal(2.0, 1.0, outputs) + rng.normal(0.0, 0.5, (n, outputs))
    return Table(X, Y)


CASES = (scattered(7), scattered(11))
WHOLE = Line(WHOLE_X, WHOLE_Y, w=2, b=-3)
# A loss of 1e24: differences of such numbers, divided by a step of at most 1, keep four digits or fewer.
HUGE = tuple(replace(case, y=1e12 * case.y, w=2e11, b=-7e11) for case in CASES)
ONE_OUTPUT = (scattered_table(9, 1), scattered_table(11, 1))
SEVERAL_OUTPUTS = (scattered_table(7, 2), scattered_table(11, 4))


def layouts() -> tuple[Line, ...]:
    """Return a read-only case, a strided one and one of whole numbers.

    Whole numbers come last: PyTorch refuses them with the same error as an update that is recorded.
    """
    return read_only(scattered(9)), strided(scattered(7)), WHOLE


def table_layouts() -> tuple[Table, ...]:
    """Return tables in the same three layouts, in the same order."""
    rng = np.random.default_rng(950)
    whole = Table(rng.integers(-4, 7, (9, 3)), rng.integers(-5, 9, (9, 2)))
    return read_only(scattered_table(9, 2)), strided(scattered_table(7, 2)), whole
