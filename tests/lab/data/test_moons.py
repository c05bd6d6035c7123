"""The two moons are always the same, read-only, and cannot be separated by a straight border."""

from __future__ import annotations

import numpy as np
import pytest
from lab import data


def test_each_moon_has_a_hundred_points_around_its_half_circle() -> None:
    moons = data.two_moons()
    centres = np.where(moons.labels[:, None] == 1.0, [1.0, 0.5], [0.0, 0.0])
    distances = np.linalg.norm(moons.X - centres, axis=1)

    assert moons.X.shape == (200, 2)
    assert moons.labels.tolist().count(1.0) == moons.labels.tolist().count(0.0) == 100
    assert distances.mean() == pytest.approx(1.0, abs=0.08)
    assert np.std(distances) == pytest.approx(moons.noise, abs=0.05)


def test_a_seed_gives_the_same_points_again_and_another_seed_gives_others() -> None:
    assert np.array_equal(data.two_moons().X, data.two_moons(seed=1).X)
    assert not np.array_equal(data.two_moons().X, data.two_moons(seed=2).X)


def test_the_classes_are_shuffled() -> None:
    assert 40 < data.two_moons().labels[:100].sum() < 60


def test_points_cannot_be_written_into() -> None:
    with pytest.raises(ValueError, match="read-only"):
        data.two_moons().X[:] = 0.0
