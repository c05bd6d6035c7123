"""Inputs of the hidden checks of `training-loop`, and what theory says about descent on them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from autograder.checking.array_layouts import read_only, strided
from hidden_checks.least_squares_cases import WHOLE_X, WHOLE_Y, Line, scattered_points

REMAINING = 1e-10
"""What a long run may leave of the distance: far above rounding, far below any mistake, in half the steps."""


@dataclass(frozen=True)
class Case(Line):
    """Points, a start, and the norms of gradients at which a run should stop."""

    def tolerance(self, lr: float, steps: int) -> float:
        """Return a gradient norm that descent from zero passes in step `steps`, clear of rounding on both sides."""
        w, b = replace(self, w=0.0, b=0.0).path(lr, steps)
        return float(np.sqrt(self.gradient_norm(w[-1], b[-1]) * self.gradient_norm(w[-2], b[-2])))

    def gradient_norm(self, w: float, b: float) -> float:
        """Return the Euclidean norm of (dw, db), at a w and b that may be wild."""
        with np.errstate(all="ignore"):
            residual = w * self.x + b - self.y
            return float(np.hypot(2.0 * np.mean(residual * self.x), 2.0 * np.mean(residual)))


def scattered(n: int) -> Case:
    """Return n points around a falling line."""
    return Case(*scattered_points(n, seed=700))


CASES = (scattered(7), scattered(11))
WHOLE = Case(WHOLE_X, WHOLE_Y, w=2.0, b=-3.0)


def layouts() -> tuple[Case, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9)), strided(scattered(7))
