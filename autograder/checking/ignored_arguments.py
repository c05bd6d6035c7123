"""Arguments that a student's function does not use, seen from answers to questions that differ in one argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.checking.relation import Relation, ignores_argument
from autograder.checking.relations import Sample, numeric_parts, same_value

Floats = npt.NDArray[np.float64]

LARGEST_ANSWER = 1e6
"""How many times larger than the right answer one may be that is compared for small changes."""


def ignored_argument(changes: Mapping[str, Sequence[tuple[Sample, Sample]]]) -> Relation | None:
    """Return the relation "does not depend on this argument", or None.

    `changes` holds for each parameter pairs of samples that differ in that one argument only.
    """
    ignored = [name for name, pairs in changes.items() if _is_ignored(pairs)]
    return ignores_argument(ignored[0]) if len(ignored) == 1 else None


def _is_ignored(pairs: Sequence[tuple[Sample, Sample]]) -> bool:
    comparable = all(_has_comparable_parts(sample) for pair in pairs for sample in pair)
    matters = any(not same_value(sample.reference, other.reference) for sample, other in pairs)
    return comparable and matters and all(_is_identical(sample.student, other.student) for sample, other in pairs)


def _is_identical(value: Any, other: Any) -> bool:
    """Whether two answers agree in every digit, as they do where a function does not use an argument."""
    left, right = numeric_parts(value, ()) or {}, numeric_parts(other, ()) or {}
    return left.keys() == right.keys() and all(np.array_equal(left[name], right[name]) for name in left)


def _has_comparable_parts(sample: Sample) -> bool:
    student, reference = numeric_parts(sample.student, ()), numeric_parts(sample.reference, ())
    if student is None or reference is None or student.keys() != reference.keys():
        return False
    return all(_is_comparable(student[name], reference[name]) for name in student)


def _is_comparable(student: Floats, reference: Floats) -> bool:
    """Whether two arrays have one shape, and the student's is not so large that small changes are lost in it."""
    if student.shape != reference.shape or not (np.isfinite(student).all() and np.isfinite(reference).all()):
        return False
    largest = max(1.0, float(np.abs(reference).max(initial=0.0)))
    return float(np.abs(student).max(initial=0.0)) <= LARGEST_ANSWER * largest
