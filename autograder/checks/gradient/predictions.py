"""The answers of `gradient`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from solutions import gradient as reference


def sign_at_zero() -> str:
    """The sign of the first slope of the plane data, where all parameters are zero."""
    plane = data.plane()
    dw, _ = reference.grad_line(plane.X[:, 0], plane.y, 0.0, 0.0)
    return "negative" if dw < 0 else "positive" if dw > 0 else "zero"


def change_of_db() -> float:
    """What ten more on every target does to db."""
    line = data.line()
    return reference.grad_line(line.x, line.y + 10.0, 0.5, 1.0)[1] - reference.grad_line(line.x, line.y, 0.5, 1.0)[1]


def smaller_step() -> str:
    """Whether a step of 1e-12 is more exact than one of 1e-6, on the notebook's own curved function."""
    A = np.random.default_rng(4).normal(size=(40, 3))
    theta = np.array([0.5, -1.0, 2.0])
    exact = 0.3 * A.T @ np.exp(0.3 * (A @ theta)) / len(A)
    coarse, fine = (
        float(np.max(np.abs(reference.numerical_gradient(lambda t: np.mean(np.exp(0.3 * (A @ t))), theta, h) - exact)))
        for h in (1e-6, 1e-12)
    )
    return "yes" if fine < coarse else "no"


def sum_in_place_of_mean() -> str:
    """Whether the gradient of the summed loss points elsewhere than that of the mean."""
    line = data.line()
    mean = np.array(reference.grad_line(line.x, line.y, 0.5, 1.0))
    missed = 0.5 * line.x + 1.0 - line.y
    total = np.array([2.0 * (missed @ line.x), 2.0 * missed.sum()])
    cosine = float(mean @ total / np.linalg.norm(mean) / np.linalg.norm(total))
    return "no" if abs(cosine - 1.0) < 1e-12 else "yes"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "sign-at-zero": sign_at_zero,
    "ten-on-every-target": change_of_db,
    "smaller-step": smaller_step,
    "direction-of-the-sum": sum_in_place_of_mean,
}
EXPLANATIONS: dict[str, str] = {"sign-at-zero": "loss-falls", "ten-on-every-target": "all-residuals", "smaller-step": "cancels", "direction-of-the-sum": "same-factor"}
