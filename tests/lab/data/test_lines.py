"""Data with one feature is always the same and read-only."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data


def test_the_line_data_has_the_fit_that_the_course_measures() -> None:
    line = data.line()
    slope, intercept = np.polyfit(line.x, line.y, 1)

    assert line.x.shape == line.y.shape == (100,)
    assert (slope, intercept) == pytest.approx((1.431034, 1.977814), abs=1e-6)
    assert (line.true_w, line.true_b, line.noise) == (1.5, 2.0, 1.5)


def test_the_rents_are_fifty_flats() -> None:
    rents = data.paris_rents()

    assert rents.surface.shape == rents.rent.shape == (50,)
    assert (rents.surface[0], rents.rent[0]) == pytest.approx((90.58154, 3106.4119), abs=1e-4)
    assert rents.rent.mean() == pytest.approx(2291.34, abs=0.01)


def test_loading_twice_gives_the_same_data_and_keeps_the_random_state() -> None:
    # The legacy global generator must keep its state.
    np.random.seed(3)  # noqa: NPY002
    expected = np.random.random()  # noqa: NPY002
    np.random.seed(3)  # noqa: NPY002

    assert np.array_equal(data.line().y, data.line().y)
    assert np.random.random() == expected  # noqa: NPY002


@pytest.mark.parametrize("array", [data.line().x, data.line().y, data.paris_rents().rent], ids=["x", "y", "rent"])
def test_arrays_cannot_be_written_into(array: np.ndarray) -> None:
    with pytest.raises(ValueError, match="read-only"):
        array -= 1.0
