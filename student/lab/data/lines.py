"""Data with one feature: the line that was made on purpose, and the flats of Paris."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from lab.data.table import Vector, fixed


@dataclass(frozen=True, eq=False)
class Line:
    """Points scattered around a line that is known, because we made them."""

    x: Vector
    y: Vector
    true_w: float
    true_b: float
    noise: float


@dataclass(frozen=True, eq=False)
class Rents:
    """Flats: `surface` in m², monthly `rent` in euros, both of shape (50,), and the line behind them."""

    surface: Vector
    rent: Vector
    true_w: float
    true_b: float
    noise: float


def line() -> Line:
    """100 points around y = 1.5 x + 2: x in [-5, 5], noise of standard deviation 1.5, always the same."""
    random = np.random.RandomState(42)
    x = random.uniform(-5, 5, 100)
    noise = random.normal(0, 1.5, 100)
    return Line(fixed(x), fixed(1.5 * x + 2 + noise), true_w=1.5, true_b=2.0, noise=1.5)


def paris_rents() -> Rents:
    """50 made-up flats in Paris: 32 euros per square metre plus 200 euros, and noise of 100 euros."""
    text = files("lab.data").joinpath("paris_rents.csv").read_text(encoding="utf-8")
    table = np.loadtxt(text.splitlines(), delimiter=",", skiprows=1)
    return Rents(fixed(table[:, 0]), fixed(table[:, 1]), true_w=32.0, true_b=200.0, noise=100.0)
