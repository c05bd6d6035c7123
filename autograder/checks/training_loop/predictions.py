"""The answers of `training-loop`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from solutions import training_loop as reference

LR, STEPS = 0.01, 100


def _run() -> reference.History:
    line = data.line()
    return reference.fit_line(line.x, line.y, LR, STEPS)


def first_within_a_tenth() -> str:
    """Which parameter is the first to have under 10 % of its way left."""
    run, best = _run(), reference.closed_form_line(data.line().x, data.line().y)
    near = {name: np.abs(run[name] / goal - 1.0) < 0.1 for name, goal in zip(("w", "b"), best, strict=True)}
    first = {name: int(np.argmax(flags)) if flags.any() else STEPS + 1 for name, flags in near.items()}
    return "both" if first["w"] == first["b"] else min(first, key=lambda name: first[name])


def b_is_close() -> str:
    """Whether b is within 0.05 of the truth after the run."""
    return "yes" if abs(_run()["b"][-1] - data.line().true_b) <= 0.05 else "no"


def what_the_gap_is_made_of() -> str:
    """Which of the two gaps of b is the larger part; between 40 % and 60 % they count as equal."""
    line, run = data.line(), _run()
    best = reference.closed_form_line(line.x, line.y)
    gaps = reference.gap_report(run["w"][-1], run["b"][-1], *best, line.true_w, line.true_b)
    descent, noise = abs(gaps["opt_b"]), abs(gaps["stat_b"])
    share = descent / (descent + noise)
    return "unfinished" if share > 0.6 else "noise" if share < 0.4 else "half"


def first_loss() -> float:
    """The loss that the first step from zero returns."""
    line = data.line()
    return reference.train_step(line.x, line.y, 0.0, 0.0, LR)[2]


ANSWERS: dict[str, Callable[[], str | float]] = {
    "first-within-a-tenth": first_within_a_tenth,
    "b-close-to-truth": b_is_close,
    "gap-of-b": what_the_gap_is_made_of,
    "first-loss": first_loss,
}
EXPLANATIONS: dict[str, str] = {"first-within-a-tenth": "curvature", "b-close-to-truth": "share", "gap-of-b": "more-steps", "first-loss": "old"}
