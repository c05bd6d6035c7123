"""The answers of `autodiff`, simulated or counted whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from solutions import autodiff as reference
from solutions.gradient import numerical_gradient
from solutions.linear_model import LinearRegressionGD

PARAMETERS = 11


def _order(result: reference.Value) -> list[reference.Value]:
    """Values of a small graph, each after its parents."""
    order: list[reference.Value] = []
    for parent in result.parents:
        order += [value for value in _order(parent) if value not in order]
    return [*order, result]


def overwritten() -> float:
    """x.grad after a pass that assigns in place of adding."""
    x = reference.Value(3.0)
    for y in (x * x + x, x + x * x):
        y.grad = 1.0
        for value in reversed(_order(y)):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad = slope * value.grad
    return x.grad


def not_zeroed() -> float:
    """a.grad after two passes through (a + b) * d that leave yesterday's grads where they are."""
    a, b, d = reference.Value(2.0), reference.Value(3.0), reference.Value(1.0)
    e = (a + b) * d
    for _ in range(2):
        e.grad = 1.0
        for value in reversed(_order(e)):
            for parent, slope in zip(value.parents, value.slopes, strict=True):
                parent.grad += slope * value.grad
    return a.grad


def evaluations() -> int:
    """How often central differences ask for the loss."""
    asked = []

    def loss(theta: np.ndarray) -> float:
        asked.append(theta)
        return float(theta @ theta)

    numerical_gradient(loss, np.ones(PARAMETERS))
    return len(asked)


def the_first_fit_matters() -> str:
    """Whether a second fit differs from a fresh one."""
    rents = data.paris_rents()
    first, second = slice(None, 25), slice(25, None)
    surface = rents.surface[:, None]
    again, fresh = LinearRegressionGD(0.1, 5), LinearRegressionGD(0.1, 5)
    again.fit(surface[first], rents.rent[first]).fit(surface[second], rents.rent[second])
    fresh.fit(surface[second], rents.rent[second])
    same = np.array_equal(again.coef_, fresh.coef_) and again.intercept_ == fresh.intercept_
    return "no" if same else "yes"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "grads-never-zeroed": not_zeroed,
    "grads-overwritten": overwritten,
    "evaluations-for-a-gradient": evaluations,
    "fitted-twice": the_first_fit_matters,
}
EXPLANATIONS: dict[str, str] = {"grads-never-zeroed": "inner", "grads-overwritten": "last", "evaluations-for-a-gradient": "each", "fitted-twice": "zeros"}
