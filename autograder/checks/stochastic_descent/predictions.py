"""The answers of `stochastic-descent`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from autograder.checks.stochastic_descent.cases import Case
from solutions import stochastic_descent as reference

LR = 0.01


def _line() -> Case:
    line = data.line()
    return Case(np.column_stack([np.ones_like(line.x), line.x]), line.y, np.zeros(2))


def steps_and_rest() -> str:
    """How many batches of 32 a hundred rows make, and how many rows are in the last."""
    *full, last = reference.minibatches(100, 32, np.random.default_rng(0))
    return f"{len(full) + 1}-{len(last)}"


def share_of_rises() -> str:
    """What share of 2000 steps of one row each raises the loss over all rows."""
    case, rng = _line(), np.random.default_rng(6)
    states = [case.theta]
    for _ in range(20):
        for rows in reference.minibatches(case.n, 1, rng):
            states.append(reference.sgd_epoch(case.A[rows], case.y[rows], states[-1], LR, 1, rng))
    share = float(np.mean(np.diff(case.losses(np.array(states))) > 0))
    return "none" if share == 0 else "few" if share < 0.2 else "half" if share < 0.7 else "most"


def _floor(case: Case, lr: float) -> float:
    """The mean height of the band above the minimum, over five seeds, late in the run."""
    smallest = case.losses(case.best[None])[0]
    runs = [reference.fit_sgd(case.A, case.y, lr, 80, 1, np.random.default_rng(seed))[1] for seed in range(5)]
    return float(np.mean([losses[-40:] - smallest for losses in runs]))


def half_the_rate() -> str:
    """What becomes of the band when the rate is halved."""
    case = _line()
    ratio = _floor(case, LR / 2) / _floor(case, LR)
    return "stays" if ratio > 0.8 else "half" if ratio > 0.45 else "more"


def times_fewer() -> float:
    """Between what is measured on the raw rents and the rule of thumb, the root of kappa.

    The steps of plain descent are taken from its exact rate: there are hundreds of thousands.
    """
    rents = data.paris_rents()
    case = Case(np.column_stack([np.ones_like(rents.surface), rents.surface]), rents.rent, np.zeros(2))
    lr, beta = reference.heavy_ball_params(case.A)
    left = np.linalg.norm(reference.fit_momentum(case.A, case.y, lr, beta, 5000)[0] - case.best, axis=1)
    ball = int(np.argmax(left < 1e-6 * left[0]))
    kappa = float(case.curvatures[-1] / case.curvatures[0])
    plain = np.log(1e-6) / np.log((kappa - 1) / (kappa + 1))
    return float(np.sqrt(plain / ball * np.sqrt(kappa)))


ANSWERS: dict[str, Callable[[], str | float]] = {
    "steps-of-an-epoch": steps_and_rest,
    "share-of-rises": share_of_rises,
    "half-the-rate": half_the_rate,
    "heavy-ball-speed-up": times_fewer,
}
EXPLANATIONS: dict[str, str] = {"steps-of-an-epoch": "rest", "share-of-rises": "own-way", "half-the-rate": "cancel", "heavy-ball-speed-up": "root"}
