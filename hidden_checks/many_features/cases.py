"""Inputs of the hidden checks of `many-features`: rows around a plane, and rows to be split."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from autograder.checking.array_layouts import Array, Floats, read_only, strided
from hidden_checks.least_squares_cases import WHOLE_ROWS, LeastSquares, scattered_rows


def scattered(n: int, d: int) -> LeastSquares:
    """Return n rows around a plane in d features."""
    return LeastSquares(*scattered_rows(n, d, seed=1300))


def ill_scaled() -> LeastSquares:
    """Return features of very different sizes and huge targets: a difference of two losses has few digits here."""
    case = scattered(11, 3)
    sizes = np.array([1.0, 1e-3, 1.0, 30.0])
    return replace(case, A=case.A * sizes, y=1e10 * np.random.default_rng(411).normal(0.3, 1.0, 11))


CASES = (scattered(7, 3), scattered(11, 4))
OTHER_SIZES = (scattered(9, 1), scattered(9, 5))
ILL_SCALED = ill_scaled()
WHOLE = LeastSquares(*WHOLE_ROWS)


def layouts() -> tuple[LeastSquares, ...]:
    """Return a case of whole numbers, a read-only one and a strided one."""
    return WHOLE, read_only(scattered(9, 3)), strided(scattered(7, 4))


def far_from_zero(y: Array) -> Floats:
    """Return targets of many millions that differ as these do, without rounding."""
    return np.asarray(2.0**24 + np.round(y * 4096) / 4096)


STEP = 1e-13
"""The difference between neighbours in a table of nearly equal rows."""


def nearly_equal_rows(n: int, d: int) -> tuple[Floats, Floats]:
    """Return read-only rows that differ only below the digits by which answers are compared.

    A function that splits by other random numbers than those of `rng` picks other rows in every replay. With other
    rows its mistake could not be recognized.
    """
    return read_only((np.tile(1.0 + STEP * np.arange(n), (d, 1)).T, 1.0 + STEP * np.arange(n)))


def numbered_rows(sizes: Iterable[tuple[int, int, float, int]]) -> Iterator[tuple[Array, Array]]:
    """Yield rows that can be told apart, as y = 3 i - 1 belongs to row i: floats, whole numbers, a strided table."""
    for (n, d, *_), layout in zip(sizes, ("floats", "whole", "strided"), strict=True):
        X, y = 10 * np.arange(n)[:, None] + np.arange(1, d + 1), 3 * np.arange(n) - 1
        if layout == "floats":
            X, y = X.astype(float), y.astype(float)
        if layout == "strided":
            X, y = strided((X, y))
        yield X, y
