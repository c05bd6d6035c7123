"""The relations there are: between one part of the student's answers and the same part of the right ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from autograder.checking.relation import Relation, times_argument, without_argument
from autograder.checking.relation_tables import (
    CHANGES,
    CONSTANT,
    FACTORS,
    FIXED_NUMBER,
    ROUNDED,
    SHIFTS,
    SINGLE_PRECISION,
    SIZES,
    Change,
)

Floats = npt.NDArray[np.float64]

AGREEMENT = 1e-7
"""How closely numbers agree, relative to the largest of their answer."""
ROUNDING = 1e-10
"""How much of a right answer may be lost by rounding."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One part of an answer, the student's and the right one, with the question's rows, columns and plain numbers."""

    student: Floats
    reference: Floats
    rows: int = 0
    columns: int = 1
    scalars: Mapping[str, float] = field(default_factory=dict)

    @staticmethod
    def joined(pairs: Sequence[Pair]) -> Pair:
        """Make one pair of several parts, all entries in one row."""
        student = np.concatenate([np.ravel(pair.student) for pair in pairs])
        reference = np.concatenate([np.ravel(pair.reference) for pair in pairs])
        return Pair(student, reference, pairs[0].rows, pairs[0].columns, pairs[0].scalars)

    def minus(self, student: Floats, reference: Floats) -> Pair:
        """Subtract an array from each side."""
        with np.errstate(all="ignore"):
            return Pair(self.student - student, self.reference - reference, self.rows, self.columns, self.scalars)

    def step(self, entry: int) -> Pair:
        """Return the change from the entry before to this one."""
        latest = Pair(self.student[entry], self.reference[entry], self.rows, self.columns, self.scalars)
        return latest.minus(self.student[entry - 1], self.reference[entry - 1])

    def agreement(self, scale: float | None = None, tolerance: float = AGREEMENT) -> npt.NDArray[np.bool_]:
        """Return entry by entry whether the numbers agree, relative to the largest right one."""
        if scale is None:
            finite = np.abs(self.reference[np.isfinite(self.reference)])
            scale = float(finite.max()) if finite.size else 0.0
        with np.errstate(invalid="ignore"):
            within = np.abs(self.student - self.reference) <= tolerance * scale
        both_nan = np.isnan(self.student) & np.isnan(self.reference)
        return np.asarray(within | (self.student == self.reference) | both_nan)


def same_numbers(pair: Pair, scale: float | None = None, tolerance: float = AGREEMENT) -> bool:
    """Return whether shapes and all numbers agree."""
    return pair.student.shape == pair.reference.shape and bool(pair.agreement(scale, tolerance).all())


def part_relations(pairs: Sequence[Pair]) -> Iterator[Relation]:
    """Yield every relation that holds in all pairs."""
    relation = ratio_relation(pairs)
    if relation is not None:
        yield relation
    for row, change in CHANGES:
        if all(_is_image(pair, change) for pair in pairs) and any(_is_changed(pair, change) for pair in pairs):
            yield row
    if any(all(_is_rounded(pair, digits) for pair in pairs) for digits in range(5)):
        yield ROUNDED
    if all(_is_single_precision(pair) for pair in pairs):
        yield SINGLE_PRECISION
    for row, own, right in SHIFTS:
        if all(_is_shifted(pair, own, right) for pair in pairs):
            yield row


# ---- one factor for all entries --------------------------------------------------------------------------------------
def ratio_relation(pairs: Sequence[Pair]) -> Relation | None:
    """Return what the factor between student and reference is: a number, an argument, a size; None without one."""
    ratios = [_ratio(pair) for pair in pairs]
    if any(ratio is None for ratio in ratios):
        return None
    rows = [
        (pair, ratio) for pair, ratio in zip(pairs, ratios, strict=True) if ratio is not None and not np.isnan(ratio)
    ]
    if len(rows) < 2 or all(abs(ratio - 1.0) <= AGREEMENT for _, ratio in rows):
        return None
    if not _constant([ratio for _, ratio in rows]):
        return _argument_relation(rows) or _size_relation(rows)
    exact = next((factor for factor in FACTORS if abs(rows[0][1] - factor) <= AGREEMENT), None)
    return FACTORS[exact] if exact is not None else CONSTANT


def _ratio(pair: Pair) -> float | None:
    """The factor between the two sides, nan where both are zero, None where there is none."""
    if pair.student.shape != pair.reference.shape or not pair.reference.size:
        return None
    if not (np.isfinite(pair.student).all() and np.isfinite(pair.reference).all()):
        return None
    place = np.unravel_index(int(np.argmax(np.abs(pair.reference))), pair.reference.shape)
    largest = float(pair.reference[place])
    if largest == 0.0:
        return float("nan") if not pair.student.any() else None
    factor = float(pair.student[place]) / largest
    scaled = Pair(pair.student, factor * pair.reference)
    return factor if same_numbers(scaled, abs(largest) * max(1.0, abs(factor))) else None


def _constant(values: Sequence[float]) -> bool:
    return all(abs(value - values[0]) <= AGREEMENT * abs(values[0]) for value in values)


def _argument_relation(rows: Sequence[tuple[Pair, float]]) -> Relation | None:
    """The factor is an argument of the function, or one divided by it, up to a factor 2 or a sign."""
    for name in rows[0][0].scalars:
        values = [pair.scalars.get(name, 0.0) for pair, _ in rows]
        if len(set(values)) < 2 or not all(np.isfinite(values)) or 0.0 in values:
            continue
        for power, relation in ((1, times_argument(name)), (-1, without_argument(name))):
            rests = [ratio / value**power for (_, ratio), value in zip(rows, values, strict=True)]
            if _constant(rests) and min(abs(abs(rests[0]) - plain) for plain in (0.5, 1.0, 2.0)) <= AGREEMENT:
                return relation
    return None


def _size_relation(rows: Sequence[tuple[Pair, float]]) -> Relation | None:
    """The factor depends on the number of rows or columns."""
    sizes = {(pair.rows, pair.columns) for pair, _ in rows}
    if len(sizes) < 2 or min(min(size) for size in sizes) < 1:
        return None
    for relation, function in SIZES:
        with np.errstate(all="ignore"):
            expected = [float(function(np.float64(pair.rows), np.float64(pair.columns))) for pair, _ in rows]
        if not all(np.isfinite(expected)) or 0.0 in expected or len(set(expected)) < 2:
            continue
        rests = [ratio / size for (_, ratio), size in zip(rows, expected, strict=True)]
        if _constant(rests):
            factor = abs(rests[0])
            if abs(factor - 1.0) <= AGREEMENT:
                return relation
            if min(abs(factor - plain) for plain in (0.5, 2.0)) <= AGREEMENT:
                return Relation(f"{relation.id}-and-a-factor", f"{relation.title}, and a factor besides", relation.hint)
            return FIXED_NUMBER if relation.id == "times-n" else None
    return None


# ---- entry by entry, order and length --------------------------------------------------------------------------------
def _is_image(pair: Pair, change: Change) -> bool:
    try:
        with np.errstate(all="ignore"):
            return same_numbers(Pair(pair.student, change(pair.reference)))
    except (IndexError, ValueError):  # a single number has no first entry
        return False


def _is_changed(pair: Pair, change: Change) -> bool:
    """Whether the change makes a difference: transposing a row of numbers makes none."""
    with np.errstate(all="ignore"):
        return not same_numbers(Pair(change(pair.reference), pair.reference))


def _is_rounded(pair: Pair, digits: int) -> bool:
    if pair.student.shape != pair.reference.shape:
        return False
    slack = 1e-12 * np.maximum(1.0, np.abs(pair.reference))
    with np.errstate(invalid="ignore"):
        return bool(np.all(np.abs(pair.student - np.round(pair.reference, digits)) <= slack))


def _is_single_precision(pair: Pair) -> bool:
    if pair.student.shape != pair.reference.shape or not np.isfinite(pair.reference).all():
        return False
    scale = float(np.abs(pair.reference).max()) if pair.reference.size else 0.0
    with np.errstate(over="ignore"):
        narrow = bool(np.all(pair.student == pair.student.astype(np.float32)))
    return narrow and bool(np.all(np.abs(pair.student - pair.reference) <= 3e-6 * scale))


def _is_shifted(pair: Pair, own: slice, right: slice) -> bool:
    if pair.student.shape != pair.reference.shape or pair.reference.ndim == 0 or len(pair.reference) < 3:
        return False
    return same_numbers(Pair(pair.student[own], pair.reference[right]))
