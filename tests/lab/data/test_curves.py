"""The temperatures are always the same, read-only, and around their truth."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data


def test_the_temperatures_are_around_the_truth() -> None:
    day = data.temperatures()
    noise = day.celsius - day.truth(day.hour)

    assert day.hour.shape == day.celsius.shape == (400,)
    assert noise.std() == pytest.approx(day.noise, abs=0.1)
    assert (day.hour.min() >= 0, day.hour.max() <= 24) == (True, True)
    assert np.array_equal(day.celsius, data.temperatures().celsius)


def test_the_truth_is_warm_in_the_afternoon() -> None:
    hours = np.linspace(0, 24, 97)

    assert 14 < hours[np.argmax(data.temperatures().truth(hours))] < 18
    assert 1 < hours[np.argmin(data.temperatures().truth(hours))] < 5


def test_they_cannot_be_written_into() -> None:
    with pytest.raises(ValueError, match="read-only"):
        data.temperatures().celsius[0] = 0.0
