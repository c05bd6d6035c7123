"""Inputs of the hidden checks of `line-and-loss`: points, a line that misses them, and grids that are not square."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from autograder.checking.array_layouts import Array, Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_X, WHOLE_Y, Line, scattered_points


@dataclass(frozen=True)
class Case(Line):
    """Points, a line that misses them, and a grid of lines."""

    w: float = 1.3
    b: float = -2.4
    w_values: Array = field(default_factory=lambda: np.array([-1.5, -0.25, 1.0, 2.25, 3.5]))
    b_values: Array = field(default_factory=lambda: np.array([-3.0, -1.25, 0.5, 2.25]))

    @cached_property
    def predictions(self) -> Array:
        """The heights of the line."""
        return np.asarray(self.w * self.x + self.b)

    @cached_property
    def grid(self) -> Floats:
        """The losses of the grid without a residual: (w, b) enter a mean square through five moments alone."""
        x, y = np.asarray(self.x, dtype=float), np.asarray(self.y, dtype=float)
        w, b = np.asarray(self.w_values, dtype=float)[None, :], np.asarray(self.b_values, dtype=float)[:, None]
        of_predictions = w**2 * np.mean(x * x) + 2 * w * b * np.mean(x) + b**2
        return np.asarray(of_predictions - 2 * w * np.mean(x * y) - 2 * b * np.mean(y) + np.mean(y * y))


def scattered(n: int) -> Case:
    """Return n points around a falling line."""
    return Case(*scattered_points(n, seed=300))


CASES = (scattered(7), scattered(11))
WHOLE = Case(WHOLE_X, WHOLE_Y, w=2, b=-3, w_values=np.array([-2, 0, 3]), b_values=np.array([5, 1, -4, 2]))


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9)), strided(scattered(7))


def far_from_zero(n: int) -> tuple[Floats, Floats]:
    """Return targets and predictions of many millions, whose residuals are small and without rounding."""
    case = scattered(n)
    return 2.0**24 + np.round(case.y * 4096) / 4096, 2.0**24 + np.round(case.predictions * 4096) / 4096


def pairs() -> tuple[tuple[Array, Array], ...]:
    """Return targets and predictions in the same three layouts."""
    small, large = scattered(7), scattered(9)
    return (WHOLE.y, WHOLE.predictions), read_only((large.y, large.predictions)), strided((small.y, small.predictions))
