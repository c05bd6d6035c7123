"""Data with two classes that no straight border separates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lab.data.arrays import Matrix, Vector, read_only
from lab.variants.variant import data_seed


@dataclass(frozen=True, eq=False)
class Moons:
    """Points in the plane, `X` of shape (n, 2), with their `labels`, 0.0 or 1.0, of shape (n,)."""

    X: Matrix
    labels: Vector
    names: tuple[str, str]
    noise: float


def two_moons(seed: int = 1) -> Moons:
    """Return 100 points around each of two half circles that reach into each other, in shuffled order.

    The circles have radius 1, and the noise has standard deviation 0.25 in each direction. Another seed gives other
    points of the same kind.
    """
    generator = np.random.default_rng(data_seed("two_moons", seed, str(seed)))
    upper, lower = generator.uniform(0.0, np.pi, (2, 100))
    centres = np.vstack(
        [
            np.column_stack([np.cos(upper), np.sin(upper)]),
            np.column_stack([1.0 - np.cos(lower), 0.5 - np.sin(lower)]),
        ]
    )
    X, labels = centres + generator.normal(0.0, 0.25, (200, 2)), np.repeat([0.0, 1.0], 100)
    order = generator.permutation(200)
    return Moons(read_only(X[order]), read_only(labels[order]), ("x1", "x2"), noise=0.25)
