"""The answers of `many-features`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data

from solutions import many_features as reference

LR, STEPS, LOOKED_AT = 0.1, 300, 10


def shape_of_the_product() -> str:
    """The shape of the transposed design matrix times the residuals."""
    A = reference.add_intercept(data.plane().X)
    return "x".join(str(size) for size in (A.T @ np.zeros(len(A))).shape)


def two_histories() -> str:
    """Whether each of the two loops keeps three states apart."""
    rebound, written, first, second = np.zeros(1), np.zeros(1), [], []
    first.append(rebound)
    second.append(written)
    for _ in range(2):
        rebound = rebound - 1
        first.append(rebound)
        written -= 1
        second.append(written)
    apart = [len({float(state[0]) for state in history}) == 3 for history in (first, second)]
    return {(True, True): "both", (True, False): "first", (False, True): "second"}.get((apart[0], apart[1]), "neither")


def step_is_perpendicular() -> str:
    """Whether step 10 stands at right angles to the contours of the slice that the picture shows."""
    plane = data.plane()
    A = reference.add_intercept(plane.X)
    thetas, _ = reference.fit_gd(A, plane.y, LR, STEPS)
    seen = np.concatenate([thetas[-1][:1], thetas[LOOKED_AT][1:]])
    down = -reference.grad_theta(A, plane.y, seen)[1:]
    step = (thetas[LOOKED_AT + 1] - thetas[LOOKED_AT])[1:]
    cosine = step @ down / np.linalg.norm(step) / np.linalg.norm(down)
    return "yes" if cosine > np.cos(np.radians(5.0)) else "no"


def descent_has_failed() -> str:
    """Whether more is left to the best weights than lies between these and the truth."""
    plane = data.plane()
    A = reference.add_intercept(plane.X)
    thetas, _ = reference.fit_gd(A, plane.y, LR, STEPS)
    best = reference.lstsq_fit(A, plane.y)
    return "yes" if abs(thetas[-1][2] - best[2]) > abs(best[2] - plane.true_w[1]) else "no"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "shape-of-the-product": shape_of_the_product,
    "two-logbooks": two_histories,
    "steps-and-contours": step_is_perpendicular,
    "has-descent-failed": descent_has_failed,
}
EXPLANATIONS: dict[str, str] = {"shape-of-the-product": "rows", "two-logbooks": "name", "steps-and-contours": "shadow", "has-descent-failed": "data"}
