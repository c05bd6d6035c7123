"""Layouts of arrays for the inputs of checks: the same numbers, read-only or strided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from autograder.checking.array_layouts import read_only, strided


@dataclass(frozen=True)
class Case:
    """Arrays and a number."""

    A: Any
    y: Any
    lr: float


@pytest.fixture
def case() -> Case:
    return Case(np.arange(6.0).reshape(2, 3), np.array([3, -1]), 0.25)


def test_a_read_only_copy_cannot_be_written_and_leaves_the_original_writable(case: Case) -> None:
    copy = read_only(case)
    case.A[0, 0] = 7.0

    with pytest.raises(ValueError, match="read-only"):
        copy.y[0] = 0
    assert copy.A.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert copy.lr == 0.25


@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 3, 2)])
def test_a_strided_array_is_a_view_with_a_gap_along_every_axis(shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    view = strided(array)

    assert view.tolist() == array.tolist()
    assert view.dtype == array.dtype
    assert view.base is not None
    assert not any(np.array(view.strides) == np.array(array.strides))


def test_arrays_in_tuples_and_dataclasses_are_changed_and_numbers_are_not(case: Case) -> None:
    (inner, number), y = strided(((case, 2.5), case.y))

    assert number == 2.5
    assert inner.lr == 0.25
    assert not inner.A.flags.c_contiguous
    assert not y.flags.c_contiguous
