"""Data with one feature and a curved truth: generated temperatures of a summer day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.data.arrays import Vector, read_only
from lab.variants.variant import data_seed


@dataclass(frozen=True, eq=False)
class Temperatures:
    """Generated measurements: `hour` from 0 to 24 and `celsius`, both of shape (400,), and the size of the noise."""

    hour: Vector
    celsius: Vector
    noise: float

    def truth(self, hour: Vector) -> Vector:
        """Return the temperature without noise at these hours."""
        return temperature_of_the_day(hour)


def temperatures() -> Temperatures:
    """Return 400 temperatures at random hours of generated summer days, with noise of standard deviation 1.5."""
    rng = np.random.default_rng(data_seed("temperatures", 381))
    hour = rng.uniform(0.0, 24.0, 400)
    celsius = temperature_of_the_day(hour) + rng.normal(0.0, 1.5, 400)
    return Temperatures(read_only(hour), read_only(celsius), noise=1.5)


def temperature_of_the_day(hour: Vector) -> Vector:
    """Return the temperature in degrees Celsius: cool in the early morning, warm in the afternoon."""
    daily, half_daily = 2 * np.pi * (hour - 3) / 24, 4 * np.pi * (hour - 1) / 24
    return np.asarray(14 - 6 * np.cos(daily) - 1.5 * np.cos(half_daily))
