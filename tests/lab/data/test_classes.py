"""Tables with two classes."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data


@pytest.mark.parametrize(
    ("table", "shape", "ones"),
    [(data.exams(), (120, 2), 59), (data.tumours(), (569, 10), 212)],
    ids=["exams", "tumours"],
)
def test_a_table_has_labels_of_zero_and_one(table: data.Table, shape: tuple[int, int], ones: int) -> None:
    assert (table.X.shape, len(table.names)) == (shape, shape[1])
    assert set(table.y) == {0.0, 1.0}
    assert table.y.sum() == ones
    assert not table.X.flags.writeable
    assert not table.y.flags.writeable


def test_exams_are_the_same_each_time_and_fit_their_true_parameters() -> None:
    first, second = data.exams(), data.exams()
    expected = 1 / (1 + np.exp(-(first.true_b + first.X @ first.true_w)))

    assert np.array_equal(first.X, second.X)
    assert np.array_equal(first.y, second.y)
    assert abs(first.y.mean() - expected.mean()) < 3 * np.sqrt(np.mean(expected * (1 - expected)) / len(first.y))


def test_malignant_tumours_are_larger() -> None:
    table = data.tumours()
    radius = table.X[:, table.names.index("radius")]

    assert radius[table.y == 1].mean() > radius[table.y == 0].mean() + 4
