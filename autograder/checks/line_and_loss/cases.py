"""Inputs that hide no mistake.

No input here is the notebook's: 7, 9 or 11 points, mean(x) not 0, w and b not 0, residuals of both signs and of
different sizes, grids that are not square.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checks.layouts import gapped, locked

Floats = npt.NDArray[np.float64]
Array = npt.NDArray[Any]


@dataclass(frozen=True)
class Case:
    """Points, a line that misses them, and a grid of lines."""

    x: Array
    y: Array
    w: float = 1.3
    b: float = -2.4
    w_values: Array = field(default_factory=lambda: np.array([-1.5, -0.25, 1.0, 2.25, 3.5]))
    b_values: Array = field(default_factory=lambda: np.array([-3.0, -1.25, 0.5, 2.25]))

    @cached_property
    def pred(self) -> Array:
        """The heights of the line that misses."""
        return np.asarray(self.w * self.x + self.b)

    @cached_property
    def best(self) -> tuple[float, float]:
        """The line of least squares, as (w, b)."""
        w, b = np.polyfit(np.asarray(self.x, dtype=float), np.asarray(self.y, dtype=float), 1)
        return float(w), float(b)

    @cached_property
    def losses(self) -> Floats:
        """The grid without a residual: (w, b) enter a mean square through five moments alone."""
        x, y = np.asarray(self.x, dtype=float), np.asarray(self.y, dtype=float)
        w, b = np.asarray(self.w_values, dtype=float)[None, :], np.asarray(self.b_values, dtype=float)[:, None]
        bends = w**2 * np.mean(x * x) + 2 * w * b * np.mean(x) + b**2
        return np.asarray(bends - 2 * w * np.mean(x * y) - 2 * b * np.mean(y) + np.mean(y * y))


def scattered(n: int) -> Case:
    """Points around a falling line, the same for every submission."""
    rng = np.random.default_rng(300 + n)
    x = rng.uniform(-1.0, 4.0, n)
    return Case(x, -0.7 * x + 4.2 + rng.normal(0.0, 0.9, n))


CASES = (scattered(7), scattered(11))
WHOLE = Case(
    np.array([-2, 5, 1, 4, -1, 3, 6, 2, 0]),
    np.array([7, -3, 4, -2, 5, 0, -6, 3, 4]),
    w=2,
    b=-3,
    w_values=np.array([-2, 0, 3]),
    b_values=np.array([5, 1, -4, 2]),
)


def layouts() -> tuple[Case, ...]:
    """Data as functions meet it outside: whole numbers, read-only, every second entry of a longer array."""
    return WHOLE, locked(scattered(9)), gapped(scattered(7))


def pairs() -> tuple[tuple[Array, Array], ...]:
    """Targets and predictions in the same three layouts."""
    small, large = scattered(7), scattered(9)
    return (WHOLE.y, WHOLE.pred), locked((large.y, large.pred)), gapped((small.y, small.pred))
