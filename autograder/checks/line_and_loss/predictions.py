"""The answers of `line-and-loss`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from solutions import line_and_loss as reference


def a_perfect_line() -> str:
    """Whether nothing is left of the points once their line is taken away."""
    line = data.line()
    return "no" if np.std(line.y - reference.predict_line(line.x, line.true_w, line.true_b)) > 0 else "yes"


def height_of_the_flat_line() -> float:
    """What the line with w = b = 0 predicts at 3.7."""
    return float(reference.predict_line(3.7, 0.0, 0.0))


def shape_of_the_difference() -> str:
    """What NumPy makes of a column minus a vector."""
    shape = np.subtract(np.ones((50, 1)), np.ones(50)).shape
    keys = {(50,): "vector", (50, 1): "column", (50, 50): "table"}
    return keys[shape]


def loss_at_zero() -> str:
    """Which of the three numbers is nearest to the loss of the line with w = b = 0."""
    y = data.line().y
    loss = reference.mse(y, np.zeros_like(y))
    offered = {"mean-of-squares": np.mean(y**2), "variance": np.var(y), "square-of-mean": np.mean(y) ** 2}
    return min(offered, key=lambda key: abs(offered[key] - loss))


def growth_of_the_loss() -> float:
    """By how much the loss grows when every residual is three times as large."""
    y = data.line().y
    return reference.mse(np.zeros_like(y), 3.0 * y) / reference.mse(np.zeros_like(y), y)


def root_against_mean_size() -> str:
    """How the root of the loss compares with the mean size of the residuals."""
    y = data.line().y
    report = reference.error_report(y, np.zeros_like(y))
    if np.isclose(report["rmse"], report["mae"]):
        return "same"
    return "more" if report["rmse"] > report["mae"] else "less"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "perfect-line": a_perfect_line,
    "height-of-the-flat-line": height_of_the_flat_line,
    "loss-at-zero": loss_at_zero,
    "column-minus-vector": shape_of_the_difference,
    "residuals-tripled": growth_of_the_loss,
    "root-against-mean-size": root_against_mean_size,
}
EXPLANATIONS: dict[str, str] = {
    "perfect-line": "own-push",
    "height-of-the-flat-line": "flat",
    "loss-at-zero": "own-height",
    "column-minus-vector": "every-pair",
    "residuals-tripled": "each-square",
    "root-against-mean-size": "heavy",
}
