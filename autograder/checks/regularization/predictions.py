"""The answers of `regularization`, computed from the reference and the data whenever they are needed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from lab import data
from sklearn.linear_model import HuberRegressor, Lasso, Ridge

from autograder.checks.regularization.cases import Floats
from solutions import regularization as reference

PRICE = 40.0
OUTLIER_ROW, OUTLIER_SIZE = 1, 100.0


def _patients() -> tuple[Floats, Floats]:
    """The design matrix of the standardised diabetes data, and its target."""
    table = data.diabetes()
    features = (table.X - table.X.mean(axis=0)) / table.X.std(axis=0)
    return np.column_stack([np.ones(len(features)), features]), table.y


def _by_subgradients(A: Floats, y: Floats, lam: float, n_steps: int) -> Floats:
    theta = np.zeros(A.shape[1])
    hessian, pull = 2 / len(y) * A.T @ A, 2 / len(y) * A.T @ y
    first = 1 / np.linalg.eigvalsh(hessian)[-1]
    for t in range(n_steps):
        slope = hessian @ theta - pull
        slope[1:] += lam * reference.l1_subgradient(theta[1:])
        theta = theta - first / np.sqrt(t + 1) * slope
    return theta


def exact_zeros() -> str:
    """How many of the ten weights are exactly zero, by subgradients and by ISTA."""
    A, y = _patients()
    found = _by_subgradients(A, y, PRICE, 20_000), reference.ista(A, y, PRICE, 1000)[0]
    counts = [int(np.sum(theta[1:] == 0)) for theta in found]
    return f"{counts[0]}-{counts[1]}"


def alpha_of_ridge() -> float:
    """The alpha of scikit-learn's Ridge for a price of 0.1 and a hundred rows."""
    return reference.sklearn_alpha("ridge", 0.1, 100)


def who_hardly_moves() -> str:
    """Whose weights move by less than a tenth when one target is 100 too large; "all" where all three are so calm."""
    table = data.three_features()
    wrong = table.y.copy()
    wrong[OUTLIER_ROW] += OUTLIER_SIZE
    n = len(wrong)
    ridge = Ridge(alpha=reference.sklearn_alpha("ridge", 0.1, n))
    lasso = Lasso(alpha=reference.sklearn_alpha("lasso", 0.2, n), tol=1e-10)
    moved = {}
    for name, model in {"ridge": ridge, "lasso": lasso, "huber": HuberRegressor()}.items():
        before = model.fit(table.X, table.y).coef_.copy()
        moved[name] = np.linalg.norm(model.fit(table.X, wrong).coef_ - before)
    calm = [name for name, shift in moved.items() if shift < 0.1]
    return calm[0] if len(calm) == 1 else "all"


def can_the_count_fall() -> str:
    """Whether the number of non-zero weights ever goes down while the price falls."""
    A, y = _patients()
    prices = (60.0, 20.0, 3.0, 0.5, 0.3, 0.16, 0.06)
    counts = [int(np.sum(reference.ista(A, y, price, 5000)[0][1:] != 0)) for price in prices]
    return "can" if np.any(np.diff(counts) < 0) else "never"


ANSWERS: dict[str, Callable[[], str | float]] = {
    "exact-zeros": exact_zeros,
    "alpha-of-ridge": alpha_of_ridge,
    "one-wrong-target": who_hardly_moves,
    "weights-in-use": can_the_count_fall,
}
EXPLANATIONS: dict[str, str] = {"exact-zeros": "landing", "alpha-of-ridge": "errors", "one-wrong-target": "squares", "weights-in-use": "replaced"}
