"""Inputs of the hidden checks of `capstone`, and what an experiment's report must agree with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from lab.checking.api import CheckFailed, Student
from lab.checks.capstone import KEYS

from autograder.checking.array_layouts import Array, Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_ROWS, LeastSquares, scattered_rows

LAMS = np.array([3.0, 0.01, 0.1, 1.0])
SETTLED = 1e-8
"""The share of the first gradient's norm at which a descent ends."""
LOOSE = 1e11
"""What a descent to SETTLED may leave of the error, multiplied by the condition number."""
FEWEST_ROWS, MOST_COLUMNS = 40, 30


@dataclass(frozen=True)
class Rows(LeastSquares):
    """Rows for fitting, with the strength of a penalty."""

    lam: float

    @cached_property
    def penalised_hessian(self) -> Floats:
        """Second derivatives of the objective."""
        penalty = np.diag([0.0] + [2.0 * self.lam] * (self.p - 1))
        return np.asarray(self.hessian + penalty)

    @cached_property
    def lowest(self) -> Floats:
        """The parameters at which the objective is smallest, by solving."""
        return np.asarray(np.linalg.solve(self.penalised_hessian, 2.0 / self.n * self.A.T @ self.y))

    def slope(self, theta: Floats) -> float:
        """Return the norm of the objective's gradient."""
        return float(np.linalg.norm(self.penalised_hessian @ (theta - self.lowest)))

    def error(self, theta: Floats) -> float:
        """Return the mean squared error, without the penalty."""
        return float(np.mean((self.A @ theta - self.y) ** 2))


CASES = (Rows(*scattered_rows(9, 3, 61), 0.3), Rows(*scattered_rows(11, 4, 62), 0.05))


def layouts() -> tuple[Rows, ...]:
    """Return rows in whole numbers, read-only, and with gaps between their entries."""
    return Rows(*WHOLE_ROWS, 0.5), read_only(CASES[0]), strided(CASES[1])


def table(n: int, seed: int) -> tuple[Floats, Floats]:
    """Return n rows of four features in different units, one of them useless, and their targets."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, 4)) * [1.0, 30.0, 0.2, 5.0] + [4.0, -90.0, 1.0, 0.0]
    return X, 50.0 + X @ [3.0, 0.2, -9.0, 0.0] + rng.normal(0.0, 3.0, n)


TABLES = (table(32, 5), table(45, 6))


def handed_in_table(student: Student) -> tuple[Floats, Floats]:
    """Return the student's own data; one of the tables where it cannot be used, which another exercise says."""
    try:
        return read_table(student)
    except CheckFailed:
        return TABLES[0]


def read_table(student: Student) -> tuple[Floats, Floats]:
    """Return the student's own data; CheckFailed where its parts have another form."""
    X, y = student.own_data().parts("X", "y")
    if not isinstance(X.value, np.ndarray) or X.value.ndim != 2:
        raise CheckFailed("X should be an array with rows and columns")
    n, d = X.value.shape
    return X.array((n, d), finite=True), y.array((n,), finite=True)


@dataclass(frozen=True)
class Report:
    """A report of the student's, with the rows that it names taken from the table."""

    X: Floats
    y: Floats
    parts: dict[str, Any]

    @classmethod
    def ask(cls, student: Student, X: Floats, y: Floats, seed: int = 4) -> Report:
        """Ask for a report; CheckFailed where it has not the form that was asked for."""
        values = student.own_experiment(X, y, LAMS, seed).mapping(*KEYS)
        part = len(y) // 5
        sizes = {"train": len(y) - 2 * part, "validation": part, "test": part, "weights": X.shape[1]}
        parts: dict[str, Any] = {name: values[name].array((size,), finite=True) for name, size in sizes.items()}
        norms = values["norms"].value
        parts["norms"] = values["norms"].array(np.shape(norms) if np.size(norms) < 1_000_000 else (1,), finite=True)
        for name in ("lam", "rate", "condition", "intercept", "training_r2", "test_r2", "gap"):
            parts[name] = values[name].number()
        rows = np.concatenate([parts[name] for name in ("train", "validation", "test")])
        if sorted(rows.tolist()) != list(range(len(y))):
            raise CheckFailed("together the three parts should hold every row once")
        return cls(X, y, parts | {name: parts[name].astype(int) for name in ("train", "validation", "test")})

    def scaled(self, part: str, lam: float) -> Rows:
        """Return rows of a part, scaled by the training rows."""
        train = self.X[self.parts["train"]]
        rows = (self.X[self.parts[part]] - train.mean(axis=0)) / train.std(axis=0)
        A = np.column_stack([np.ones(len(rows)), rows])
        return Rows(A, self.y[self.parts[part]], np.zeros(A.shape[1]), lam)

    @cached_property
    def theta(self) -> Floats:
        """The parameters in the units of the scaled rows, from those in the units of the table."""
        train = self.X[self.parts["train"]]
        weights = self.parts["weights"]
        return np.concatenate([[self.parts["intercept"] + weights @ train.mean(axis=0)], weights * train.std(axis=0)])

    def r2(self, part: str) -> float:
        """Return R² of the reported parameters on a part."""
        y, X = self.y[self.parts[part]], self.X[self.parts[part]]
        residuals = y - self.parts["intercept"] - X @ self.parts["weights"]
        return float(1.0 - residuals @ residuals / np.sum((y - y.mean()) ** 2))


def best_lam(report: Report, lams: Array) -> float:
    """Return the strength with the smallest error on the validation rows, each fitted by solving."""
    errors = [report.scaled("validation", lam).error(report.scaled("train", lam).lowest) for lam in lams]
    return float(lams[np.argmin(errors)])
