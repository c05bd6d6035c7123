"""How good classes and probabilities are, on numbers worked out by hand."""

from __future__ import annotations

import numpy as np

from solutions.calibration import accuracy, calibration_table


def test_the_share_of_right_rows() -> None:
    assert accuracy(np.array([0, 1, 1, 0]), np.array([0.0, 1.0, 0.0, 0.0])) == 0.75


def test_two_bins_by_hand() -> None:
    table = calibration_table(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.3, 0.9]), 2)

    np.testing.assert_allclose(table["count"], [3, 1])
    np.testing.assert_allclose(table["predicted"], [0.2, 0.9])
    np.testing.assert_allclose(table["observed"], [1 / 3, 1])
