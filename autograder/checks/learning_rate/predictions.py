"""The answers of `learning-rate`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from solutions import learning_rate as reference
from solutions.many_features import add_intercept, grad_theta

EPOCHS, FAST, WILD, LONG = 300, 0.3, 0.8, 400
ROUNDING = 1e-12


def _losses(lr: float, epochs: int) -> np.ndarray:
    plane = data.plane()
    return reference.rate_experiment(add_intercept(plane.X), plane.y, np.array([lr]), epochs)[0]


def _kappa(X: np.ndarray, y: np.ndarray) -> float:
    """The condition number as descent meets it: how much each unit step changes the gradient on X and y."""
    A = add_intercept(X)
    here = grad_theta(A, y, np.zeros(A.shape[1]))
    return float(np.linalg.cond([grad_theta(A, y, step) - here for step in np.eye(A.shape[1])]))


def epochs_with_a_rise() -> float:
    """How often the loss is higher than one epoch earlier, by more than rounding."""
    losses = _losses(FAST, EPOCHS)
    return float(np.sum(np.diff(losses) > ROUNDING * losses[:-1]))


def first_infinite_epoch() -> float:
    """The first epoch whose loss no longer fits into a float64."""
    return float(np.argmax(np.isinf(_losses(WILD, LONG))))


def rate_of_one_step() -> float:
    """The rate that solves one standardised feature at once; any feature will do."""
    surface = data.paris_rents().surface[:, None]
    return reference.best_lr(add_intercept(reference.Standardizer().fit(surface).transform(surface)))


def standardising_y_helps() -> str:
    """Whether the condition number changes once more when y is standardised after x."""
    rents = data.paris_rents()
    surface = rents.surface[:, None]
    scaled = reference.Standardizer().fit(surface).transform(surface)
    x_alone = _kappa(scaled, rents.rent)
    both = _kappa(scaled, (rents.rent - rents.rent.mean()) / rents.rent.std())
    return "no" if np.isclose(x_alone, both) else "better" if both < x_alone else "worse"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "epochs-with-a-rise": epochs_with_a_rise,
    "first-infinite-epoch": first_infinite_epoch,
    "rate-of-one-step": rate_of_one_step,
    "standardised-targets": standardising_y_helps,
}
EXPLANATIONS: dict[str, str] = {"epochs-with-a-rise": "shorter", "first-infinite-epoch": "factor", "rate-of-one-step": "round", "standardised-targets": "absent"}
