"""Data with one feature: generated points around a line, and generated flats in Paris."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

import numpy as np

from lab.data.arrays import Vector, read_only
from lab.variants.variant import data_seed


@dataclass(frozen=True, eq=False)
class Line:
    """Generated points around a line, with the true slope, intercept and size of the noise."""

    x: Vector
    y: Vector
    true_w: float
    true_b: float
    noise: float


@dataclass(frozen=True, eq=False)
class Rents:
    """Flats: `surface` in m², monthly `rent` in euros, both of shape (50,), and the true line."""

    surface: Vector
    rent: Vector
    true_w: float
    true_b: float
    noise: float


def line() -> Line:
    """Return 100 points around y = 1.5 x + 2: x in [-5, 5], noise of standard deviation 1.5, always the same."""
    random = np.random.RandomState(data_seed("line", 42))
    x = random.uniform(-5, 5, 100)
    noise = random.normal(0, 1.5, 100)
    return Line(read_only(x), read_only(1.5 * x + 2 + noise), true_w=1.5, true_b=2.0, noise=1.5)


def paris_rents() -> Rents:
    """Return 50 generated flats in Paris: 32 euros per square metre plus 200 euros, and noise of 100 euros."""
    text = files("lab.data").joinpath("paris_rents.csv").read_text(encoding="utf-8")
    table = np.loadtxt(text.splitlines(), delimiter=",", skiprows=1)
    return Rents(read_only(table[:, 0]), read_only(table[:, 1]), true_w=32.0, true_b=200.0, noise=100.0)
