"""What the authors of checks make of their inputs: the same numbers, locked or with gaps between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from autograder.checks.layouts import gapped, locked


@dataclass(frozen=True)
class Case:
    """Arrays and a number, as every unit has them."""

    A: Any
    y: Any
    lr: float


@pytest.fixture
def case() -> Case:
    return Case(np.arange(6.0).reshape(2, 3), np.array([3, -1]), 0.25)


def test_nobody_can_write_to_what_is_locked_and_everybody_to_what_it_was_made_of(case: Case) -> None:
    twin = locked(case)
    case.A[0, 0] = 7.0

    with pytest.raises(ValueError, match="read-only"):
        twin.y[0] = 0
    assert twin.A.tolist() == [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]]
    assert twin.lr == 0.25


@pytest.mark.parametrize("shape", [(5,), (3, 4), (2, 3, 2)])
def test_between_gapped_entries_lies_another_one_along_every_axis(shape: tuple[int, ...]) -> None:
    array = np.arange(np.prod(shape)).reshape(shape)
    view = gapped(array)

    assert view.tolist() == array.tolist()
    assert view.dtype == array.dtype
    assert view.base is not None
    assert not any(np.array(view.strides) == np.array(array.strides))


def test_tuples_and_cases_are_changed_throughout_and_numbers_not_at_all(case: Case) -> None:
    (inner, number), again = gapped(((case, 2.5), case.y))

    assert number == 2.5
    assert inner.lr == 0.25
    assert not inner.A.flags.c_contiguous
    assert not again.flags.c_contiguous
